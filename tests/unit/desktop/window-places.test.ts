import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Bounds,
  createWindowPlaces,
  placeOnScreens,
} from '../../../src/main/services/desktop/window-places';
import { silentLog } from '../../../src/main/services/log';

const MAIN: Bounds = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT: Bounds = { x: -2560, y: 0, width: 2560, height: 1400 };
const studio: Bounds = { x: -2000, y: 100, width: 1280, height: 840 };

describe('where a window opens', () => {
  it('is where it stood, on a second screen too', () => {
    expect(placeOnScreens(studio, [MAIN, LEFT], true)).toEqual(studio);
  });

  it('is left to the system when that screen is gone', () => {
    expect(placeOnScreens(studio, [MAIN], true)).toBeUndefined();
    expect(placeOnScreens({ ...studio, x: 1900, y: 1030 }, [MAIN], true)).toBeUndefined();
  });

  it('never is larger than the screen, but for a feed whose size is a setting', () => {
    const huge = { x: 0, y: 0, width: 3840, height: 2160 };
    expect(placeOnScreens(huge, [MAIN], true)).toEqual(MAIN);
    expect(placeOnScreens(huge, [MAIN], false)).toEqual(huge);
  });

  it('always leaves a piece of the top to drag it by', () => {
    const side = fc.integer({ min: 200, max: 4000 });
    const edge = fc.integer({ min: -6000, max: 6000 });
    fc.assert(
      fc.property(fc.record({ x: edge, y: edge, width: side, height: side }), (wanted) => {
        const place = placeOnScreens(wanted, [MAIN, LEFT], true);
        if (place === undefined) return;
        const seen = [MAIN, LEFT].some(
          (screen) =>
            place.y >= screen.y &&
            place.y + 40 <= screen.y + screen.height &&
            Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x) >= 100,
        );
        expect(seen).toBe(true);
      }),
    );
  });
});

describe('the windows’ places', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kagami-places-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('outlive the program', async () => {
    const file = join(folder, 'windows.json');
    const places = await createWindowPlaces(file, silentLog);
    places.set('studio', studio);
    places.set('studio', { ...studio, x: 5 });
    await places.flush();
    const later = await createWindowPlaces(file, silentLog);
    expect(later.get('studio')).toEqual({ ...studio, x: 5 });
    expect(later.get('stage')).toBeUndefined();
  });

  it.each(['{', 'null', '{"studio":{"x":"left"}}', '{"studio":{"x":0,"y":0,"width":1e9,"height":1}}'])(
    'are forgotten where the file says %s',
    async (text) => {
      const file = join(folder, 'windows.json');
      await writeFile(file, text);
      expect((await createWindowPlaces(file, silentLog)).get('studio')).toBeUndefined();
    },
  );
});
