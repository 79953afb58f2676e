import { existsSync, readdirSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { ARKIT_BLENDSHAPES } from '@shared/expressions';
import { type PageServer, servePage } from '../../scripts/bench/page-server';
import { packVrm, tinyDocument, tinyVrm } from '../unit/avatar/tiny-vrm';
import type { HarnessPose } from './avatar-page/main';

const OWN = 'resources/avatars';
const SHARED = '../shared/data/vrm';
const filesOf = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.vrm')) : [];

/** What the avatar stage may do on the program's own pages: pictures inside a file are read through blob: addresses. */
const POLICY = "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' blob: data:";

let server: PageServer;
test.beforeAll(async () => {
  server = await servePage({
    page: 'tests/browser/avatar-page',
    folders: { '/files/': [OWN, SHARED] },
    policy: POLICY,
  });
});
test.afterAll(() => server.close());

const requests: string[] = [];
test.beforeEach(async ({ page }) => {
  requests.length = 0;
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(server.url);
  await page.waitForFunction(() => window.harness !== undefined);
});

const loadTiny = (page: Page, options: Parameters<typeof tinyVrm>[0] = {}): Promise<unknown> =>
  loadBytes(page, tinyVrm(options));
const loadBytes = (page: Page, bytes: Uint8Array): Promise<unknown> =>
  page.evaluate((list) => window.harness.loadBytes(list), [...bytes]);
const pose = (page: Page, value: HarnessPose): Promise<void> =>
  page.evaluate((given) => {
    window.harness.pose(given);
    window.harness.draw(2);
  }, value);

/** How many pixels are drawn, how many are empty, and how many break premultiplied alpha. */
const survey = (page: Page): Promise<{ drawn: number; empty: number; overAlpha: number }> =>
  page.evaluate(() => {
    const pixels = window.harness.pixels();
    const count = { drawn: 0, empty: 0, overAlpha: 0 };
    for (let i = 0; i < pixels.length; i += 4) {
      const [r, g, b, a] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!, pixels[i + 3]!];
      if (a > 0) count.drawn++;
      else if (r + g + b === 0) count.empty++;
      if (Math.max(r, g, b) > a + 1) count.overAlpha++;
    }
    return count;
  });

for (const [folder, name] of [OWN, SHARED].flatMap((f) => filesOf(f).map((n) => [f, n] as const)))
  test(`${name} of ${folder} is drawn on a background of alpha 0`, async ({ page }) => {
    await page.evaluate((file) => window.harness.load(file), name);
    await page.evaluate(() => window.harness.view.setShot('full'));
    await pose(page, {});
    const seen = await survey(page);
    expect(seen.drawn).toBeGreaterThan(200);
    expect(seen.overAlpha).toBe(0);
    expect(seen.empty).toBe(320 * 240 - seen.drawn);
    expect(seen.empty).toBeGreaterThan(1000);
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual([]);
  });

test('a colour behind the avatar is exactly that colour', async ({ page }) => {
  await loadTiny(page);
  const corner = await page.evaluate(() => {
    window.harness.view.setBackground({ kind: 'colour', colour: '#00b140' });
    return [...window.harness.pixels().subarray(0, 4)];
  });
  expect(corner).toEqual([0x00, 0xb1, 0x40, 255]);
});

for (const version of [0, 1] as const) {
  test(`VRM ${version}: a head turned left looks to its own left, arms go up, hips go its own way`, async ({
    page,
  }) => {
    await loadTiny(page, { version });
    await pose(page, {
      bones: { head: [0, 0.8, 0], leftUpperArm: [0, 0, 1.4], rightUpperArm: [0, 0, -1.4] },
      hips: [0.2, 0, 0],
    });
    const { bones } = (await page.evaluate(() => window.harness.view.probe()))!;
    expect(front(bones.head!.world)[0]).toBeCloseTo(Math.sin(0.8), 3);
    for (const side of ['left', 'right'] as const)
      expect(bones[`${side}Hand`]!.position[1]).toBeGreaterThan(bones.head!.position[1]);
    expect(bones.leftHand!.position[0]).toBeGreaterThan(bones.rightHand!.position[0]);
    expect(bones.hips!.position[0]).toBeCloseTo(0.2, 3);
  });

  test(`VRM ${version}: the left hand is drawn on the right of the picture, as the avatar faces us`, async ({
    page,
  }) => {
    await loadTiny(page, { version });
    await page.evaluate(() => window.harness.view.setShot('full'));
    await pose(page, { bones: { leftUpperArm: [0, 0, -1.4] } });
    // Its right arm is still stretched out, on the left of the picture.
    const reach = await page.evaluate(() => {
      const pixels = window.harness.pixels();
      const xs: number[] = [];
      for (let i = 0; i < 320 * 240; i++) if (pixels[i * 4 + 3]! > 0) xs.push(i % 320);
      return { least: Math.min(...xs), most: Math.max(...xs) };
    });
    expect(160 - reach.least).toBeGreaterThan(reach.most - 160 + 10);
  });
}

