import {
  copyQuat,
  identityQuat,
  multiplyQuat,
  powerQuat,
  type Quat,
  quat,
  relativeQuat,
  rotateVec,
  swingQuat,
  unrotateVec,
} from '../maths/quaternion';
import { cross, makeUnit, smoothstepAt, type Vec3, vec3 } from '../maths/vector';
import { solveFingerChain } from './finger-chain';
import { createFingerAngles } from './finger-joints';
import { createHandNoise, estimateHandNoise } from './hand-noise';
import {
  createHandSegments,
  firstSegment,
  measureSegments,
  readSegments,
  SEGMENTS,
  segmentBones,
  THUMB,
} from './hand-segments';
import type { HandLandmarks, SideIndex } from './landmarks';
import type { Skeleton } from './skeleton';
import { limitThumb } from './thumb';

/** Landmarks as exact as this, metres, are followed off the hinges' plane too; noisier ones are held on it. */
const EXACT = 0.0002;
const ROUGH = 0.0008;
/** A segment farther off its hinge's plane than this, radians, is a fault of the tracker. */
const MOST_OFF_PLANE = 0.7;
/** Segments shorter than this, metres, have no direction. */
const LEAST_LENGTH = 1e-3;
/** Where the pad of a left thumb faces at rest, palm down: down and towards the fingers. */
const THUMB_PAD = vec3(0.3, -0.7, -0.65);
const UP = vec3(0, 1, 0);

export interface FingerSolver {
  readonly bones: readonly number[];
  /** Writes the local rotations of all 15 bones of a tracked hand into `out` (bone × 4). `hand`: the hand's rotation in the world. */
  solve(skeleton: Skeleton, landmarks: HandLandmarks, hand: Quat, out: Float32Array): void;
  setSkeleton(skeleton: Skeleton): void;
}

/** Fingers are solved in the axes of a left hand; a right one is mirrored on the way in and out. */
export const createFingerSolver = (side: SideIndex): FingerSolver => {
  const bones = segmentBones(side);
  const rest = createHandSegments();
  const seen = createHandSegments();
  const noise = createHandNoise();
  const trust = new Float64Array(1);
  const angles = createFingerAngles();
  const restDirections = Array.from({ length: SEGMENTS }, () => vec3());
  const thumbAxes = [vec3(), vec3(), vec3()];

  const readDirection = (at: number): boolean => {
    direction.x = seen.x[at]!;
    direction.y = seen.y[at]!;
    direction.z = seen.z[at]!;
    return makeUnit(direction);
  };

  /** A finger of which all landmarks lie on one spot points nowhere. */
  const isSeen = (first: number): boolean =>
    seen.length[first]! + seen.length[first + 1]! + seen.length[first + 2]! >= LEAST_LENGTH;

  const write = (out: Float32Array, at: number, q: Quat): void => {
    const mirror = side === 0 ? 1 : -1;
    const sign = q.w < 0 ? -1 : 1;
    const o = bones[at]! * 4;
    out[o] = q.x * sign;
    out[o + 1] = q.y * sign * mirror;
    out[o + 2] = q.z * sign * mirror;
    out[o + 3] = q.w * sign;
  };

  /** Bends about one axis; what a bone that the avatar lacks would bend, the next one does. */
  const solveHinged = (skeleton: Skeleton, first: number, out: Float32Array): void => {
    setSpread(angles.spread);
    bend[0] = 0;
    for (let i = 0; i < 3; i++) {
      bend[0]! += angles.bends[i]!;
      if (!skeleton.has[bones[first + i]!]) continue;
      setBend(local, spread, bend);
      write(out, first + i, local);
      spread[COSINE] = 1;
      spread[SINE] = 0;
      bend[0] = 0;
    }
  };

  /** As {@link solveHinged}, then on to exactly where each segment points, by the share `trust`. */
  const solveExactly = (skeleton: Skeleton, first: number, out: Float32Array): void => {
    trust[0] = noise.deviation;
    smoothstepAt(trust, 0, ROUGH, EXACT);
    setSpread(angles.spread);
    bend[0] = 0;
    identityQuat(before);
    for (let i = 0; i < 3; i++) {
      bend[0]! += angles.bends[i]!;
      if (!skeleton.has[bones[first + i]!]) continue;
      setBend(turned, spread, bend);
      if (readDirection(first + i)) followExactly(turned, restDirections[first + i]!, trust);
      relativeQuat(local, before, turned);
      write(out, first + i, local);
      copyQuat(before, turned);
    }
  };

  const solveFinger = (skeleton: Skeleton, digit: number, out: Float32Array): void => {
    const first = firstSegment(digit);
    if (!isSeen(first)) {
      identityQuat(local);
      for (let i = 0; i < 3; i++) if (skeleton.has[bones[first + i]!]) write(out, first + i, local);
      return;
    }
    solveFingerChain(seen, rest, first, noise, angles);
    if (noise.deviation < ROUGH) solveExactly(skeleton, first, out);
    else solveHinged(skeleton, first, out);
  };

  const solveThumb = (skeleton: Skeleton, out: Float32Array): void => {
    identityQuat(before);
    for (let i = 0; i < 3; i++) {
      const at = firstSegment(THUMB) + i;
      if (!skeleton.has[bones[at]!]) continue;
      identityQuat(local);
      if (seen.length[at]! >= LEAST_LENGTH && readDirection(at)) {
        unrotateVec(direction, before, direction);
        swingQuat(local, restDirections[at]!, direction);
        limitThumb(local, thumbAxes[i]!, i, noise, seen.length, rest.length, at);
      }
      write(out, at, local);
      multiplyQuat(before, before, local);
    }
  };

  return {
    bones,
    solve(skeleton, landmarks, hand, out) {
      readSegments(landmarks, hand, side, seen);
      estimateHandNoise(seen, rest, noise);
      solveThumb(skeleton, out);
      for (let digit = 1; digit < 5; digit++) solveFinger(skeleton, digit, out);
    },
    setSkeleton(skeleton) {
      measureSegments(skeleton, side, rest);
      restDirections.forEach((rested, i) => {
        rested.x = rest.x[i]!;
        rested.y = rest.y[i]!;
        rested.z = rest.z[i]!;
      });
      thumbAxes.forEach((axis, i) => {
        cross(axis, restDirections[i]!, THUMB_PAD);
        if (!makeUnit(axis)) axis.y = UP.y;
      });
    },
  };
};

