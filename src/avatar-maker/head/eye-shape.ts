import { clamp, mix } from '../vector';

/** The outline of an eye; `s` runs from -1 (inner corner) to 1 (outer corner). Lengths in metres. */
export interface EyeShape {
  /** Middle of the left eye. */
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly up: number;
  readonly down: number;
  /** Greater is more angular. */
  readonly roundness: number;
  /** How much higher the outer corner is. */
  readonly tilt: number;
  readonly iris: readonly [halfWidth: number, halfHeight: number];
  readonly lash: number;
  readonly brow: number;
}

/** Where both lids run at an `s`, as heights. */
export interface Lids {
  readonly upper: (s: number) => number;
  readonly lower: (s: number) => number;
}

export type EyeMotion = 'blink' | 'smile' | 'wide' | 'squint' | 'sad' | 'angry' | 'relaxed' | 'sneer';

export interface EyeOutline {
  readonly open: Lids;
  readonly motions: Readonly<Record<EyeMotion, Lids>>;
}

export function createEyeOutline(shape: EyeShape): EyeOutline {
  const corner = (s: number): number => shape.y - 0.0035 + shape.tilt * s;
  const arc = (s: number, p: number, q: number): number =>
    Math.max(0, 1 - Math.abs(clamp(s, -1, 1)) ** p) ** q;
  const upper = (s: number): number => {
    const leaning = s + 0.07 * (1 - s * s);
    return corner(s) + (shape.up + 0.0035) * arc(leaning, shape.roundness, 0.6);
  };
  const lower = (s: number): number =>
    corner(s) - (shape.down - 0.0035) * arc(s - 0.05 * (1 - s * s), 3, 0.85);
  const bow = (s: number): number => 1 - s * s;
  const closed = (s: number): number => corner(s) - shape.down * 0.36 * bow(s) - 0.001;
  const smiling = (s: number): number => corner(s) - 0.0015 + shape.up * 0.42 * bow(s);
  const towards = (a: (s: number) => number, b: (s: number) => number, t: number) => (s: number) =>
    mix(a(s), b(s), t);
  return {
    open: { upper, lower },
    motions: {
      blink: { upper: closed, lower: towards(lower, closed, 1) },
      smile: { upper: smiling, lower: smiling },
      wide: {
        upper: (s) => upper(s) + 0.0042 * bow(s),
        lower: (s) => lower(s) - 0.0016 * bow(s),
      },
      squint: { upper: towards(upper, closed, 0.16), lower: towards(lower, closed, 0.62) },
      sad: { upper: (s) => mix(upper(s), closed(s), 0.24) - 0.0034 * s * bow(s * 0.7), lower },
      angry: {
        upper: (s) => mix(upper(s), closed(s), 0.2) + 0.0058 * s * bow(s * 0.8) - 0.0006,
        lower: towards(lower, closed, 0.3),
      },
      relaxed: { upper: towards(upper, closed, 0.4), lower: towards(lower, closed, 0.3) },
      sneer: { upper, lower: (s) => mix(lower(s), closed(s), 0.35 * (1 - s) * 0.5) },
    },
  };
}
