import type { Settings } from '@shared/settings';

/** What a Stage shows: the settings, with what its own address says over them. */
export type StageOptions = Settings['stage'];

const SHOTS: readonly string[] = ['face', 'bust', 'half', 'full'];

/**
 * `?shot=face|bust|half|full` and `?width=&height=` (pixels) set this Stage apart from the settings: a second Stage with
 * another framing. What makes no sense is left out.
 */
export const stageOptions = (settings: Settings['stage'], search: string): StageOptions => {
  const query = new URLSearchParams(search);
  const shot = query.get('shot') ?? '';
  return {
    ...settings,
    ...(SHOTS.includes(shot) ? { shot: shot as StageOptions['shot'] } : {}),
    width: pixels(query.get('width'), 7680) ?? settings.width,
    height: pixels(query.get('height'), 4320) ?? settings.height,
  };
};

const pixels = (text: string | null, most: number): number | undefined => {
  const value = Number(text);
  return Number.isInteger(value) && value >= 64 && value <= most ? value : undefined;
};

/** What Studio asks of the picture that it shows for the user's own eyes. */
export interface StageLook {
  /** Frames a second at most. */
  maxFrameRate: number;
  /** Pixels; the shape is that of the feed. */
  maxHeight: number;
  antialias: boolean;
}

/** The feed's own options, made cheap: it must not take from the Stage what it adds to Studio. */
export const lookOptions = (feed: StageOptions, look: StageLook): StageOptions => {
  const scale = Math.min(1, look.maxHeight / feed.height);
  return {
    ...feed,
    width: Math.max(1, Math.round(feed.width * scale)),
    height: Math.max(1, Math.round(feed.height * scale)),
    maxFrameRate: Math.min(feed.maxFrameRate || look.maxFrameRate, look.maxFrameRate),
    antialias: feed.antialias && look.antialias,
  };
};
