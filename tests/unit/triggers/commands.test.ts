import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, commandSchema } from '@shared/commands';
import { outputOff } from '@shared/outputs';
import { presetOf } from '@shared/presets';
import { expect, test, vi } from 'vitest';
import { createCommands } from '../../../src/main/services/commands';
import { createPlayedClip } from '../../../src/main/services/played-clip';
import { createSettingsStore } from '../../../src/main/services/settings';
import { createShownExpressions } from '../../../src/main/services/shown-expressions';
import { createTriggers } from '../../../src/main/services/triggers';

const silent = { info: () => {}, warn: () => {}, error: () => {}, file: '' };

const createFixture = async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'kagami-commands-')), 'settings.json');
  const settings = await createSettingsStore({ file, log: silent as never });
  const switched: [string, boolean][] = [];
  const outputs = {
    states: [{ ...outputOff('window'), state: 'live' as const }, outputOff('recording')],
    setOn: (id: string, on: boolean) => void switched.push([id, on]),
  };
  let time = 0;
  const shownExpressions = createShownExpressions();
  const spoken: string[] = [];
  const commands = createCommands({
    settings,
    avatarChoice: { choose: (id) => void settings.update({ avatar: { current: id } }) },
    outputs,
    shownExpressions,
    playedClip: createPlayedClip(),
    speech: { say: (text) => void spoken.push(text), stop: () => void spoken.push('(stop)') },
    now: () => time,
  });
  const issued: string[] = [];
  commands.onIssued(({ command, phase }) => issued.push(`${command.type} ${phase}`));
  return {
    settings,
    spoken,
    shown: () => shownExpressions.list.map(({ name }) => name),
    triggers: createTriggers({ settings, commands, log: { warn: () => {} }, now: () => time }),
    commands,
    issued,
    switched,
    wait: (ms: number) => {
      time += ms;
    },
  };
};

const run = (fixture: Awaited<ReturnType<typeof createFixture>>, command: object, phase?: 'release') =>
  fixture.commands.run(commandSchema.parse(command) as Command, phase);

test('panic closes the camera at once, bears a double press, and opens it again later', async () => {
  const fixture = await createFixture();
  const camera = () => fixture.settings.current.capture;
  run(fixture, { type: 'panic' });
  expect(camera()).toMatchObject({ running: false, panicked: true });
  fixture.wait(200);
  run(fixture, { type: 'panic' });
  expect(camera().running).toBe(false);
  fixture.wait(5000);
  run(fixture, { type: 'panic' });
  expect(camera()).toMatchObject({ running: true, panicked: false });
});

test('panic never opens a camera that the user closed', async () => {
  const fixture = await createFixture();
  fixture.settings.update({ capture: { running: false } });
  run(fixture, { type: 'panic' });
  expect(fixture.settings.current.capture).toMatchObject({ running: false, panicked: true });
  fixture.wait(5000);
  run(fixture, { type: 'panic' });
  expect(fixture.settings.current.capture).toMatchObject({ running: false, panicked: false });
});

test('mutes the microphone, and unmutes it', async () => {
  const fixture = await createFixture();
  run(fixture, { type: 'mute-microphone' });
  expect(fixture.settings.current.voice.muted).toBe(true);
  run(fixture, { type: 'mute-microphone' });
  expect(fixture.settings.current.voice.muted).toBe(false);
});

test('starting the camera by hand ends the panic', async () => {
  const fixture = await createFixture();
  run(fixture, { type: 'panic' });
  fixture.settings.update({ capture: { running: true } });
  await vi.waitFor(() => expect(fixture.settings.current.capture.panicked).toBe(false));
});

test('toggles an output by the state that it is in', async () => {
  const fixture = await createFixture();
  run(fixture, { type: 'toggle-output', output: 'window' });
  run(fixture, { type: 'toggle-output', output: 'recording' });
  expect(fixture.switched).toEqual([
    ['window', false],
    ['recording', true],
  ]);
});

test('letting go of a key ends what was held and does nothing else twice', async () => {
  const fixture = await createFixture();
  for (const mode of ['hold', 'toggle'])
    for (const phase of [undefined, 'release' as const])
      run(fixture, { type: 'expression', name: 'happy', mode }, phase);
  run(fixture, { type: 'panic' }, 'release');
  expect(fixture.issued).toEqual(['expression press', 'expression release', 'expression press']);
  expect(fixture.settings.current.capture.running).toBe(true);
});

