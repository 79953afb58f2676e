import { expect, type Page, test } from '@playwright/test';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { PNG } from 'pngjs';
import { type Program, startProgram } from './program';

/** The Stage page of the real program, by itself: no Studio, no camera; motion is posted as another window would.
 * One page for all tests: those that change its settings for good come last. */
let program: Program;
let page: Page;
test.beforeAll(async () => {
  program = await startProgram();
  page = await program.openStage();
  await ready(page);
});
test.afterAll(() => program.close());

const ready = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => window.kagamiStage?.ready === true, undefined, { timeout: 60_000 });

const canvasSize = (page: Page): Promise<{ width: number; height: number; shown: number[] }> =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas')!;
    const { width, height } = canvas.getBoundingClientRect();
    return { width: canvas.width, height: canvas.height, shown: [width, height] };
  });

/** Alpha of a corner and how many pixels are drawn, out of the page's own screenshot over nothing. */
const picture = async (page: Page): Promise<{ cornerAlpha: number; drawn: number }> => {
  const png = await page.screenshot({ omitBackground: true });
  return page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let drawn = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) drawn++;
      return { cornerAlpha: data[3]!, drawn };
    },
    [...png],
  );
};

test('shows the avatar and nothing else, on alpha 0, at the size that is set', async () => {
  expect(await page.title()).toBe('Kagami Stage');
  expect(await page.evaluate(() => window.kagamiStage?.avatarId)).toBe('builtin/hikari');
  expect(await canvasSize(page)).toMatchObject({ width: 480, height: 360 });
  await expect(page.locator('#notice')).toBeHidden();
  // It is on the page's screen one frame after it has been loaded.
  await expect.poll(async () => (await picture(page)).drawn).toBeGreaterThan(5000);
  expect((await picture(page)).cornerAlpha).toBe(0);
  await page.setViewportSize({ width: 500, height: 900 });
  expect(await canvasSize(page)).toEqual({ width: 480, height: 360, shown: [500, 900] });
  await page.screenshot({ path: 'test-results/stage-alone.png' });
});

test('moves with what another window posts: a mirror image, or left for left', async () => {
  const frame = createMotionFrame('tracking');
  frame.bones.set([0, Math.sin(0.25), 0, Math.cos(0.25)], BONE_INDEX.head * 4);
  frame.drives.bones[BONE_INDEX.head] = 1;
  frame.confidence.fill(1);
  const post = [[...frame.values], [...frame.drives.flags]];
  await page.evaluate(([values, flags]) => {
    const channel = new BroadcastChannel('kagami');
    const timer = setInterval(() => {
      const time = performance.timeOrigin + performance.now();
      const motion = {
        time,
        source: 'tracking',
        values: Float32Array.from(values!),
        flags: Uint8Array.from(flags!),
      };
      channel.postMessage({ type: 'motion', motion });
    }, 33);
    Object.assign(window, { stopPosting: () => clearInterval(timer) });
  }, post);
  const headYaw = (): Promise<number> => page.evaluate(() => window.kagamiStage?.bones().head?.world[1] ?? 0);
  await expect.poll(headYaw).toBeLessThan(-0.15);
  await program.host.services.api.updateSettings({ motion: { mirror: false } });
  await expect.poll(headYaw).toBeGreaterThan(0.15);
  await page.evaluate(() => (window as unknown as { stopPosting(): void }).stopPosting());
});

/** One plain colour. */
const plainPicture = (colour: readonly number[]): Buffer => {
  const png = new PNG({ width: 16, height: 16 });
  for (let i = 0; i < png.data.length; i++) png.data[i] = [...colour, 255][i % 4]!;
  return PNG.sync.write(png);
};

/** Colour of the picture's corner, and how many pixels are magenta. */
const colours = async (page: Page): Promise<{ corner: number[]; magenta: number }> => {
  const { data } = PNG.sync.read(await page.screenshot({ omitBackground: true }));
  let magenta = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i]! > 180 && data[i + 1]! < 90 && data[i + 2]! > 180) magenta++;
  return { corner: [...data.subarray(0, 4)], magenta };
};

