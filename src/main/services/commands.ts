import {
  actsOnRelease,
  type Command,
  type CommandOf,
  type CommandPhase,
  type CommandType,
} from '@shared/commands';
import { isOutputOn } from '@shared/outputs';
import { presetPatch } from '@shared/presets';
import type { SettingsPatch } from '@shared/settings';
import { PLAIN_ORBIT } from '@shared/settings/scene';
import type { AvatarChoice } from './avatar-choice';
import { createListeners } from './listeners';
import type { Outputs } from './outputs';
import type { PlayedClipState } from './played-clip';
import type { SettingsStore } from './settings';
import type { ShownExpressions } from './shown-expressions';
import type { Speech } from './speech';

/** A command on its way to the pages. */
export interface IssuedCommand {
  command: Command;
  phase: CommandPhase;
}

/** Does what users ask for at one press, whatever pressed it: a key, MIDI, a hand sign, OBS. */
export interface Commands {
  /** @throws Error with a sentence for the user where it cannot be done. */
  run(command: Command, phase?: CommandPhase): void;
  /** Every command that was run, for the pages to do their part. */
  onIssued(listener: (issued: IssuedCommand) => void): () => void;
  close(): void;
}

export interface CommandsOptions {
  settings: SettingsStore;
  avatarChoice: AvatarChoice;
  outputs: Pick<Outputs, 'states' | 'setOn'>;
  shownExpressions: ShownExpressions;
  playedClip: PlayedClipState;
  speech: Pick<Speech, 'say' | 'stop'>;
  now?: () => number;
}

/** Fingers that hit the panic key hit it twice: the camera stays closed for at least this long, ms. */
const PANIC_HOLDS = 1500;

export const createCommands = (options: CommandsOptions): Commands => {
  const { settings, avatarChoice, outputs, shownExpressions, playedClip, speech, now = Date.now } = options;
  const issued = createListeners<IssuedCommand>();
  let panickedAt = Number.NEGATIVE_INFINITY;
  /** Whoever streams by voice alone has no camera to open again. */
  let cameraRan = true;

  const panic = (): void => {
    const { running, panicked } = settings.current.capture;
    if (running || !panicked) {
      panickedAt = now();
      cameraRan = running;
      shownExpressions.clear();
      speech.stop();
      settings.update({ capture: { running: false, panicked: true } });
    } else if (now() - panickedAt >= PANIC_HOLDS)
      settings.update({ capture: { running: cameraRan, panicked: false } });
  };

  const applyPreset = (name: string): void => {
    const preset = settings.current.presets.list.find((candidate) => candidate.name === name);
    if (preset === undefined) throw new Error(`There is no preset "${name}" any more. Choose another.`);
    const { avatar, ...rest } = presetPatch(preset);
    settings.update(rest);
    if (typeof avatar?.current === 'string') avatarChoice.choose(avatar.current);
  };

  const toggleProp = (nameOrId: string): void => {
    const { props } = settings.current.scene;
    const isIt = ({ id, name }: { id: string; name: string }): boolean =>
      id === nameOrId || name === nameOrId;
    if (!props.some(isIt)) throw new Error(`The avatar has no prop "${nameOrId}" any more. Choose another.`);
    settings.update({
      scene: { props: props.map((prop) => (isIt(prop) ? { ...prop, shown: !prop.shown } : prop)) },
    });
  };

  /** What the host does; the other commands are the pages' own. */
  const onHost: { [Type in CommandType]?: (command: CommandOf<Type>, phase: CommandPhase) => void } = {
    panic,
    expression: shownExpressions.run,
    'clear-expressions': shownExpressions.clear,
    'play-clip': ({ clip, loop }) => playedClip.play(clip, loop),
    'stop-clip': playedClip.stop,
    'toggle-output': ({ output }) => {
      const state = outputs.states.find(({ id }) => id === output);
      outputs.setOn(output, state === undefined || !isOutputOn(state));
    },
    shot: ({ shot }) => {
      // A saved picture by its name, or one of the four shots as it is.
      const saved = settings.current.scene.camera.framings.find((framing) => framing.name === shot);
      settings.update({
        stage: { shot: saved?.shot ?? shot },
        scene: { camera: { orbit: saved?.orbit ?? PLAIN_ORBIT } },
      } as SettingsPatch);
    },
    'toggle-prop': ({ prop }) => toggleProp(prop),
    say: ({ text }) => speech.say(text),
    'stop-speech': speech.stop,
    'mute-microphone': () => settings.update({ voice: { muted: !settings.current.voice.muted } }),
    avatar: ({ id }) => avatarChoice.choose(id),
    preset: ({ name }) => applyPreset(name),
  };

  // Whoever opens the camera by another way ends the panic; told apart, so that listeners hear changes in order.
  const unsubscribe = settings.onChange(({ capture }) => {
    if (capture.running && capture.panicked)
      queueMicrotask(() => settings.update({ capture: { panicked: false } }));
  });

  return {
    run(command, phase = 'press') {
      if (phase === 'release' && !actsOnRelease(command)) return;
      const act = onHost[command.type] as ((command: Command, phase: CommandPhase) => void) | undefined;
      act?.(command, phase);
      issued.tell({ command, phase });
    },
    onIssued: issued.add,
    close: unsubscribe,
  };
};
