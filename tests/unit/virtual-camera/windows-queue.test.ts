import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fnv1a, testFrame } from './test-frame';
import { noWine, openWindows, type Windows } from './wine';

const here = (name: string): string => join(import.meta.dirname, name);
const missing = noWine();
let windows: Windows | undefined;

afterAll(() => windows?.close());

const WIDTH = 640;
const HEIGHT = 360;
const RATE = 30;
const FRAMES = 30;

describe.skipIf(missing !== undefined)(
  `OBS’s virtual camera under Wine${missing ? `: ${missing}` : ''}`,
  () => {
    test('a second process reads the very bytes that node writes', { timeout: 180_000 }, async () => {
      const { version } = JSON.parse(readFileSync('node_modules/koffi/package.json', 'utf8')) as {
        version: string;
      };
      windows = await openWindows(version);
      const reader = await windows.compile(here('queue-reader.c'));
      const reading = windows.run(reader, '1000');
      const written = JSON.parse(
        await windows.node(here('wine-writer.ts'), ...[WIDTH, HEIGHT, RATE, FRAMES].map(String)),
      ) as {
        there: { available: boolean; message?: string };
        second: string;
        msPerFrame: number;
      };
      const lines = (await reading).trim().split(/\r?\n/);

      const expected = Array.from({ length: FRAMES }, (_, index) => fnv1a(testFrame(WIDTH, HEIGHT, index)));
      const frames = lines.filter((line) => /^\d/.test(line)).map((line) => line.split(' ').map(Number));
      const hashes = frames.map(([, , , , , hash]) => hash!);
      expect(
        hashes.filter((hash) => !expected.includes(hash)),
        'torn or wrong frames',
      ).toEqual([]);
      expect(new Set(hashes).size, 'different frames seen').toBeGreaterThan(FRAMES / 2);
      for (const [, width, height, interval] of frames)
        expect([width, height, interval]).toEqual([WIDTH, HEIGHT, Math.round(1e7 / RATE)]);

      const times = frames.map(([, , , , time]) => time!);
      expect(times, 'times never go back').toEqual([...times].sort((a, b) => a - b));
      const last = expected.at(-1);
      expect(hashes.filter((hash) => hash === last).length, 'the last frame is kept alive').toBeGreaterThan(
        10,
      );
      expect(lines.at(-1), 'the reader hears the end').toMatch(/^state 3/);

      expect(written.second).toContain('Another program is using');
      expect(written.there).toMatchObject({
        available: false,
        message: expect.stringContaining('not installed'),
      });
      expect(written.msPerFrame).toBeLessThan(5);
      console.log(`${frames.length} frames read, ${written.msPerFrame.toFixed(3)} ms to write one`);
    });
  },
);
