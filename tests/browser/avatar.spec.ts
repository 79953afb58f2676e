import { expect } from '@playwright/test';
import { ARKIT_BLENDSHAPES } from '@shared/expressions';
import { tinyVrm } from '../unit/avatar/tiny-vrm';
import type { HarnessPose } from './avatar-page/main';
import { filesOf, loadBytes, loadTiny, OWN, pose, SHARED, survey, test } from './avatar-page/open';

for (const [folder, name] of [OWN, SHARED].flatMap((f) => filesOf(f).map((n) => [f, n] as const)))
  test(`${name} of ${folder} is drawn on a background of alpha 0`, async ({ page, requests, server }) => {
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

test('hair stays with the head at four frames a second, after a jump and after a pause', async ({ page }) => {
  const [name] = filesOf(OWN);
  test.skip(name === undefined, 'resources/avatars is not built');
  await page.evaluate((file) => window.harness.load(file), name!);
  await pose(page, {});
  const still = await survey(page);
  await page.evaluate(() => {
    const { view } = window.harness;
    for (const [i, delta] of [0.2, 0.2, 0.24, 0.24, 5, 0.24, 0.016, 0.2].entries()) {
      window.harness.pose({ bones: { head: [0, i % 2 ? 0.9 : -0.9, 0] }, hips: [i === 5 ? 3 : 0, 0, 0] });
      view.render(delta);
    }
  });
  await pose(page, {});
  await page.evaluate(() => window.harness.draw(60));
  const after = await survey(page);
  expect(Math.abs(after.drawn - still.drawn) / still.drawn).toBeLessThan(0.06);
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

test('faces are drawn as three lays them out by itself on another graphics context', async ({ page }) => {
  for (const name of filesOf(OWN)) {
    const seen = await page.evaluate(async (file) => {
      const { harness } = window;
      const look = (expressions: HarnessPose['expressions']): Uint8Array => {
        harness.pose({ expressions });
        // Hair that swings would tell one from the other.
        harness.view.settle();
        harness.draw();
        return harness.pixels();
      };
      const faces = (): Uint8Array[] =>
        [{}, { jawOpen: 1, mouthSmileLeft: 0.6 }, { eyeBlinkRight: 1, browInnerUp: 1 }, { happy: 1 }].map(
          look,
        );
      const differing = (a: Uint8Array, b: Uint8Array): number =>
        a.reduce((count, value, i) => count + (Math.abs(value - b[i]!) > 2 ? 1 : 0), 0);
      await harness.load(file);
      harness.view.setShot('face');
      const sent = faces();
      const { canvas } = harness.view;
      const loss = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
      const restored = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve));
      canvas.addEventListener('webglcontextlost', () => setTimeout(() => loss.restoreContext()));
      loss.loseContext();
      await restored;
      const sentAgain = faces();
      for (const antialias of [true, false]) harness.view.setQuality({ antialias, outlines: true });
      const laidOut = faces();
      return {
        moved: sent.slice(1).map((face) => differing(face, sent[0]!)),
        otherwise: sent.map((face, i) => differing(face, laidOut[i]!)),
        restored: sent.map((face, i) => differing(face, sentAgain[i]!)),
      };
    }, name);
    for (const moved of seen.moved) expect(moved, name).toBeGreaterThan(200);
    expect(seen.otherwise, name).toEqual([0, 0, 0, 0]);
    expect(seen.restored, name).toEqual([0, 0, 0, 0]);
  }
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
