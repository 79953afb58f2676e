import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@shared/commands';
import { OFFLINE_SENTENCE } from '@shared/network';
import type { ObsState } from '@shared/obs';
import { isOutputOn } from '@shared/outputs';
import type { SettingsPatch } from '@shared/settings';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrames } from '../../../src/main/services/frames';
import { silentLog } from '../../../src/main/services/log';
import { createObs, type Obs } from '../../../src/main/services/obs';
import { createObsStream } from '../../../src/main/services/obs-stream';
import { createOutputs } from '../../../src/main/services/outputs';
import { createSecrets } from '../../../src/main/services/secrets';
import { createSettingsStore, type SettingsStore } from '../../../src/main/services/settings';
import { freePort } from '../free-port';
import { type FakeObs, type FakeObsOptions, startFakeObs } from './fake-obs';

let folder: string;
let settings: SettingsStore;
let peer: FakeObs | undefined;
let obs: Obs | undefined;
let ran: Command[] = [];
let ends: (() => void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-obs-'));
  settings = await createSettingsStore({ file: join(folder, 'settings.json'), log: silentLog });
  ran = [];
});

afterEach(async () => {
  obs?.close();
  for (const end of ends) end();
  ends = [];
  await peer?.close();
  await settings.flush();
  peer = undefined;
  obs = undefined;
  await rm(folder, { recursive: true, force: true });
});

interface Started extends FakeObsOptions {
  given?: string;
  change?: SettingsPatch;
  platform?: NodeJS.Platform;
}

const start = async ({ given, change, platform, ...options }: Started = {}): Promise<Obs> => {
  peer = await startFakeObs(options);
  settings.update({ obs: { on: true, port: peer.port }, outputs: { obsStream: { port: await freePort() } } });
  if (change !== undefined) settings.update(change);
  const outputs = createOutputs(settings);
  const stream = createObsStream(settings, createFrames());
  outputs.register(stream.output, 'obsStream');
  outputs.registerInPage('browser-source');
  const secrets = await createSecrets({ file: join(folder, 'secrets.json') });
  if (given !== undefined) await secrets.set('obs-password', given);
  ends.push(() => outputs.close(), stream.close);
  obs = createObs({
    settings,
    secrets,
    outputs,
    commands: { run: (command) => ran.push(command) },
    log: silentLog,
    browserSourceUrl: async () =>
      outputs.states.some((output) => output.id === 'browser-source' && isOutputOn(output))
        ? 'http://127.0.0.1:4000/source.html?token=secret'
        : undefined,
    ...(platform === undefined ? {} : { platform }),
  });
  return obs;
};

const until = async (wanted: (state: ObsState) => boolean): Promise<ObsState> => {
  await expect.poll(() => wanted(obs!.state), { timeout: 8000, message: 'state of OBS' }).toBe(true);
  return obs!.state;
};
const connected = () => until(({ state }) => state === 'connected');
const inFault = () => until(({ state }) => state === 'error');

test('connects with the password and shows what OBS does', async () => {
  await start({ password: 'sesame', given: 'sesame' });
  const state = await until(({ streaming }) => streaming);
  expect(state).toMatchObject({
    state: 'connected',
    version: '30.0.0',
    recording: false,
    virtualCamera: false,
    scene: 'Mine',
    scenes: ['Mine'],
  });
  peer!.emit('RecordStateChanged', { outputActive: true, outputState: 'x', outputPath: '' });
  peer!.emit('SceneListChanged', { scenes: [{ sceneName: 'Low' }, { sceneName: 'High' }] });
  await until(({ recording, scenes }) => recording && scenes.join() === 'High,Low');
});

test('a wrong password names the setting of OBS, and a right one given later connects', async () => {
  await start({ password: 'sesame', given: 'open' });
  const { fault } = await inFault();
  expect(fault).toMatchObject({ code: 'obs-password' });
  expect(fault!.action).toContain('Tools → WebSocket Server Settings');
  await obs!.setPassword('sesame');
  await connected();
});

test('a missing password is asked for', async () => {
  await start({ password: 'sesame' });
  expect((await inFault()).fault?.message).toBe('OBS asks for a password.');
  expect(obs!.state.hasPassword).toBe(false);
});

