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
