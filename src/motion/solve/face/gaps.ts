import { ARKIT_INDEX } from '@shared/expressions';
import { smoothstepAt } from '../maths/vector';
import type { AlignedFace } from './aligned-face';
import type { LidGaps } from './lids';
import type { FaceMoment } from './moment';

/** Landmarks of a side: lids (upper, lower) at three places, outer and inner corner of the eye, wing of the nose, cheek at three. */
const RIGHT = [160, 144, 159, 145, 158, 153, 33, 133, 129, 187, 192, 213];
const LEFT = [387, 373, 386, 374, 385, 380, 263, 362, 358, 411, 416, 433];
const READ = Uint16Array.from([...RIGHT, ...LEFT]);
const LID_PAIRS = 3;
const CHEEK_POINTS = 3;
const [OUTER, INNER, WING_AT, CHEEK_AT] = [6, 7, 8, 9];
/** The directions that AlignedFace.points adds. */
const DIRECTION_VALUES = 6;

/** What is measured of each side. */
const MEASURES = 3;
const [OPEN, WING, CHEEK] = [0, 1, 2];

/** How fast the face at rest is learnt: at first, and from then on. Milliseconds. */
const FIRST_TIME = 800;
const LATER_TIME = 20_000;
const LEARNING = 3000;
/** Milliseconds of calm face after which the lids' gap at rest is believed. */
const BELIEVED = 1500;
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

/** An eye at rest that is open no farther than this, as a share of its width, is not one. */
const LEAST_OPEN = 0.05;

const { cheekPuff: CHEEK_PUFF } = ARKIT_INDEX;
const RAISED = [
  { wide: ARKIT_INDEX.eyeWideRight, sneer: ARKIT_INDEX.noseSneerRight },
  { wide: ARKIT_INDEX.eyeWideLeft, sneer: ARKIT_INDEX.noseSneerLeft },
] as const;

/** Weights that a face at rest has less of, and how much of each it may have. */
const BUSY_WEIGHTS = [
  ARKIT_INDEX.mouthSmileLeft,
  ARKIT_INDEX.jawOpen,
  ARKIT_INDEX.eyeBlinkLeft,
  ARKIT_INDEX.eyeBlinkRight,
  ARKIT_INDEX.browDownLeft,
  ARKIT_INDEX.browInnerUp,
  ARKIT_INDEX.mouthPucker,
];
const BUSY_ALLOWED = Float64Array.of(0.1, 0, 0.1, 0.1, 0, 0.3, 0.1);

/** Places of {@link doubt}'s answers: the face does something, smiles, has its mouth open, is turned too far to see, to learn. */
const [BUSY, SMILING, MOUTH_OPEN, TURNED, TURNED_SOMEWHAT] = [0, 1, 2, 3, 4];
const DOUBTS = 5;

/** Places of the clock's times: of the frame before, and how many milliseconds of calm face the rest is learnt from. */
const [LAST, LEARNT] = [0, 1];

export interface FaceGaps {
  /**
   * Raises eyeWide, noseSneer and cheekPuff in `weights` (ARKIT_COUNT) to what the landmarks show of them against the
   * person's own face at rest, which is learnt on the way from frames that are calm by the other weights. Writes into `lids`
   * how far the eyes are open.
   */
  fill(face: AlignedFace, weights: Float32Array, moment: FaceMoment, lids: LidGaps): void;
  reset(): void;
}

/**
 * What MediaPipe's model hardly ever gives: eyeWide and noseSneer stay below some 0.05 and cheekPuff at 0 whatever the face
 * does, so they are read off the landmarks. The tongue has no landmark; where the model gives no tongueOut nothing can.
 */