test('expressions, perfect sync and gaze reach the avatar', async ({ page }) => {
  await loadTiny(page, { presets: ['aa', 'blinkLeft', 'blinkRight', 'happy'] });
  await pose(page, { expressions: { aa: 0.7, blinkLeft: 1, happy: 0.3 }, gaze: [0.2, 0.1] });
  const plain = (await page.evaluate(() => window.harness.view.probe()))!;
  expect(plain.expressions.aa).toBeCloseTo(0.7, 3);
  expect(plain.expressions.blinkLeft).toBe(1);
  expect(plain.lookAt!.yaw).toBeCloseTo((0.2 * 180) / Math.PI, 3);
  expect(plain.lookAt!.pitch).toBeCloseTo((-0.1 * 180) / Math.PI, 3);

  const info = await page.evaluate(
    (bytes) => window.harness.loadBytes(bytes),
    [...tinyVrm({ presets: ['aa'], custom: ARKIT_BLENDSHAPES })],
  );
  expect(info.perfectSync).toBe(true);
  await pose(page, { expressions: { aa: 0.7, jawOpen: 0.4 } });
  const synced = (await page.evaluate(() => window.harness.view.probe()))!;
  expect(synced.expressions.jawOpen).toBeCloseTo(0.4, 3);
  expect(synced.expressions.aa).toBe(0);
});

test("looking up uses the file's range for up, looking down the one for down", async ({ page }) => {
  for (const version of [0, 1] as const) {
    // The files give 10 degrees for 90 upwards, 20 for 90 downwards.
    await loadTiny(page, { version, lookAt: 'bone' });
    for (const [pitch, degrees] of [
      [Math.PI / 2, 10],
      [-Math.PI / 2, -20],
    ] as const) {
      await pose(page, { gaze: [0, pitch] });
      const { bones } = (await page.evaluate(() => window.harness.view.probe()))!;
      const up = (Math.asin(front(bones.leftEye!.world)[1]) * 180) / Math.PI;
      expect(up, `VRM ${version}`).toBeCloseTo(degrees, 1);
    }
  }
});

test('twenty swaps leave nothing behind on the graphics card', async ({ page }) => {
  const [first, second] = [tinyVrm({ presets: ['aa'] }), tinyVrm({ version: 0 })];
  const swap = async (bytes: Uint8Array): Promise<{ geometries: number; textures: number }> => {
    await loadBytes(page, bytes);
    await pose(page, {});
    return page.evaluate(() => window.harness.view.resources());
  };
  const before = await swap(first);
  expect(before.geometries).toBeGreaterThan(0);
  for (let i = 0; i < 10; i++) {
    await swap(second);
    expect(await swap(first)).toEqual(before);
  }
});

test('a real avatar leaves nothing behind either', async ({ page }) => {
  const [name] = filesOf(OWN);
  test.skip(name === undefined, 'resources/avatars is not built');
  await loadTiny(page);
  await pose(page, {});
  const before = await page.evaluate(() => window.harness.view.resources());
  await page.evaluate((file) => window.harness.load(file), name!);
  await pose(page, {});
  expect(await page.evaluate(() => window.harness.view.resources().textures)).toBeGreaterThan(
    before.textures,
  );
  await loadTiny(page);
  await pose(page, {});
  expect(await page.evaluate(() => window.harness.view.resources())).toEqual(before);
});

test('a broken file is refused in a sentence and the avatar stays', async ({ page }) => {
  await loadTiny(page);
  await pose(page, {});
  const before = await survey(page);
  const broken: [string, Uint8Array][] = [
    ['cut short', tinyVrm().subarray(0, 3000)],
    ['no VRM', new TextEncoder().encode('<html>not found, and some more text</html>')],
  ];
  const phoning = tinyDocument();
  phoning.json.images = [{ uri: 'https://example.org/tracker.png' }];
  broken.push(['an address inside', packVrm(phoning)]);
  for (const [what, bytes] of broken) {
    const message = await page.evaluate(
      (list) =>
        window.harness.loadBytes(list).then(
          () => 'loaded',
          (error: Error) => error.message,
        ),
      [...bytes],
    );
    expect(message, what).toMatch(/^[A-Z].*\.$/);
    expect(message).not.toBe('loaded');
  }
  expect(requests.some((url) => url.includes('example.org'))).toBe(false);
  expect(await survey(page)).toEqual(before);
});

