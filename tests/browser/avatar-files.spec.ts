import { expect } from '@playwright/test';
import { packVrm, tinyDocument, tinyVrm } from '../unit/avatar/tiny-vrm';
import { loadTiny, pose, survey, test } from './avatar-page/open';

test('a broken file is refused in a sentence and the avatar stays', async ({ page, requests }) => {
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
