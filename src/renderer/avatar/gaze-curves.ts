import type { VRM, VRMLookAtRangeMap } from '@pixiv/three-vrm';
import { isObject } from './gltf-json';

/** Numbers of a key: time, value, tangent before it, tangent after it. */
const KEY = 4;
const MOST_KEYS = 32;
/** Curves run within 0..1; what is far beyond was never meant. */
const FARTHEST = 10;

const RANGES = {
  rangeMapHorizontalInner: 'lookAtHorizontalInner',
  rangeMapHorizontalOuter: 'lookAtHorizontalOuter',
  rangeMapVerticalDown: 'lookAtVerticalDown',
  rangeMapVerticalUp: 'lookAtVerticalUp',
} as const;

/**
 * VRM 0 lets the gaze follow a curve from its share of the range to the share of what is turned or shown (VRM 0.0, schema
 * "vrm.firstperson.degreemap": `curve`). three-vrm draws a straight line instead. A curve that is none is left straight.
 */
export const followGazeCurves = (vrm: VRM, { extensions }: { extensions?: { VRM?: unknown } }): void => {
  const vrm0 = extensions?.VRM;
  const firstPerson = isObject(vrm0) ? vrm0.firstPerson : undefined;
  const applier = vrm.lookAt?.applier as Partial<Record<keyof typeof RANGES, VRMLookAtRangeMap>> | undefined;
  if (!isObject(firstPerson) || !applier) return;
  for (const [range, name] of Object.entries(RANGES) as [keyof typeof RANGES, string][]) {
    const given = firstPerson[name];
    const keys = isObject(given) ? readKeys(given.curve) : undefined;
    const map = applier[range];
    if (!keys || !map) continue;
    const { inputMaxValue, outputScale } = map;
    map.map = (degrees) => outputScale * valueAt(keys, Math.min(Math.max(degrees / inputMaxValue, 0), 1));
  }
};

const readKeys = (curve: unknown): Float64Array | undefined => {
  if (!Array.isArray(curve) || curve.length < KEY || curve.length > MOST_KEYS * KEY) return undefined;
  if (curve.length % KEY !== 0) return undefined;
  const isFit = curve.every(
    (value, i) =>
      typeof value === 'number' &&
      Math.abs(value) <= FARTHEST &&
      (i % KEY !== 0 || i === 0 || value > curve[i - KEY]),
  );
  return isFit ? Float64Array.from(curve as number[]) : undefined;
};

/** Cubic Hermite spline between keys; before the first and after the last the curve is level. */
const valueAt = (keys: Float64Array, time: number): number => {
  const last = keys.length - KEY;
  if (time <= keys[0]!) return keys[1]!;
  if (time >= keys[last]!) return keys[last + 1]!;
  let at = 0;
  while (time > keys[at + KEY]!) at += KEY;
  const span = keys[at + KEY]! - keys[at]!;
  const t = (time - keys[at]!) / span;
  const before = keys[at + 1]!;
  const after = keys[at + KEY + 1]!;
  const leaving = keys[at + 3]! * span;
  const arriving = keys[at + KEY + 2]! * span;
  return (
    (2 * t ** 3 - 3 * t ** 2 + 1) * before +
    (t ** 3 - 2 * t ** 2 + t) * leaving +
    (3 * t ** 2 - 2 * t ** 3) * after +
    (t ** 3 - t ** 2) * arriving
  );
};
