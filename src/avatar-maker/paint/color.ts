import { clamp, mix } from '../vector';

/** Red, green, blue in 0…1, as on a screen (sRGB). */
export type Color = readonly [number, number, number];

/** Reads `#rrggbb`. */
export function hex(code: string): Color {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(code);
  if (!match) throw new Error(`"${code}" is not a colour; write it as #rrggbb.`);
  const part = (i: 1 | 2 | 3): number => Number.parseInt(match[i]!, 16) / 255;
  return [part(1), part(2), part(3)];
}

export const mixColor = (a: Color, b: Color, t: number): Color => {
  const k = clamp(t, 0, 1);
  return [mix(a[0], b[0], k), mix(a[1], b[1], k), mix(a[2], b[2], k)];
};

export const times = (a: Color, b: Color): Color => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];

export const WHITE: Color = [1, 1, 1];

/** Linear light of an sRGB colour. Source: IEC 61966-2-1. */
export const linear = (c: Color): [number, number, number] => {
  const f = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return [f(c[0]), f(c[1]), f(c[2])];
};

/** A darker, more saturated colour that leans to violet: how an animator draws a shadow. */
export function shadeOf(c: Color, amount = 1): Color {
  const grey = (c[0] + c[1] + c[2]) / 3;
  const rich = (x: number): number => clamp(grey + (x - grey) * 1.18, 0, 1);
  const violet: Color = [0.8, 0.74, 0.9];
  const dark = times([rich(c[0]), rich(c[1]), rich(c[2])], violet);
  return mixColor(c, dark, amount);
}

/** The colour of a drawn outline around an area of this colour. */
export const inkOf = (c: Color): Color => {
  const s = shadeOf(shadeOf(c));
  return [s[0] * 0.5, s[1] * 0.44, s[2] * 0.52];
};
