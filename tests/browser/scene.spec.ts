import { expect, type Page } from '@playwright/test';
import { applySettingsPatch, defaultSettings, type SettingsPatch } from '@shared/settings';
import { filesOf, loadTiny, OWN, pose, survey, test } from './avatar-page/open';

type Scene = NonNullable<SettingsPatch['scene']>;

/** Shows the scene with these settings; effects are there when this resolves. */
const look = async (page: Page, scene: Scene): Promise<void> => {
  const given = applySettingsPatch(defaultSettings(), { scene }).scene;
  await page.evaluate((next) => window.harness.view.setLook(next), given);
  await page.waitForTimeout(400);
};

const pixels = (page: Page): Promise<number[]> => page.evaluate(() => [...window.harness.pixels()]);

test('effects leave what is transparent at zero and every colour within its alpha', async ({ page }) => {
  await loadTiny(page);
  await page.evaluate(() => window.harness.view.setShot('full'));
  await look(page, {});
  await pose(page, {});
  const plain = await pixels(page);
  const plainSurvey = await survey(page);

  // An exposure too small to be seen: the effects' path, and nothing else.
  await look(page, { effects: { exposure: 0.0001 } });
  await expect.poll(async () => (await survey(page)).drawn).toBe(plainSurvey.drawn);
  const graded = await pixels(page);
  let largest = 0;
  for (let i = 0; i < plain.length; i++) largest = Math.max(largest, Math.abs(plain[i]! - graded[i]!));
  expect(largest).toBeLessThanOrEqual(3);
  expect((await survey(page)).overAlpha).toBe(0);

  await look(page, { effects: { saturation: -1 } });
  const grey = await pixels(page);
  let colourful = 0;
  for (let i = 0; i < grey.length; i += 4)
    colourful = Math.max(colourful, Math.abs(grey[i]! - grey[i + 1]!) + Math.abs(grey[i]! - grey[i + 2]!));
  expect(colourful).toBeLessThanOrEqual(3);

  await look(page, { effects: { bloom: 1.5, bloomThreshold: 0.2 } });
  const glowing = await survey(page);
  expect(glowing.drawn).toBeGreaterThan(plainSurvey.drawn + 100);
  expect(glowing.overAlpha).toBe(0);

  await look(page, {});
  expect((await pixels(page)).join()).toBe(plain.join());
});