const direction = vec3();
const pointing = vec3();
const correction = quat();
const share = new Float64Array(1);
/** Cosine and sine of half the spread. */
const spread = new Float64Array(2);
const [COSINE, SINE] = [0, 1];
const bend = new Float64Array(1);
const local = quat();
const turned = quat();
const before = quat();

/** By the half-angle formulas, from a spread's cosine and sine. */
const setSpread = (whole: Float64Array): void => {
  const cosine = Math.sqrt((1 + whole[COSINE]!) / 2);
  spread[COSINE] = cosine;
  spread[SINE] = whole[SINE]! / (2 * cosine);
};

/** Above this half of a bend the series of {@link setBend} are off by more than 1e-7. */
const SERIES_END = 1.1;

/** A spread about the back of the hand, then a bend into the palm. */
const setBend = (out: Quat, spread: Float64Array, bend: Float64Array): void => {
  const half = bend[0]! / 2;
  let sine: number;
  let cosine: number;
  if (Math.abs(half) < SERIES_END) {
    // Taylor's series: 48 calls of the functions a frame would take a thirtieth of the solver's time.
    const h = half * half;
    sine = half * (1 - h * (1 / 6 - h * (1 / 120 - h * (1 / 5040 - h * (1 / 362880)))));
    cosine = 1 - h * (1 / 2 - h * (1 / 24 - h * (1 / 720 - h * (1 / 40320 - h * (1 / 3628800)))));
  } else {
    sine = Math.sin(half);
    cosine = Math.cos(half);
  }
  const spreadSine = -spread[SINE]!;
  const spreadCosine = spread[COSINE]!;
  out.x = -spreadSine * sine;
  out.y = spreadSine * cosine;
  out.z = -spreadCosine * sine;
  out.w = spreadCosine * cosine;
};

/** Turns `q` the rest of the way to {@link direction}, by the share `trust[0]`. */
const followExactly = (q: Quat, along: Vec3, trust: Float64Array): void => {
  rotateVec(pointing, q, along);
  swingQuat(correction, pointing, direction);
  share[0] = 2 * Math.acos(Math.min(1, Math.abs(correction.w)));
  smoothstepAt(share, 0, MOST_OFF_PLANE, MOST_OFF_PLANE / 2);
  share[0]! *= trust[0]!;
  powerQuat(correction, correction, share, 0);
  multiplyQuat(q, correction, q);
};
