import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { Log } from '../log';

/** A rectangle in the desktop's own units; screens left of or above the first have negative places. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type PlacedWindow = 'studio' | 'stage' | 'stage2';

/** Where each window stood when it was moved last. */
export interface WindowPlaces {
  get(window: PlacedWindow): Bounds | undefined;
  set(window: PlacedWindow, bounds: Bounds): void;
  /** Stores what is not yet stored. */
  flush(): Promise<void>;
}

const edge = z.number().int().min(-100_000).max(100_000);
const side = z.number().int().min(1).max(20_000);
const bounds = z.object({ x: edge, y: edge, width: side, height: side });
const placesSchema = z.partialRecord(z.enum(['studio', 'stage', 'stage2']), bounds);

/** How long a window rests before its place is written, milliseconds: a drag tells of hundreds. */
const WRITE_AFTER = 500;

/** Keeps the windows' places in `file`. A file that cannot be read is as none: windows open where the system puts them. */
export const createWindowPlaces = async (file: string, log: Log): Promise<WindowPlaces> => {
  const places = await readPlaces(file);
  let timer: NodeJS.Timeout | undefined;

  const write = async (): Promise<void> => {
    timer = undefined;
    await writeFileAtomic(file, JSON.stringify(places)).catch((error: Error) =>
      log.warn(`The windows' places were not stored: ${error.message}`),
    );
  };

  return {
    get: (window) => places[window],
    set(window, next) {
      const parsed = bounds.safeParse(next);
      if (!parsed.success) return;
      places[window] = parsed.data;
      clearTimeout(timer);
      timer = setTimeout(() => void write(), WRITE_AFTER);
    },
    async flush() {
      if (timer === undefined) return;
      clearTimeout(timer);
      await write();
    },
  };
};

const readPlaces = async (file: string): Promise<Partial<Record<PlacedWindow, Bounds>>> => {
  try {
    return placesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
};

/** So much of a window's top must lie on a screen that it can be seen and dragged, desktop units. */
const GRIP = { width: 120, height: 40 };

/**
 * The place to open a window at: where it stood, where enough of its top lies on one of `screens` (their work areas); undefined when
 * that screen is gone, so that the system chooses. A window larger than its screen is made as large as the screen where `mayShrink`.
 */
export const placeOnScreens = (
  wanted: Bounds | undefined,
  screens: readonly Bounds[],
  mayShrink: boolean,
): Bounds | undefined => {
  if (wanted === undefined) return undefined;
  const screen = screens.find((area) => showsGrip(wanted, area));
  if (screen === undefined || !mayShrink) return screen && wanted;
  return {
    ...wanted,
    width: Math.min(wanted.width, screen.width),
    height: Math.min(wanted.height, screen.height),
  };
};

const showsGrip = (window: Bounds, screen: Bounds): boolean => {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const topIsOn = window.y >= screen.y && window.y + GRIP.height <= screen.y + screen.height;
  return topIsOn && width >= Math.min(GRIP.width, window.width);
};
