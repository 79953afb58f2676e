import { ARKIT_INDEX } from '@shared/expressions';
import { smoothstep, vec3 } from '../maths/vector';
import type { AlignedFace } from './aligned-face';

/** Landmarks of a side, right then left: lids (upper, lower) at three places, corners of the eye, wing of the nose, cheek. */
const SIDES = [
  {
    upper: [160, 159, 158],
    lower: [144, 145, 153],
    outer: 33,
    inner: 133,
    wing: 129,
    cheek: [187, 192, 213],
  },
  {
    upper: [387, 386, 385],
    lower: [373, 374, 380],
    outer: 263,
    inner: 362,
    wing: 358,
    cheek: [411, 416, 433],
  },
] as const;

const MEASURES = 3;
const OPEN = 0;
const WING = 1;
const CHEEK = 2;

/** How fast the face at rest is learnt: at first, and from then on. Milliseconds. */
const FIRST_TIME = 800;
const LATER_TIME = 20_000;
const LEARNING = 3000;
/** Frames farther apart than this are a new start, ms. */
const LEAP = 500;

/** Lids this much farther apart than at rest are wide open. */
const WIDE_FROM = 1.12;
const WIDE_TO = 1.5;
/** Rise of the nose's wing over its rest, and of the cheek outwards, centimetres on an average face. */
const SNEER_FROM = 0.1;
const SNEER_TO = 0.4;
const PUFF_FROM = 0.2;
const PUFF_TO = 0.8;

export interface FaceGaps {
  /**
   * Raises eyeWide, noseSneer and cheekPuff in `weights` (ARKIT_COUNT) to what the landmarks show of them against the
   * person's own face at rest, which is learnt on the way from frames that are calm by the other weights.
   */
  fill(face: AlignedFace, weights: Float32Array, yaw: number, time: number): void;
  reset(): void;
}

/**
 * What MediaPipe's model hardly ever gives: eyeWide and noseSneer stay below some 0.05 and cheekPuff at 0 whatever the face
 * does, so they are read off the landmarks. The tongue has no landmark; where the model gives no tongueOut nothing can.
 */
export const createFaceGaps = (): FaceGaps => {
  const now = new Float64Array(SIDES.length * MEASURES);
  const rest = new Float64Array(SIDES.length * MEASURES);
  let lastTime = Number.NEGATIVE_INFINITY;
  let learnt = 0;

  const learn = (weights: Float32Array, yaw: number, time: number): void => {
    const elapsed = time - lastTime;
    lastTime = time;
    if (!(elapsed >= 0 && elapsed < LEAP)) {
      if (learnt === 0 || elapsed < 0) rest.set(now);
      return;
    }
    const calm = calmness(weights) * (1 - smoothstep(0.25, 0.45, Math.abs(yaw)));
    const share = (calm * elapsed) / (learnt < LEARNING ? FIRST_TIME : LATER_TIME);
    for (let i = 0; i < rest.length; i++) rest[i]! += Math.min(1, share) * (now[i]! - rest[i]!);
    learnt += calm * elapsed;
  };

  return {
    fill(face, weights, yaw, time) {
      measure(face, now);
      learn(weights, yaw, time);
      const smile = Math.max(weights[ARKIT_INDEX.mouthSmileLeft]!, weights[ARKIT_INDEX.mouthSmileRight]!);
      const front = 1 - smoothstep(0.35, 0.6, Math.abs(yaw));
      const quiet = (1 - smoothstep(0.2, 0.5, smile)) * front;
      const shut = 1 - smoothstep(0.05, 0.25, weights[ARKIT_INDEX.jawOpen]!);
      raise(weights, ARKIT_INDEX.eyeWideRight, wide(now[OPEN]!, rest[OPEN]!) * front);
      raise(weights, ARKIT_INDEX.eyeWideLeft, wide(now[MEASURES + OPEN]!, rest[MEASURES + OPEN]!) * front);
      raise(
        weights,
        ARKIT_INDEX.noseSneerRight,
        smoothstep(SNEER_FROM, SNEER_TO, now[WING]! - rest[WING]!) * quiet,
      );
      raise(
        weights,
        ARKIT_INDEX.noseSneerLeft,
        smoothstep(SNEER_FROM, SNEER_TO, now[MEASURES + WING]! - rest[MEASURES + WING]!) * quiet,
      );
      const puff = (now[CHEEK]! - rest[CHEEK]! + now[MEASURES + CHEEK]! - rest[MEASURES + CHEEK]!) / 2;
      raise(weights, ARKIT_INDEX.cheekPuff, smoothstep(PUFF_FROM, PUFF_TO, puff) * quiet * shut);
    },
    reset() {
      lastTime = Number.NEGATIVE_INFINITY;
      learnt = 0;
    },
  };
};

const raise = (weights: Float32Array, index: number, weight: number): void => {
  if (weight > weights[index]!) weights[index] = weight;
};

const wide = (open: number, atRest: number): number =>
  atRest > 0.05 ? smoothstep(WIDE_FROM, WIDE_TO, open / atRest) : 0;

const a = vec3();
const b = vec3();

const measure = (face: AlignedFace, out: Float64Array): void => {
  for (let side = 0; side < SIDES.length; side++) {
    const { upper, lower, outer, inner, wing, cheek } = SIDES[side]!;
    const at = side * MEASURES;
    let gap = 0;
    for (let i = 0; i < 3; i++) {
      face.point(upper[i]!, a);
      face.point(lower[i]!, b);
      gap += Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
    }
    face.point(outer, a);
    face.point(inner, b);
    const width = Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
    out[at + OPEN] = gap / 3 / Math.max(0.5, width);
    face.point(wing, a);
    out[at + WING] = a.y - b.y;
    let bulge = 0;
    for (let i = 0; i < 3; i++) {
      face.point(cheek[i]!, a);
      bulge += Math.abs(a.x) + a.z;
    }
    out[at + CHEEK] = bulge / 3;
  }
};

/** 1 = a face that does nothing .. 0. */
const calmness = (weights: Float32Array): number => {
  const busy = Math.max(
    weights[ARKIT_INDEX.mouthSmileLeft]! - 0.1,
    weights[ARKIT_INDEX.jawOpen]!,
    weights[ARKIT_INDEX.eyeBlinkLeft]! - 0.1,
    weights[ARKIT_INDEX.eyeBlinkRight]! - 0.1,
    weights[ARKIT_INDEX.browDownLeft]!,
    weights[ARKIT_INDEX.browInnerUp]! - 0.3,
    weights[ARKIT_INDEX.mouthPucker]! - 0.1,
  );
  return 1 - smoothstep(0.1, 0.35, busy);
};