test("a prop comes and goes at a hotkey, before a picture of the user's", async () => {
  const { api, sceneFiles, settings } = program.host.services;
  // The page is the picture and nothing around it.
  await page.setViewportSize({ width: 480, height: 360 });
  const oneChunk = async function* (bytes: Uint8Array) {
    yield bytes;
  };
  await sceneFiles.props.store('card.png', oneChunk(plainPicture([255, 0, 255])));
  await sceneFiles.backgrounds.store('wall.png', oneChunk(plainPicture([0, 160, 0])));
  await api.updateSettings({
    stage: { background: 'image' },
    scene: {
      background: { image: 'wall.png' },
      props: [{ id: 'card', name: 'Card', file: 'card.png', position: [0, 0.1, 0.35], shown: false }],
    },
    triggers: {
      rules: [
        ...settings.current.triggers.rules,
        {
          id: 'card-key',
          name: 'Card',
          when: { kind: 'hotkey', keys: 'Control+Shift+Digit7' },
          do: [{ type: 'toggle-prop', prop: 'Card' }],
        },
      ],
    },
  });
  await expect.poll(async () => (await colours(page)).corner).toEqual([0, 160, 0, 255]);
  expect((await colours(page)).magenta).toBe(0);
  await page.keyboard.press('Control+Shift+Digit7');
  await expect.poll(async () => (await colours(page)).magenta).toBeGreaterThan(500);
  await page.keyboard.press('Control+Shift+Digit7');
  await expect.poll(async () => (await colours(page)).magenta).toBe(0);

  await api.updateSettings({ stage: { background: 'transparent' }, scene: { props: [] } });
  await expect.poll(async () => (await colours(page)).corner[3]).toBe(0);
});

test("tells its rates and its avatar's rest pose to who asks", async () => {
  const heard = await page.evaluate(
    async ([head]) => {
      const channel = new BroadcastChannel('kagami');
      const types = new Map<string, unknown>();
      channel.onmessage = ({ data }) => types.set(data.type, data);
      channel.postMessage({ type: 'hello' });
      type Status = { status: { renderRate: number; width: number } } | undefined;
      const statusNow = () => types.get('stage-status') as Status;
      // A status counts the frames of a second; a busy machine draws none in its first.
      for (
        let i = 0;
        i < 100 && !(types.has('avatar-rest') && (statusNow()?.status.renderRate ?? 0) > 1);
        i++
      )
        await new Promise((resolve) => setTimeout(resolve, 100));
      const status = statusNow();
      const rest = types.get('avatar-rest') as
        | { rest: { has: Uint8Array; offsets: Float32Array } }
        | undefined;
      return {
        rate: status?.status.renderRate ?? 0,
        width: status?.status.width,
        hasHead: rest?.rest.has[head!],
        hips: rest?.rest.offsets[1],
      };
    },
    [BONE_INDEX.head],
  );
  expect(heard.rate).toBeGreaterThan(1);
  expect(heard.width).toBe(480);
  expect(heard.hasHead).toBe(1);
  expect(heard.hips).toBeGreaterThan(0.3);
});

test('an avatar that is not there leaves the one before and says so', async () => {
  // Listening is sure to have begun before the settings change.
  await page.evaluate(() => {
    new BroadcastChannel('kagami').onmessage = ({ data }) => {
      if (data.type === 'avatar-error') Object.assign(window, { heardError: data });
    };
  });
  await program.host.services.api.updateSettings({ avatar: { current: 'user/nowhere' } });
  const heard = await page.waitForFunction(() => (window as { heardError?: unknown }).heardError);
  expect(await heard.jsonValue()).toMatchObject({
    id: 'user/nowhere',
    message: expect.stringMatching(/nowhere.*\.$/),
  });
  expect(await page.evaluate(() => window.kagamiStage?.avatarId)).toBe('builtin/hikari');
  await expect(page.locator('#notice')).toBeHidden();
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => window.kagamiStage?.avatarId)).toMatch(/^builtin\//);
});

test('follows the settings live and survives a reload', async () => {
  await program.host.services.api.updateSettings({
    stage: {
      width: 320,
      height: 400,
      background: 'colour',
      colour: '#0000ff',
      shot: 'full',
      antialias: true,
    },
  });
  await expect.poll(() => canvasSize(page)).toMatchObject({ width: 320, height: 400 });
  await expect.poll(() => page.evaluate(() => document.body.style.backgroundColor)).toBe('rgb(0, 0, 255)');
  await expect.poll(async () => (await picture(page)).cornerAlpha).toBe(255);
  await page.reload();
  await ready(page);
  expect(await canvasSize(page)).toMatchObject({ width: 320, height: 400 });
});

test('an address of its own sets a second Stage apart', async () => {
  await page.goto(`${page.url().split('?')[0]}?shot=face&width=200&height=300`);
  await ready(page);
  expect(await canvasSize(page)).toMatchObject({ width: 200, height: 300 });
});
