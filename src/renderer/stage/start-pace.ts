import type { SourceStatus } from '@shared/channel';

/**
 * Where the CPU draws, an avatar that only idles takes from tracking what that needs to start: two cores had a face tracked after
 * 3 s alone, and after 15 s beside a Stage at full rate. Until tracking has started for the first time such a Stage draws once
 * a second.
 */
export interface StartPace {
  /** @param now milliseconds on the clock of the frames */
  follow(source: Pick<SourceStatus, 'state'>, now: number): void;
  /** There is something new to see, or what was there is gone: the next frame is due. */
  wantFrame(): void;
  /** @param now the frame's time, milliseconds. @returns whether to draw it. */
  isDue(now: number): boolean;
}

const EVERY_MS = 1000;
/** A camera that is long in coming does not keep the avatar still for ever. */
const LONGEST_MS = 15_000;

/** @param software whether the CPU draws; a graphics card takes nothing from tracking's start */
export const createStartPace = (software: boolean): StartPace => {
  let startingSince: number | undefined;
  let over = !software;
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    follow: ({ state }, now) => {
      if (state === 'starting') startingSince ??= now;
      else over ||= startingSince !== undefined;
    },
    wantFrame: () => {
      drawnAt = Number.NEGATIVE_INFINITY;
    },
    isDue: (now) => {
      over ||= startingSince !== undefined && now - startingSince >= LONGEST_MS;
      if (!over && startingSince !== undefined && now - drawnAt < EVERY_MS) return false;
      drawnAt = now;
      return true;
    },
  };
};
