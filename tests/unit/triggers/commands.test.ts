import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, commandSchema } from '@shared/commands';
import { outputOff } from '@shared/outputs';
import { presetOf } from '@shared/presets';
import { expect, test, vi } from 'vitest';
import { createCommands } from '../../../src/main/services/commands';
import { createSettingsStore } from '../../../src/main/services/settings';

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
  const commands = createCommands({ settings, outputs, now: () => time });
  const issued: string[] = [];
  commands.onIssued(({ command, phase }) => issued.push(`${command.type} ${phase}`));
  return {
    settings,
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
  expect(fixture.settings.current.capture.running).toBe(false);
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