test('where nothing answers it says so, and connects when OBS comes', async () => {
  await start();
  const { port } = peer!;
  await connected();
  await peer!.close();
  const { fault } = await inFault();
  expect(fault).toMatchObject({ code: 'obs-refused' });
  expect(fault!.action).toContain('Enable WebSocket server');
  peer = await startFakeObs({ port });
  await connected();
});

test('an OBS on another computer is not asked while Kagami is set to stay off the network', async () => {
  await start({ change: { network: { offline: true }, obs: { host: '192.0.2.1' } } });
  const { fault } = await inFault();
  expect(fault).toMatchObject({ code: 'offline', message: OFFLINE_SENTENCE });
  settings.update({ obs: { host: '127.0.0.1' } });
  await connected();
});

test('off closes the connection and forgets what OBS did', async () => {
  await start();
  await until(({ streaming }) => streaming);
  settings.update({ obs: { on: false } });
  await expect.poll(() => peer!.clients).toBe(0);
  expect(obs!.state).toMatchObject({ state: 'off', streaming: false, scenes: [] });
});

test('the set-up makes the scene with a Browser Source fitted into the picture', async () => {
  await start();
  await connected();
  const done = await obs!.setUp();
  expect(done).toEqual({ scene: 'Kagami', input: 'Kagami (Browser Source)', way: 'browser', changed: true });
  expect(peer!.inputs.get(done.input)).toMatchObject({
    kind: 'browser_source',
    settings: { url: 'http://127.0.0.1:4000/source.html?token=secret', width: 1280, height: 720 },
  });
  const [item] = peer!.scenes.get('Kagami')!;
  expect(item!.transform).toMatchObject({
    boundsType: 'OBS_BOUNDS_SCALE_INNER',
    boundsWidth: 1920,
    boundsHeight: 1080,
  });
});

test('a second set-up changes nothing, also where the user moved the avatar', async () => {
  await start();
  await connected();
  await obs!.setUp();
  peer!.scenes.get('Kagami')![0]!.transform.positionX = 300;
  peer!.changes.length = 0;
  expect((await obs!.setUp()).changed).toBe(false);
  expect(peer!.changes).toEqual([]);
});

test('another size of the Stage is all that a later set-up changes', async () => {
  await start();
  await connected();
  const { input } = await obs!.setUp();
  peer!.inputs.get(input)!.settings.css = 'body { margin: 9px }';
  peer!.changes.length = 0;
  settings.update({ stage: { width: 1080, height: 1920 } });
  expect((await obs!.setUp()).changed).toBe(true);
  expect(peer!.changes).toEqual(['SetInputSettings']);
  expect(peer!.inputs.get(input)!.settings).toMatchObject({
    width: 1080,
    height: 1920,
    css: 'body { margin: 9px }',
  });
});

test('an OBS without Browser Source gets the stream, and the stream is turned on', async () => {
  await start({ kinds: ['ffmpeg_source'] });
  await connected();
  const done = await obs!.setUp();
  expect(done.way).toBe('stream');
  const { port, on } = settings.current.outputs.obsStream;
  expect(on).toBe(true);
  expect(peer!.inputs.get('Kagami (stream)')!.settings).toMatchObject({
    input: `tcp://127.0.0.1:${port}`,
    input_format: 'rawvideo',
    ffmpeg_options: 'video_size=1280x720 pixel_format=bgra framerate=30',
    is_local_file: false,
  });
  settings.update({ outputs: { obsStream: { width: 640, height: 360 } } });
  await expect
    .poll(() => peer!.inputs.get('Kagami (stream)')!.settings.ffmpeg_options)
    .toContain('video_size=640x360');
});

test('a Browser Source that OBS does not have is refused in words', async () => {
  await start({ kinds: ['ffmpeg_source'], change: { obs: { input: 'browser' } } });
  await connected();
  await expect(obs!.setUp()).rejects.toThrow('does not have this kind of source');
});

test('another way into OBS hides the former source and deletes nothing', async () => {
  await start();
  await connected();
  await obs!.setUp();
  settings.update({ obs: { input: 'stream' } });
  await obs!.setUp();
  const items = peer!.scenes.get('Kagami')!;
  expect(items.map(({ source, enabled }) => [source, enabled])).toEqual([
    ['Kagami (Browser Source)', false],
    ['Kagami (stream)', true],
  ]);
  expect(peer!.changes.filter((change) => change.startsWith('Remove'))).toEqual([]);
});

