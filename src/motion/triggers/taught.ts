import { ARKIT_COUNT, ARKIT_OFFSET } from '@shared/expressions';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import type { Taught } from '@shared/triggers';
import { createHandReader, HAND_SIDES, type HandShapes } from './hand-shape';
import { ramp } from './latch';

/** Features of a hand: seen, four curls, thumb, spread, where it points (3) and where its palm faces (3). */
const HAND_FEATURES = 13;
export const FEATURE_COUNT = { face: ARKIT_COUNT, hands: HAND_FEATURES * 2 } as const;

/** Numbers that a taught face or hand sign is told by. Allocates nothing per call. */
export interface FeatureReader {
  /** @returns undefined where the face, or both hands, are not seen; else an array that is used again. */
  read(of: Taught['of'], frame: MotionFrame): Float64Array | undefined;
}

export const createFeatureReader = (): FeatureReader => {
  const readHands = createHandReader();
  const face = new Float64Array(FEATURE_COUNT.face);
  const hands = new Float64Array(FEATURE_COUNT.hands);
  return {
    read: (of, frame) => {
      if (of === 'face') {
        if (frame.confidence[PART_INDEX.face]! <= 0) return undefined;
        for (let i = 0; i < face.length; i++) face[i] = frame.expressions[ARKIT_OFFSET + i]!;
        return face;
      }
      return writeHands(readHands(frame), hands) ? hands : undefined;
    },
  };
};

const writeHands = (shapes: HandShapes, out: Float64Array): boolean => {
  out.fill(0);
  for (let s = 0; s < HAND_SIDES.length; s++) {
    const { seen, curls, thumb, spread, pointing, palm } = shapes[HAND_SIDES[s]!];
    if (!seen) continue;
    const at = s * HAND_FEATURES;
    out[at] = 1;
    out.set(curls, at + 1);
    out[at + 5] = thumb;
    out[at + 6] = spread;
    // Where a hand points matters less than how its fingers are.
    for (let k = 0; k < 3; k++) {
      out[at + 7 + k] = 0.5 * pointing[k]!;
      out[at + 10 + k] = 0.5 * palm[k]!;
    }
  }
  return shapes.left.seen || shapes.right.seen;
};

/** Collects what is shown during teaching. */
export interface Lesson {
  /** `rest`: before the pose, at ease. `pose`: the face or sign itself. */
  add(phase: 'rest' | 'pose', frame: MotionFrame): void;
  /** Samples of the pose so far. */
  readonly poses: number;
  /**
   * @returns `too-few`: too little was seen; `too-like-rest`: the pose can hardly be told from being at ease
   */
  finish(id: string, name: string): Taught | 'too-few' | 'too-like-rest';
}

/** Fewest samples of rest and of the pose. */
const FEWEST = { rest: 5, pose: 12 } as const;
/** Least distance between rest and pose, in the features' own scale. */
const LEAST_APART = 0.35;
/** Noise of a feature that is assumed at least, so that one which never moved in the lesson is not taken for certain. */
const LEAST_SPREAD = 0.08;

export const createLesson = (of: Taught['of']): Lesson => {
  const reader = createFeatureReader();
  const sums = { rest: createSums(of), pose: createSums(of) };
  return {
    add: (phase, frame) => {
      const features = reader.read(of, frame);
      if (features !== undefined) sums[phase].add(features);
      // Hands that hang out of the picture are at rest too.
      else if (of === 'hands' && phase === 'rest') sums.rest.add(new Float64Array(FEATURE_COUNT.hands));
    },
    get poses() {
      return sums.pose.count;
    },
    finish: (id, name) => {
      if (sums.rest.count < FEWEST.rest || sums.pose.count < FEWEST.pose) return 'too-few';
      const rest = sums.rest.mean();
      const pose = sums.pose.mean();
      const spread = sums.pose.spread();
      if (distance(rest, pose) < LEAST_APART) return 'too-like-rest';
      return { id, name, of, rest: short(rest), pose: short(pose), spread: short(spread) };
    },
  };
};

const createSums = (of: Taught['of']) => {
  const size = FEATURE_COUNT[of];
  const total = new Float64Array(size);
  const squares = new Float64Array(size);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add: (features: Float64Array): void => {
      count += 1;
      for (let i = 0; i < size; i++) {
        total[i]! += features[i]!;
        squares[i]! += features[i]! * features[i]!;
      }
    },
    mean: (): number[] => Array.from(total, (sum) => sum / count),
    spread: (): number[] =>
      Array.from(total, (sum, i) => Math.sqrt(Math.max(0, squares[i]! / count - (sum / count) ** 2))),
  };
};

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));

const short = (values: readonly number[]): number[] =>
  values.map((value) => Math.round(Math.min(4, Math.max(-4, value)) * 1e4) / 1e4);

/**
 * Scores frames against a taught pose, 0..1: nearest centroid with rejection. In features scaled by how much they varied in the
 * lesson, a frame must have gone most of the way from rest to the pose (its projection on that line) and must not lie far beside
 * the line: another face that shares a smile is beside it.
 */
export interface TaughtScorer {
  /** @param features as {@link FeatureReader} gives them. Allocates nothing. */
  score(features: Float64Array): number;
}

/** Share of the way to the pose from which on it may be it, and at which it certainly is. */
const NEAR = 0.45;
const THERE = 0.8;
/** Distance beside the line, as a share of the line's length, that is certainly too much, and that is fine. */
const BESIDE = 0.95;
const ON_LINE = 0.55;

/** @returns undefined where the lesson's numbers make no sense: from another version, or edited by hand */
export const createTaughtScorer = (taught: Taught): TaughtScorer | undefined => {
  const size = FEATURE_COUNT[taught.of];
  const { rest, pose, spread } = taught;
  if (rest.length !== size || pose.length !== size || spread.length !== size) return undefined;
  const weights = Float64Array.from(spread, (s) => LEAST_SPREAD ** 2 / (LEAST_SPREAD ** 2 + s * s));
  const line = Float64Array.from(pose, (value, i) => value - rest[i]!);
  let length = 0;
  for (let i = 0; i < size; i++) length += weights[i]! * line[i]! * line[i]!;
  if (length < 1e-6) return undefined;
  return {
    score: (features) => {
      let along = 0;
      let whole = 0;
      for (let i = 0; i < size; i++) {
        const off = features[i]! - rest[i]!;
        along += weights[i]! * off * line[i]!;
        whole += weights[i]! * off * off;
      }
      const share = along / length;
      const beside = Math.sqrt(Math.max(0, whole / length - share * share));
      return Math.min(ramp(share, NEAR, THERE), ramp(beside, BESIDE, ON_LINE));
    },
  };
};
