import type { Calibration } from '@shared/calibration';
import { EXPRESSION_COUNT, EXPRESSION_INDEX, EXPRESSIONS, type ExpressionName } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import type { TrackingFrame } from '@shared/tracking-frame';
import {
  blend,
  exp,
  loadQuaternion,
  log,
  multiply,
  multiplyInverse,
  normalise,
  storeQuaternion,
} from './quaternion';

/** How long a neutral pose is watched, ms, and how many frames with a face it takes at least. */
export const CALIBRATION_TIME = 3000;
const LEAST_FRAMES = 10;
/** Raw blink weight at which an eye counts as shut. */
const SHUT = 0.8;
/** Rest weights below this are noise; above this they are no rest. */
const LEAST_REST = 0.02;
const MOST_REST = 0.5;

/** Watches a neutral pose: feed it solved frames (never mirrored or shaped) and, where at hand, their landmarks. */
export interface Calibrator {
  push(frame: MotionFrame, tracking?: TrackingFrame): void;
  /** 0..1: how much of the three seconds with a face in view has passed. */
  readonly progress: number;
  /** The calibration; undefined while fewer than three seconds or ten frames with a face have been seen. */
  finish(): Calibration | undefined;
}

const BLINKS: ReadonlySet<ExpressionName> = new Set([
  'blink',
  'blinkLeft',
  'blinkRight',
  'eyeBlinkLeft',
  'eyeBlinkRight',
]);
const isRestable = (name: ExpressionName): boolean =>
  !BLINKS.has(name) && !/look/i.test(name) && name !== 'neutral';

/** Landmarks of MediaPipe's pose: shoulder, elbow and wrist. */
const ARMS = [
  [11, 13, 15],
  [12, 14, 16],
] as const;
const VISIBLE = 0.6;

export const createCalibrator = (): Calibrator => {
  const head = new Float64Array(4);
  const total = new Float64Array(4);
  const bone = new Float64Array(4);
  const expressions = new Float64Array(EXPRESSION_COUNT);
  let frames = 0;
  let first = 0;
  let last = 0;
  let pitch = 0;
  let bodyFrames = 0;
  const shoulders = createMean();
  const arms = createMean();

  return {
    get progress() {
      return frames === 0 ? 0 : Math.min(1, (last - first) / CALIBRATION_TIME, frames / LEAST_FRAMES);
    },
    push: (frame, tracking) => {
      if (frame.confidence[PART_INDEX.face]! <= 0 || (frames > 0 && frame.time <= last)) return;
      if (frames === 0) first = frame.time;
      last = frame.time;
      frames++;
      loadQuaternion(frame.bones, BONE_INDEX.neck * 4, total);
      loadQuaternion(frame.bones, BONE_INDEX.head * 4, bone);
      multiply(total, 0, bone, 0, total, 0);
      const sign =
        head[3]! * total[3]! + head[0]! * total[0]! + head[1]! * total[1]! + head[2]! * total[2]! < 0
          ? -1
          : 1;
      for (let k = 0; k < 4; k++) head[k]! += sign * total[k]!;
      for (let e = 0; e < EXPRESSION_COUNT; e++) expressions[e]! += frame.expressions[e]!;
      if (frame.drives.bones[BONE_INDEX.hips]) {
        loadQuaternion(frame.bones, BONE_INDEX.hips * 4, bone);
        log(bone, 0, total, 0);
        pitch += total[0]!;
        bodyFrames++;
      }
      if (tracking && tracking.pose.score > 0) measureBody(tracking.pose.worldLandmarks, shoulders, arms);
    },
    finish: () => {
      if (frames < LEAST_FRAMES || last - first < CALIBRATION_TIME) return undefined;
      const zero = Float64Array.from(head);
      normalise(zero, 0);
      const mean = (name: ExpressionName): number => expressions[EXPRESSION_INDEX[name]]! / frames;
      return {
        headZero: [zero[0]!, zero[1]!, zero[2]!, zero[3]!],
        cameraPitch: bodyFrames > 0 ? pitch / bodyFrames : 0,
        neutral: Object.fromEntries(
          EXPRESSIONS.filter((name) => isRestable(name) && mean(name) > LEAST_REST).map((name) => [
            name,
            Math.min(MOST_REST, mean(name)),
          ]),
        ),
        eyesOpen: { left: clampRest(mean('eyeBlinkLeft')), right: clampRest(mean('eyeBlinkRight')) },
        shoulderWidth: shoulders.value(),
        armLength: arms.value(),
      };
    },
  };
};