export const createFaceGaps = (): FaceGaps => {
  const points = new Float64Array(READ.length * 3 + DIRECTION_VALUES);
  const now = new Float64Array(2 * MEASURES);
  const rest = new Float64Array(2 * MEASURES);
  const doubts = new Float64Array(DOUBTS);
  const raised = new Float64Array(MEASURES);
  /** In an array, for a closure's number would be put on the heap. */
  const clock = Float64Array.of(Number.NEGATIVE_INFINITY, 0);

  const learn = ({ time }: FaceMoment): void => {
    const elapsed = time - clock[LAST]!;
    clock[LAST] = time;
    if (!(elapsed >= 0 && elapsed < LEAP)) {
      if (clock[LEARNT]! === 0 || elapsed < 0) rest.set(now);
      return;
    }
    const calm = (1 - doubts[BUSY]!) * (1 - doubts[TURNED_SOMEWHAT]!) * elapsed;
    const share = Math.min(1, calm / (clock[LEARNT]! < LEARNING ? FIRST_TIME : LATER_TIME));
    for (let i = 0; i < rest.length; i++) rest[i]! += share * (now[i]! - rest[i]!);
    clock[LEARNT]! += calm;
  };

  const raiseSide = (weights: Float32Array, side: number, { wide, sneer }: (typeof RAISED)[number]): void => {
    const at = side * MEASURES;
    raised[OPEN] = rest[at + OPEN]! > LEAST_OPEN ? now[at + OPEN]! / rest[at + OPEN]! : 0;
    raised[WING] = now[at + WING]! - rest[at + WING]!;
    smoothstepAt(raised, OPEN, WIDE_FROM, WIDE_TO);
    smoothstepAt(raised, WING, SNEER_FROM, SNEER_TO);
    const front = 1 - doubts[TURNED]!;
    weights[wide] = Math.max(weights[wide]!, raised[OPEN]! * front);
    weights[sneer] = Math.max(weights[sneer]!, raised[WING]! * front * (1 - doubts[SMILING]!));
  };

  const raisePuff = (weights: Float32Array): void => {
    raised[CHEEK] = (now[CHEEK]! - rest[CHEEK]! + now[MEASURES + CHEEK]! - rest[MEASURES + CHEEK]!) / 2;
    smoothstepAt(raised, CHEEK, PUFF_FROM, PUFF_TO);
    const quiet = (1 - doubts[TURNED]!) * (1 - doubts[SMILING]!) * (1 - doubts[MOUTH_OPEN]!);
    weights[CHEEK_PUFF] = Math.max(weights[CHEEK_PUFF]!, raised[CHEEK]! * quiet);
  };

  return {
    fill(face, weights, moment, lids) {
      face.points(READ, points);
      measureSide(points, 0, now, 0);
      measureSide(points, RIGHT.length * 3, now, MEASURES);
      // A landmark that is no number tells nothing, and must not be learnt.
      lids[2] = 0;
      for (let i = 0; i < now.length; i++) if (!Number.isFinite(now[i]!)) return;
      doubt(weights, moment, doubts);
      learn(moment);
      raiseSide(weights, 0, RAISED[0]);
      raiseSide(weights, 1, RAISED[1]);
      raisePuff(weights);
      for (let side = 0; side < 2; side++) {
        const at = side * MEASURES + OPEN;
        lids[side] = now[at]! / Math.max(LEAST_OPEN, rest[at]!);
      }
      lids[2] = Math.min(1, clock[LEARNT]! / BELIEVED);
    },
    reset() {
      clock[LAST] = Number.NEGATIVE_INFINITY;
      clock[LEARNT] = 0;
    },
  };
};

/** Writes a side's measures from `to` on. @param at where its landmarks begin among the points. */
const measureSide = (points: Float64Array, at: number, out: Float64Array, to: number): void => {
  let gap = 0;
  for (let i = 0; i < LID_PAIRS; i++) {
    const upper = at + i * 6;
    const x = points[upper]! - points[upper + 3]!;
    const y = points[upper + 1]! - points[upper + 4]!;
    gap += Math.sqrt(x * x + y * y) / LID_PAIRS;
  }
  const [outer, inner, wing, cheek] = [at + OUTER * 3, at + INNER * 3, at + WING_AT * 3, at + CHEEK_AT * 3];
  const x = points[outer]! - points[inner]!;
  const y = points[outer + 1]! - points[inner + 1]!;
  out[to + OPEN] = gap / Math.max(0.5, Math.sqrt(x * x + y * y));
  out[to + WING] = points[wing + 1]! - points[inner + 1]!;
  let bulge = 0;
  for (let i = 0; i < CHEEK_POINTS; i++)
    bulge += (Math.abs(points[cheek + i * 3]!) + points[cheek + i * 3 + 2]!) / CHEEK_POINTS;
  out[to + CHEEK] = bulge;
};

/** Writes why the landmarks should not be believed, 0..1 each. */
const doubt = (weights: Float32Array, { yaw }: FaceMoment, out: Float64Array): void => {
  let busiest = 0;
  for (let i = 0; i < BUSY_WEIGHTS.length; i++)
    busiest = Math.max(busiest, weights[BUSY_WEIGHTS[i]!]! - BUSY_ALLOWED[i]!);
  out[BUSY] = busiest;
  out[SMILING] = Math.max(weights[ARKIT_INDEX.mouthSmileLeft]!, weights[ARKIT_INDEX.mouthSmileRight]!);
  out[MOUTH_OPEN] = weights[ARKIT_INDEX.jawOpen]!;
  out[TURNED] = out[TURNED_SOMEWHAT] = Math.abs(yaw);
  smoothstepAt(out, BUSY, 0.1, 0.35);
  smoothstepAt(out, SMILING, 0.2, 0.5);
  smoothstepAt(out, MOUTH_OPEN, 0.05, 0.25);
  smoothstepAt(out, TURNED_SOMEWHAT, 0.25, 0.45);
  smoothstepAt(out, TURNED, 0.35, 0.6);
};
