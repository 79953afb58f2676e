/** Avatars come and go by the hundred, and damaged ones by the thousand, in one page. */
import { expect, type Page } from '@playwright/test';
import { filesOf, loadBytes, loadTiny, OWN, pose, SHARED, survey, test } from '../browser/avatar-page/open';
import { drawMutations } from '../fixtures/draw-mutations';
import { mutateVrm } from '../fixtures/mutate-vrm';
import { richDocument } from '../fixtures/rich-document';
import { tinyDocument, tinyVrm } from '../unit/avatar/tiny-vrm';

const SWAPS = 100;
const DAMAGED = Number(process.env.KAGAMI_MUTATIONS ?? 2000);
/** Files that are sent to the page at once. */
const AT_ONCE = 50;
/** Megabytes by which the page's heap may differ after all swaps: code that was compiled meanwhile, and the like. */
const HEAP_SLACK = 4;

/** Megabytes in use after everything that can go has gone. */
const heapOf = async (page: Page): Promise<number> => {
  const devtools = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize / 1e6;
};

test(`after ${SWAPS} swaps graphics card and heap hold what they held`, async ({ page }) => {
  const files = [...filesOf(OWN), ...filesOf(SHARED)];
  const show = async (i: number): Promise<void> => {
    const file = files[i % files.length];
    if (file === undefined) await loadBytes(page, tinyVrm({ version: i % 2 === 0 ? 0 : 1 }));
    else await page.evaluate((name) => window.harness.load(name), file);
    await pose(page, { bones: { head: [0, 0.3, 0] } });
  };
  const measure = async () => ({
    resources: await page.evaluate(() => window.harness.view.resources()),
    heap: await heapOf(page),
  });
  // Once through all of them: every kind of shader and code has been met.
  for (let i = 0; i <= files.length; i++) await show(i);
  await show(0);
  const before = await measure();
  for (let i = 1; i <= SWAPS; i++) await show(i);
  await show(0);
  const after = await measure();
  console.log(
    `${SWAPS} swaps of ${files.length} files: ${JSON.stringify(before.resources)} before and ${JSON.stringify(
      after.resources,
    )} after; heap ${before.heap.toFixed(1)} MB before and ${after.heap.toFixed(1)} MB after`,
  );
  expect(after.resources).toEqual(before.resources);
  expect(after.heap).toBeLessThan(before.heap + HEAP_SLACK);
});

test(`${DAMAGED} damaged files leave the page alive and the avatar drawn`, async ({ page }) => {
  const documents = [richDocument(), tinyDocument({ version: 0, presets: ['joy', 'a'] })];
  const damaged = drawMutations(DAMAGED).map((mutation, i) =>
    mutateVrm(documents[i % documents.length]!, mutation),
  );
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await loadTiny(page);
  const sum = { loaded: 0, refused: 0, unspoken: [] as string[] };
  for (let i = 0; i < damaged.length; i += AT_ONCE) {
    const batch = damaged.slice(i, i + AT_ONCE).map((file) => Buffer.from(file).toString('base64'));
    const counts = await page.evaluate(async (files) => {
      const counted = { loaded: 0, refused: 0, unspoken: [] as string[] };
      for (const file of files) {
        const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
        await window.harness.view.load(bytes).then(
          () => {
            counted.loaded++;
            window.harness.pose({ bones: { head: [0, 0.3, 0] }, expressions: { aa: 1 } });
            window.harness.draw(2);
          },
          (error: Error) => {
            counted.refused++;
            if (!/^[A-Z].{10,}\.$/s.test(error.message)) counted.unspoken.push(error.message);
          },
        );
      }
      return counted;
    }, batch);
    sum.loaded += counts.loaded;
    sum.refused += counts.refused;
    sum.unspoken.push(...counts.unspoken);
  }
  console.log(`${DAMAGED} damaged files: ${sum.refused} refused in a sentence, ${sum.loaded} shown`);
  expect(sum.unspoken).toEqual([]);
  expect(thrown).toEqual([]);
  expect(sum.loaded + sum.refused).toBe(DAMAGED);
  expect(sum.refused).toBeGreaterThan(DAMAGED / 5);
  await loadTiny(page);
  await pose(page, {});
  expect((await survey(page)).drawn).toBeGreaterThan(200);
});