test('window capture is aimed at the Stage by its title on Windows, and refused in words on Linux', async () => {
  await start({
    kinds: ['window_capture'],
    change: { obs: { input: 'window' } },
    platform: 'win32',
  });
  await connected();
  expect((await obs!.setUp()).way).toBe('window');
  expect(peer!.inputs.get('Kagami (window)')!.settings).toMatchObject({
    method: 2,
    window: 'Kagami Stage:X:Kagami.exe',
  });
  expect((await obs!.setUp()).changed).toBe(false);
  await obs!.close();
  await peer!.close();
  await start({ change: { obs: { input: 'window' } }, platform: 'linux' });
  await connected();
  await expect(obs!.setUp()).rejects.toThrow('Choose the Browser Source or the stream');
});

test('a source of the user’s with the same name is left alone', async () => {
  await start();
  await connected();
  peer!.inputs.set('Kagami (Browser Source)', { kind: 'text_ft2_source_v2', settings: { text: 'mine' } });
  await expect(obs!.setUp()).rejects.toThrow('already has another kind of source');
  expect(peer!.inputs.get('Kagami (Browser Source)')!.settings).toEqual({ text: 'mine' });
});

test('OBS’s virtual camera starts and stops; where it has none, what to do is said', async () => {
  await start();
  await until(({ virtualCamera }) => virtualCamera === false);
  await obs!.setVirtualCamera(true);
  await until(({ virtualCamera }) => virtualCamera === true);
  await obs!.setVirtualCamera(false);
  await until(({ virtualCamera }) => virtualCamera === false);
  await obs!.close();
  await peer!.close();
  await start({ camera: false });
  await until(({ streaming }) => streaming);
  expect(obs!.state.virtualCamera).toBeUndefined();
  await expect(obs!.setVirtualCamera(true)).rejects.toThrow('Start Virtual Camera');
});

test('at the end OBS’s virtual camera is stopped where Kagami has started it, and left on where not', async () => {
  await start();
  await until(({ virtualCamera }) => virtualCamera === false);
  await obs!.setVirtualCamera(true);
  await obs!.close();
  expect(peer!.changes).toContain('StopVirtualCam');
  await peer!.close();

  await start({ cameraOn: true });
  await until(({ virtualCamera }) => virtualCamera === true);
  await obs!.setVirtualCamera(true);
  await obs!.close();
  expect(peer!.changes).not.toContain('StopVirtualCam');
});

test('a scene of OBS runs the command that belongs to it, once', async () => {
  const command: Command = { type: 'shot', shot: 'face' };
  await start({ change: { obs: { sceneCommands: [{ scene: 'Talk', command }] } } });
  await until(({ scene }) => scene === 'Mine');
  peer!.emit('CurrentProgramSceneChanged', { sceneName: 'Game' });
  peer!.emit('CurrentProgramSceneChanged', { sceneName: 'Talk' });
  await until(({ scene }) => scene === 'Talk');
  expect(ran).toEqual([command]);
});

test('asked for anything while not connected, it says what is in the way', async () => {
  await start({ change: { obs: { on: false } } });
  await expect(obs!.setUp()).rejects.toThrow('Turn on the connection with OBS first.');
});

test('the password is in no setting and no state, and in a file for its owner alone', async () => {
  await start({ password: 'sesame', given: 'sesame' });
  await connected();
  await settings.flush();
  const file = join(folder, 'secrets.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(settings.current) + JSON.stringify(obs!.state)).not.toContain('sesame');
  expect(await readFile(join(folder, 'settings.json'), 'utf8')).not.toContain('sesame');
  await obs!.setPassword('');
  expect(await readFile(file, 'utf8')).toBe('{}\n');
});

test('a keychain seals the password; what it cannot open any more is as if never given', async () => {
  const file = join(folder, 'sealed.json');
  const seal = {
    seal: (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a),
    unseal: (sealed: Uint8Array) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
  };
  await (await createSecrets({ file, seal })).set('obs-password', 'sesame');
  expect(await readFile(file, 'utf8')).not.toContain(Buffer.from('sesame').toString('base64'));
  expect((await createSecrets({ file, seal })).get('obs-password')).toBe('sesame');
  const locked = {
    ...seal,
    unseal: () => {
      throw new Error('locked');
    },
  };
  expect((await createSecrets({ file, seal: locked })).get('obs-password')).toBeUndefined();
});