const clampRest = (weight: number): number => Math.min(MOST_REST, Math.max(0, weight));

const createMean = () => {
  let sum = 0;
  let count = 0;
  return {
    add: (value: number): void => {
      if (!Number.isFinite(value)) return;
      sum += value;
      count++;
    },
    value: (): number => (count > 0 ? sum / count : 0),
  };
};

const measureBody = (
  points: Float32Array,
  shoulders: ReturnType<typeof createMean>,
  arms: ReturnType<typeof createMean>,
): void => {
  const distance = (a: number, b: number): number =>
    Math.hypot(
      points[a * 4]! - points[b * 4]!,
      points[a * 4 + 1]! - points[b * 4 + 1]!,
      points[a * 4 + 2]! - points[b * 4 + 2]!,
    );
  const visible = (i: number): boolean => points[i * 4 + 3]! >= VISIBLE;
  if (visible(11) && visible(12)) shoulders.add(distance(11, 12));
  for (const [shoulder, elbow, wrist] of ARMS)
    if (visible(shoulder) && visible(elbow) && visible(wrist))
      arms.add(distance(shoulder, elbow) + distance(elbow, wrist));
};

/** A calibration made ready to be applied to every frame without allocating. */
export interface CalibrationStep {
  apply(frame: MotionFrame): void;
}

/** Subtracts a neutral pose from solved, unmirrored frames, in place. */
export const createCalibrationStep = (calibration: Calibration): CalibrationStep => {
  const rest = Float64Array.from(EXPRESSIONS, (name) => Math.min(0.9, calibration.neutral[name] ?? 0));
  const neckUndo = new Float64Array(4);
  const totalUndo = Float64Array.from(calibration.headZero, (v, k) => (k < 3 ? -v : v));
  normalise(totalUndo, 0);
  blend(Float64Array.of(0, 0, 0, 1), 0, totalUndo, 0, Float64Array.of(0.5), 0, neckUndo, 0);
  const levelled = new Float64Array(4);
  exp(Float64Array.of(-calibration.cameraPitch, 0, 0), 0, levelled, 0);
  const total = new Float64Array(4);
  const rotation = new Float64Array(4);
  const neck = BONE_INDEX.neck * 4;
  const head = BONE_INDEX.head * 4;
  const hips = BONE_INDEX.hips * 4;

  return {
    apply: (frame) => {
      const { bones, expressions } = frame;
      loadQuaternion(bones, neck, rotation);
      loadQuaternion(bones, head, total);
      multiply(rotation, 0, total, 0, total, 0);
      multiply(totalUndo, 0, total, 0, total, 0);
      multiply(neckUndo, 0, rotation, 0, rotation, 0);
      storeQuaternion(rotation, bones, neck);
      multiplyInverse(rotation, 0, total, 0, rotation, 0);
      storeQuaternion(rotation, bones, head);
      if (frame.drives.bones[BONE_INDEX.hips]) {
        loadQuaternion(bones, hips, rotation);
        multiply(levelled, 0, rotation, 0, rotation, 0);
        storeQuaternion(rotation, bones, hips);
      }
      for (let e = 0; e < EXPRESSION_COUNT; e++)
        if (rest[e]! > 0) expressions[e] = Math.max(0, (expressions[e]! - rest[e]!) / (1 - rest[e]!));
      openEye(expressions, EXPRESSION_INDEX.eyeBlinkLeft, calibration.eyesOpen.left);
      openEye(expressions, EXPRESSION_INDEX.blinkLeft, calibration.eyesOpen.left);
      openEye(expressions, EXPRESSION_INDEX.eyeBlinkRight, calibration.eyesOpen.right);
      openEye(expressions, EXPRESSION_INDEX.blinkRight, calibration.eyesOpen.right);
    },
  };
};

/** Spreads a blink weight from open-at-rest .. shut to 0 .. 1. */
const openEye = (expressions: Float32Array, index: number, open: number): void => {
  const spread = (expressions[index]! - open) / Math.max(0.2, SHUT - open);
  expressions[index] = Math.min(1, Math.max(0, spread));
};
