import { createClipPlayer, type MotionClip } from '@motion/clip';
import type { ClipEntry } from '@shared/api';
import { BONE_INDEX, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { Host } from '../host';

/** Plays animation files on this Stage's avatar when a command says so. */
export interface ClipFeed {
  setRest(rest: RestPose): void;
  /** Tells the clip's pose at `now` (ms of the page), while one plays. */
  step(now: number): void;
  close(): void;
}

export interface ClipFeedOptions {
  host: Host;
  /** The frame is reused. */
  onFrame(frame: MotionFrame): void;
  /** A clip cannot be played: a sentence for the user. */
  onFault(message: string): void;
}

type Player = ReturnType<typeof createClipPlayer>;

export const createClipFeed = ({ host, onFrame, onFault }: ClipFeedOptions): ClipFeed => {
  const frame = createMotionFrame('animation');
  const scratch = createMotionFrame('animation');
  let hipsHeight = 1;
  let player: Player | undefined;
  let startedAt: number | undefined;
  /** Counts what was asked for: a slow file must not cover a later wish. */
  let wish = 0;
  let cached: { key: string; clip: MotionClip } | undefined;

  const load = async (id: string): Promise<MotionClip> => {
    const entry = (await host.api.listClips()).find((candidate) => candidate.id === id);
    if (entry === undefined) throw new Error('This animation is not there any more. Choose another.');
    const key = `${entry.url} ${entry.bytes}`;
    if (cached?.key !== key) cached = { key, clip: await readClipFile(entry) };
    return cached.clip;
  };

  const play = async (id: string, loop: boolean): Promise<void> => {
    const mine = ++wish;
    try {
      const clip = await load(id);
      if (mine !== wish) return;
      player = createClipPlayer(clip, { loop }, scratch);
      startedAt = undefined;
    } catch (error) {
      if (mine === wish) onFault(error instanceof Error ? error.message : 'The animation cannot be played.');
    }
  };

  const stop = (): void => {
    wish += 1;
    player = undefined;
  };

  const unsubscribe = host.onCommand(({ command, phase }) => {
    if (phase !== 'press') return;
    if (command.type === 'play-clip') void play(command.clip, command.loop);
    if (command.type === 'stop-clip') stop();
  });

  return {
    setRest: ({ offsets }) => {
      hipsHeight = Math.max(offsets[BONE_INDEX.hips * 3 + 1] ?? 1, 0.01);
    },
    step: (now) => {
      if (player === undefined) return;
      startedAt ??= now;
      const goesOn = player.at(now - startedAt, frame, hipsHeight);
      onFrame(frame);
      // The mixer fades what is silent.
      if (!goesOn) player = undefined;
    },
    close: () => {
      unsubscribe();
      stop();
    },
  };
};

const readClipFile = async ({ url, name }: ClipEntry): Promise<MotionClip> => {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) throw new Error('The animation cannot be loaded. Add it again.');
  if (/\.bvh$/i.test(decodeURIComponent(url))) {
    const [{ readBvhClip }, text] = await Promise.all([import('@motion/codecs/bvh-clip'), answer.text()]);
    return readBvhClip(text, name);
  }
  const [{ readVrmaClip }, bytes] = await Promise.all([
    import('@motion/codecs/vrma-reader'),
    answer.arrayBuffer(),
  ]);
  return readVrmaClip(new Uint8Array(bytes), name);
};
