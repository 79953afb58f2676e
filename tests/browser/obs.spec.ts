/** The real OBS receives the Stage through the one-click set-up, with transparency. */
import { expect, test } from '@playwright/test';
import { OBSWebSocket } from 'obs-websocket-js';
import { PNG } from 'pngjs';
import { type Program, startProgram } from './program';
import { noObs, OBS_PICTURE, type RealObs, startRealObs } from './real-obs';
import { untilStageShows } from './stage-reading';

const missing = noObs();

let real: RealObs | undefined;
let program: Program | undefined;
let eyes: OBSWebSocket | undefined;

test.afterEach(async () => {
  await eyes?.disconnect().catch(() => {});
  await program?.close();
  await real?.close();
  eyes = program = real = undefined;
});

interface Picture {
  clear: number;
  solid: number;
  centre: number[];
  corner: number[];
}

/** Shares of the pixels that are wholly clear and solid, and two of them. */
const look = async (obs: OBSWebSocket, sourceName: string): Promise<Picture> => {
  const { width: imageWidth, height: imageHeight } = OBS_PICTURE;
  const { imageData } = await obs.call('GetSourceScreenshot', {
    sourceName,
    imageFormat: 'png',
    imageWidth,
    imageHeight,
  });
  const png = PNG.sync.read(Buffer.from(imageData.slice(imageData.indexOf(',') + 1), 'base64'));
  const alphas = Array.from({ length: png.width * png.height }, (_, i) => png.data[i * 4 + 3]!);
  const pixel = (x: number, y: number): number[] => [
    ...png.data.subarray((y * png.width + x) * 4).subarray(0, 4),
  ];
  return {
    clear: alphas.filter((alpha) => alpha === 0).length / alphas.length,
    solid: alphas.filter((alpha) => alpha === 255).length / alphas.length,
    centre: pixel(imageWidth / 2, imageHeight / 2),
    corner: pixel(2, 2),
  };
};

test('OBS shows the avatar on transparency after one click', async () => {
  test.skip(missing !== undefined, missing);
  test.setTimeout(180_000);
  real = await startRealObs();
  program = await startProgram({
    demo: true,
    settings: {
      stage: { width: 640, height: 360 },
      obs: { port: real.port },
      outputs: { obsStream: { width: 640, height: 360, rate: 10 } },
    },
  });
  const { api, obs } = program.host.services;
  const stage = await program.openStage();
  await untilStageShows(stage);

  await api.setObsPassword('wrong');
  await api.updateSettings({ obs: { on: true } });
  await expect.poll(() => obs.state.fault?.code, { timeout: 20_000 }).toBe('obs-password');
  await api.setObsPassword(real.password);
  await expect.poll(() => obs.state.state, { timeout: 20_000 }).toBe('connected');

  const { done, fault } = await api.setUpObs();
  if (done === undefined) throw new Error(fault?.message);
  // Debian's OBS has no Browser Source; one that has it takes it.
  expect(done.changed).toBe(true);
  expect(['stream', 'browser']).toContain(done.way);
  expect((await api.setUpObs()).done?.changed, 'a second click').toBe(false);
  await api.showObsScene();
  await expect.poll(() => obs.state.scene, { timeout: 20_000 }).toBe('Kagami');

  const watching = new OBSWebSocket();
  eyes = watching;
  await watching.connect(`ws://127.0.0.1:${real.port}`, real.password);
  let picture: Picture | undefined;
  await expect
    .poll(
      async () => {
        picture = await look(watching, done.scene);
        return picture.solid > 0.1 && picture.clear > 0.2;
      },
      { timeout: 60_000, message: 'the avatar in OBS' },
    )
    .toBe(true);
  expect(picture!.corner, 'around the avatar').toEqual([0, 0, 0, 0]);
  expect(picture!.centre[3], 'the avatar itself').toBe(255);
  if (done.way === 'stream')
    await expect
      .poll(() => program!.host.services.outputs.states.find(({ id }) => id === 'obs-stream'), {
        timeout: 20_000,
      })
      .toMatchObject({ state: 'live', receivers: 1 });
  expect(program.errors).toEqual([]);
});