/** Address of a film that shows each colour for half a second, as the browser records it. */
const recordFilm = (page: Page, colours: string[]): Promise<string> =>
  page.evaluate(async (fills) => {
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 64;
    const context = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    for (const fill of fills)
      for (let i = 0; i < 5; i++) {
        context.fillStyle = fill;
        context.fillRect(0, 0, 64, 64);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    await new Promise((resolve) => {
      recorder.onstop = resolve;
      recorder.stop();
    });
    return URL.createObjectURL(new Blob(parts));
  }, colours);

test('gradient and film fill the feed, and give way to transparency', async ({ page }) => {
  await loadTiny(page);
  await pose(page, {});
  await page.evaluate(() =>
    window.harness.view.setBackground({ kind: 'gradient', top: '#ff0000', bottom: '#0000ff', angle: 0 }),
  );
  const corners = (): Promise<number[][]> =>
    page.evaluate(() => {
      const all = window.harness.pixels();
      return [[...all.subarray(0, 4)], [...all.subarray(all.length - 4)]];
    });
  await expect.poll(async () => (await corners())[0]![0]!).toBeGreaterThan(240);
  const [top, bottom] = await corners();
  expect(top![2]).toBeLessThan(15);
  expect(bottom![2]).toBeGreaterThan(240);
  expect(bottom![3]).toBe(255);
  expect((await survey(page)).empty).toBe(0);

  const film = await recordFilm(page, ['#ff8000', '#0080ff']);
  await page.evaluate((url) => window.harness.view.setBackground({ kind: 'video', url }), film);
  const seen = async (): Promise<string> => {
    const [red, , blue, alpha] = (await corners())[0]!;
    if (alpha !== 255) return 'nothing';
    return red! > 200 && blue! < 70 ? 'orange' : red! < 70 && blue! > 200 ? 'blue' : 'another colour';
  };
  await expect.poll(seen, { intervals: [50] }).toBe('orange');
  await expect.poll(seen, { intervals: [50] }).toBe('blue');
  await expect.poll(seen, { intervals: [50] }).toBe('orange');

  await page.evaluate(() => window.harness.view.setBackground({ kind: 'transparent' }));
  await expect.poll(async () => (await survey(page)).empty).toBeGreaterThan(1000);
});

test('the camera goes around the avatar, and moves smoothly where it is asked to', async ({ page }) => {
  await loadTiny(page);
  await page.evaluate(() => window.harness.view.setShot('full'));
  await pose(page, {});
  const width = async (): Promise<number> =>
    page.evaluate(() => {
      const all = window.harness.pixels();
      const xs: number[] = [];
      for (let i = 0; i < 320 * 240; i++) if (all[i * 4 + 3]! > 0) xs.push(i % 320);
      return Math.max(...xs) - Math.min(...xs);
    });
  const front = await width();
  // Arms stretched out are seen from their ends.
  await page.evaluate(() => window.harness.view.setOrbit({ yaw: 90, pitch: 0, zoom: 1, x: 0, y: 0 }));
  expect(await width()).toBeLessThan(front / 3);

  await look(page, { camera: { moveSeconds: 1 } });
  await page.evaluate(() => {
    window.harness.view.setOrbit({ yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0 });
    window.harness.view.render(0.5);
  });
  const half = await width();
  expect(half).toBeGreaterThan(front / 3);
  expect(half).toBeLessThan(front - 5);
  await page.evaluate(() => window.harness.view.render(0.6));
  expect(await width()).toBe(front);
});

test('a shadow lies on the ground and leaves with its setting', async ({ page }) => {
  await loadTiny(page);
  await page.evaluate(() => window.harness.view.setShot('full'));
  await pose(page, {});
  const bare = await survey(page);
  await look(page, { groundShadow: 1 });
  expect((await survey(page)).drawn).toBeGreaterThan(bare.drawn + 50);
  expect((await survey(page)).overAlpha).toBe(0);
  await look(page, {});
  expect(await survey(page)).toEqual(bare);
});

test('light takes on the colour of the room or the screen, whichever is chosen, and gives it back', async ({
  page,
}) => {
  await loadTiny(page);
  await pose(page, {});
  const warmth = (): Promise<number> =>
    page.evaluate(() => {
      const all = window.harness.pixels();
      let difference = 0;
      let drawn = 0;
      for (let i = 0; i < all.length; i += 4)
        if (all[i + 3] === 255) {
          difference += all[i]! - all[i + 2]!;
          drawn++;
        }
      return difference / drawn;
    });
  const tell = (of: 'room' | 'screen', colour?: readonly [number, number, number]): Promise<void> =>
    page.evaluate(([from, light]) => window.harness.view.setSurroundings(from, light), [of, colour] as const);
  for (const of of ['room', 'screen'] as const) {
    await look(page, { lights: { colourFrom: of, fromBackground: 1 } });
    const neutral = await warmth();
    await tell(of, [255, 100, 25]);
    expect(await warmth(), of).toBeGreaterThan(neutral + 20);
    await tell(of, [25, 100, 255]);
    expect(await warmth(), of).toBeLessThan(neutral - 20);
    await tell(of);
    expect(await warmth(), of).toBeCloseTo(neutral, 0);
    await tell(of === 'room' ? 'screen' : 'room', [255, 100, 25]);
    expect(await warmth(), of).toBeCloseTo(neutral, 0);
    await tell(of === 'room' ? 'screen' : 'room');
  }
});

test('hair and clothes in the wind hang still again after a reset', async ({ page }) => {
  const [name] = filesOf(OWN);
  test.skip(name === undefined, 'resources/avatars is not built');
  await page.evaluate((file) => window.harness.load(file), name!);
  await page.evaluate(() => window.harness.view.setShot('full'));
  await look(page, {});
  await pose(page, {});
  const still = await pixels(page);
  const moved = async (): Promise<number> => {
    const now = await pixels(page);
    return now.filter((value, i) => Math.abs(value - still[i]!) > 8).length;
  };
  await look(page, { physics: { wind: 1 } });
  await page.evaluate(() => {
    for (let i = 0; i < 20; i++) window.harness.view.render(1 / 30);
  });
  const blown = await moved();
  expect(blown).toBeGreaterThan(500);
  await look(page, {});
  await page.evaluate(() => window.harness.view.settle());
  await pose(page, {});
  expect(await moved()).toBeLessThan(blown / 20);
});