test('five hundred mutated files leave the page alive and the avatar drawn', async ({ page }) => {
  await loadTiny(page);
  const outcome = await page.evaluate(
    async (list) => {
      const whole = Uint8Array.from(list);
      let seed = 7;
      const random = (below: number): number => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const counts = { loaded: 0, refused: 0, unspoken: 0 };
      for (let i = 0; i < 500; i++) {
        const bytes = whole.slice();
        for (let change = 0; change <= random(4); change++) bytes[random(bytes.length)] = random(256);
        await window.harness.view.load(bytes).then(
          () => {
            counts.loaded++;
            window.harness.draw();
          },
          (error: Error) => {
            counts.refused++;
            if (!/\.$/.test(error.message)) counts.unspoken++;
          },
        );
      }
      return counts;
    },
    [...tinyVrm()],
  );
  expect(outcome.loaded + outcome.refused).toBe(500);
  expect(outcome.refused).toBeGreaterThan(50);
  expect(outcome.unspoken).toBe(0);
  await loadTiny(page);
  await pose(page, {});
  expect((await survey(page)).drawn).toBeGreaterThan(200);
});

test('a cancelled load leaves the avatar, a later load wins over an earlier one', async ({ page }) => {
  await loadTiny(page, { presets: ['aa'] });
  const results = await page.evaluate(
    async ([a, b]) => {
      const { view } = window.harness;
      const outcome = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          () => 'loaded',
          (error: Error) => error.name,
        );
      const cancel = new AbortController();
      const cancelled = outcome(view.load(Uint8Array.from(a!), { signal: cancel.signal }));
      cancel.abort();
      const first = await cancelled;
      const kept = view.info?.expressions.join();
      const earlier = outcome(view.load(Uint8Array.from(a!)));
      const later = outcome(view.load(Uint8Array.from(b!)));
      return {
        first,
        kept,
        earlier: await earlier,
        later: await later,
        shown: view.info?.expressions.join(),
      };
    },
    [[...tinyVrm()], [...tinyVrm({ presets: ['happy'] })]],
  );
  expect(results).toEqual({
    first: 'AbortError',
    kept: 'aa',
    earlier: 'AbortError',
    later: 'loaded',
    shown: 'happy',
  });
});

test('the picture comes back after the graphics context was lost', async ({ page }) => {
  await loadTiny(page);
  await pose(page, {});
  const before = await survey(page);
  await page.evaluate(async () => {
    const { view } = window.harness;
    const loss = view.canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
    loss.loseContext();
    await new Promise((resolve) => setTimeout(resolve, 200));
    view.render(1 / 60);
    loss.restoreContext();
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  expect(await survey(page)).toEqual(before);
});

test('a context that never comes back is replaced', async ({ page }) => {
  await loadTiny(page);
  await pose(page, {});
  await page.evaluate(() =>
    window.harness.view.canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext(),
  );
  await page.waitForTimeout(3500);
  expect((await survey(page)).drawn).toBeGreaterThan(200);
});

test('anti-aliasing can be turned on and off while the avatar is shown', async ({ page }) => {
  await loadTiny(page);
  for (const antialias of [true, false]) {
    const samples = await page.evaluate((on) => {
      const { view } = window.harness;
      view.setQuality({ antialias: on, outlines: true });
      const gl = view.canvas.getContext('webgl2')!;
      return { samples: gl.getParameter(gl.SAMPLES) as number, inPage: view.canvas.isConnected };
    }, antialias);
    expect(samples.samples > 0).toBe(antialias);
    expect(samples.inPage).toBe(true);
    const seen = await survey(page);
    expect(seen.drawn).toBeGreaterThan(200);
    expect(seen.overAlpha).toBe(0);
  }
});

test('a snapshot is a PNG of the feed with its alpha', async ({ page }) => {
  await loadTiny(page);
  await pose(page, {});
  const corner = await page.evaluate(async () => {
    const picture = await createImageBitmap(await window.harness.view.snapshot());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    let drawn = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) drawn++;
    return { size: [picture.width, picture.height], alpha: data[3], drawn };
  });
  expect(corner.size).toEqual([320, 240]);
  expect(corner.alpha).toBe(0);
  expect(corner.drawn).toBeGreaterThan(200);
});

/** Where a rotation (x, y, z, w) carries +Z. */
const front = ([x, y, z, w]: readonly [number, number, number, number]): [number, number, number] => [
  2 * (x * z + w * y),
  2 * (y * z - w * x),
  1 - 2 * (x * x + y * y),
];
