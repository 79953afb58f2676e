import { expect, type Page } from '@playwright/test';
import { applySettingsPatch, defaultSettings } from '@shared/settings';
import type { SceneProp } from '@shared/settings/scene';
import { PNG } from 'pngjs';
import type { PropPlacement } from '../../src/renderer/avatar/scene/prop-gizmo';
import { loadTiny, pose, test } from './avatar-page/open';

type Placed = PropPlacement & { moment: string };

const PROP: SceneProp = {
  id: 'card',
  name: 'card',
  file: 'card.png',
  bone: 'head',
  position: [0, 0, 0.3],
  rotation: [0, 0, 0],
  size: 0.2,
  shown: true,
};

/** Where the gizmo's pixels are: what the picture has with it and not without it. */
const gizmoBox = (page: Page, plain: number[]) =>
  page.evaluate((before) => {
    const { width } = window.harness.view.canvas;
    const now = window.harness.pixels();
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < now.length; i += 4)
      if (now[i] !== before[i] || now[i + 1] !== before[i + 1] || now[i + 2] !== before[i + 2]) {
        xs.push((i / 4) % width);
        ys.push(Math.floor(i / 4 / width));
      }
    return {
      count: xs.length,
      left: Math.min(...xs),
      right: Math.max(...xs),
      top: Math.min(...ys),
      bottom: Math.max(...ys),
    };
  }, plain);

test('a prop is placed by dragging its gizmo, which goes when it is not wanted', async ({ page }) => {
  const card = new PNG({ width: 8, height: 8 });
  card.data.fill(255);
  await page.route('**/user/props/card.png', (route) =>
    route.fulfill({ contentType: 'image/png', body: PNG.sync.write(card) }),
  );
  await loadTiny(page);
  await page.evaluate(() => window.harness.view.setShot('half'));
  const look = applySettingsPatch(defaultSettings(), { scene: { props: [PROP] } }).scene;
  const pixels = () => page.evaluate(() => [...window.harness.pixels()]);
  await pose(page, {});
  await page.evaluate((next) => window.harness.view.setLook(next), defaultSettings().scene);
  const bare = await pixels();
  await page.evaluate((next) => window.harness.view.setLook(next), look);
  await expect.poll(async () => (await pixels()).join() === bare.join()).toBe(false);
  const plain = await pixels();

  await page.evaluate(() => {
    const placed: unknown[] = [];
    Object.assign(window, { placed });
    window.harness.view.setGizmo({ prop: 'card', mode: 'move' }, (_prop, placement, moment) =>
      placed.push({ ...placement, moment }),
    );
  });
  await expect.poll(async () => (await gizmoBox(page, plain)).count).toBeGreaterThan(50);
  const box = await gizmoBox(page, plain);
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  // On the arrow that points to the picture's right: the avatar's own left.
  const grip = x + (box.right - x) * 0.7;
  await page.mouse.move(grip, y);
  await page.mouse.down();
  await page.mouse.move(grip + 20, y, { steps: 4 });
  await page.mouse.up();
  const placed = await page.evaluate(() => (window as unknown as { placed: Placed[] }).placed);
  expect(placed.at(-1)?.moment).toBe('done');
  expect(placed.at(-1)!.position[0]).toBeGreaterThan(0.02);
  expect(placed.at(-1)!.position.slice(1)).toEqual([0, 0.3]);
  expect(placed.at(-1)!.size).toBe(0.2);

  await page.evaluate(() => window.harness.view.setGizmo(undefined, () => undefined));
  await page.evaluate((next) => window.harness.view.setLook(next), look);
  expect((await gizmoBox(page, plain)).count).toBe(0);
});