test('expressions stay as long as their manner says', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const fixture = await createFixture();
  const show = (name: string, mode: string, phase?: 'release') =>
    run(fixture, { type: 'expression', name, mode, seconds: 2 }, phase);
  show('happy', 'hold');
  show('sad', 'toggle');
  show('angry', 'timed');
  expect(fixture.shown()).toEqual(['happy', 'sad', 'angry']);
  show('happy', 'hold', 'release');
  show('sad', 'toggle', 'release');
  expect(fixture.shown()).toEqual(['sad', 'angry']);
  vi.advanceTimersByTime(1500);
  show('angry', 'timed');
  vi.advanceTimersByTime(1500);
  expect(fixture.shown()).toEqual(['sad', 'angry']);
  vi.advanceTimersByTime(600);
  expect(fixture.shown()).toEqual(['sad']);
  show('sad', 'toggle');
  expect(fixture.shown()).toEqual([]);
  show('sad', 'toggle');
  run(fixture, { type: 'clear-expressions' });
  expect(fixture.shown()).toEqual([]);
  vi.useRealTimers();
});

test('a rule does all that it lists, rests for its cool-down, and ends what it began', async () => {
  const fixture = await createFixture();
  const rule = {
    id: 'r',
    name: '',
    on: true,
    when: { kind: 'obs-scene' as const, scene: 'Talk' },
    do: [
      commandSchema.parse({ type: 'preset', name: 'gone' }),
      commandSchema.parse({ type: 'expression', name: 'happy', mode: 'hold' }),
      commandSchema.parse({ type: 'expression', name: 'blush', mode: 'toggle' }),
    ],
    coolDownMs: 1000,
  };
  fixture.settings.update({ triggers: { rules: [rule] } });
  fixture.triggers.fire('r');
  expect(fixture.shown()).toEqual(['happy', 'blush']);
  fixture.wait(500);
  fixture.triggers.fire('r');
  fixture.triggers.fire('r', 'release');
  expect(fixture.shown()).toEqual(['blush']);
  fixture.wait(600);
  fixture.triggers.sceneShown('Talk');
  fixture.wait(5000);
  fixture.triggers.sceneShown('Talk');
  fixture.triggers.sceneShown('Other');
  fixture.triggers.sceneShown(undefined);
  expect(fixture.shown()).toEqual(['happy']);
  fixture.settings.update({ triggers: { rules: [{ ...rule, on: false }] } });
  fixture.wait(5000);
  fixture.triggers.fire('r');
  fixture.triggers.fire('unknown');
  expect(fixture.shown()).toEqual(['happy']);
});

test('a preset brings back what it holds and leaves cameras, calibrations and addresses alone', async () => {
  const fixture = await createFixture();
  const { settings } = fixture;
  const calibrations = [
    {
      camera: 'Cam',
      avatar: 'builtin/sora',
      calibration: {
        headZero: [0, 0, 0, 1] as [number, number, number, number],
        cameraPitch: 0,
        neutral: {},
        eyesOpen: { left: 1, right: 1 },
        shoulderWidth: 1,
        armLength: 1,
      },
    },
  ];
  settings.update({
    avatar: { current: 'builtin/sora' },
    motion: { smoothing: 0.9 },
    stage: { shot: 'full' },
  });
  settings.update({ outputs: { vmcSend: { on: true, port: 4000 } } });
  const preset = presetOf(settings.current, ' Dance ', ['avatar', 'scene', 'motion', 'outputs']);
  settings.update({ presets: { list: [preset] } });
  settings.update({
    avatar: { current: 'builtin/hikari' },
    capture: { deviceId: 'other' },
    motion: { smoothing: 0.1, calibrations },
    outputs: { vmcSend: { on: false, port: 5000 } },
    stage: { shot: 'face' },
    tracking: { mode: 'full' },
  });
  run(fixture, { type: 'preset', name: 'Dance' });
  expect(settings.current).toMatchObject({
    avatar: { current: 'builtin/sora' },
    capture: { deviceId: 'other' },
    motion: { smoothing: 0.9, calibrations },
    outputs: { vmcSend: { on: true, port: 5000 } },
    stage: { shot: 'full' },
    tracking: { mode: 'full' },
  });
});

test('a preset that is gone or that lies is refused with a sentence and changes nothing', async () => {
  const fixture = await createFixture();
  const { settings } = fixture;
  expect(() => run(fixture, { type: 'preset', name: 'Gone' })).toThrow('There is no preset "Gone" any more');
  settings.update({
    presets: { list: [{ name: 'Bad', sections: { stage: { width: -1 }, capture: { running: false } } }] },
  });
  expect(() => run(fixture, { type: 'preset', name: 'Bad' })).toThrow();
  settings.update({ presets: { list: [{ name: 'Sly', sections: { capture: { running: false } } }] } });
  run(fixture, { type: 'preset', name: 'Sly' });
  expect(settings.current.capture.running).toBe(true);
  expect(settings.current.stage.width).toBe(1280);
});

test('speaks a text, and falls silent at a stop and at panic', async () => {
  const fixture = await createFixture();
  run(fixture, { type: 'say', text: 'Hello.' });
  run(fixture, { type: 'stop-speech' });
  run(fixture, { type: 'panic' });
  expect(fixture.spoken).toEqual(['Hello.', '(stop)', '(stop)']);
});
