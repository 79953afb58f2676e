import type { MotionClip } from '@motion/clip';
import { createTakePlayer, shiftTimes, type Take } from '@motion/codecs/take';
import { foldedBones } from '@motion/fold-bones';
import { createShaper, type ShapeOptions } from '@motion/shape/shaper';
import { createSolver, type SolverKind, type SolverOptions } from '@motion/solve';
import { EXPRESSIONS, type ExpressionName, VRM_PRESETS } from '@shared/expressions';
import { BONE_INDEX, type RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { Quaternion } from 'three';

export interface BakeOptions {
  name: string;
  take: Take;
  solver: SolverKind;
  solverOptions: SolverOptions;
  shape: ShapeOptions;
  /** The avatar that it is made for. */
  rest: RestPose;
  /** Frames a second. */
  frameRate: number;
  /** Part of the take, ms; by default all of it. */
  from?: number;
  to?: number;
  /** Which expressions carry mouth and lids: an avatar that is given both moves them twice. */
  face: BakedFace;
}

/** `presets`: VRM's mouth shapes and blinks. `arkit`: the 52 blendshapes. `both`: for replaying in Kagami. */
export type BakedFace = 'presets' | 'arkit' | 'both';

/** The first moment is held this long before it counts, ms: every part has then faded in. */
const SETTLE = 2500;
/** Frames between two reports of progress. */
const REPORT_EVERY = 30;
/** The shaper's clock at the take's beginning, ms: it never sees a time below zero. */
const START = 10_000;

/** The gaze stands for these. */
const LOOKS: readonly ExpressionName[] = [
  'lookUp',
  'lookDown',
  'lookLeft',
  'lookRight',
  ...EXPRESSIONS.filter((name) => name.startsWith('eyeLook')),
];
/** Presets that ARKit's blendshapes take the place of. */
const REPLACED: readonly ExpressionName[] = [
  'aa',
  'ih',
  'ou',
  'ee',
  'oh',
  'blink',
  'blinkLeft',
  'blinkRight',
];
const EYES: readonly number[] = [BONE_INDEX.leftEye, BONE_INDEX.rightEye];

/**
 * Solves and shapes a take anew, offline, at a fixed rate: what the Stage would show with these settings, as a clip for this
 * avatar. Yields its progress (0..1) now and then, so that the caller can tell it and stop.
 */
export function* bakeTake(options: BakeOptions): Generator<number, MotionClip> {
  const { take, rest, frameRate } = options;
  const from = Math.min(Math.max(0, options.from ?? 0), take.durationMs);
  const to = Math.min(Math.max(from, options.to ?? take.durationMs), take.durationMs);
  const count = Math.max(1, Math.floor(((to - from) / 1000) * frameRate + 1e-6));
  const folds = foldedBones(rest.has).filter(({ bone }) => !EYES.includes(bone));
  const bones = Uint8Array.from(folds, ({ bone }) => bone);
  const expressions = bakedExpressions(options.face);
  const rotations = new Float32Array(count * bones.length * 4);
  const weights = new Float32Array(count * expressions.length);
  const hips = new Float32Array(count * 3);
  const gaze = new Float32Array(count * 2);
  const show = createReplay(options);
  const shaped = createMotionFrame('mix');
  const rotation = new Quaternion();
  const part = new Quaternion();

  for (let before = SETTLE; before > 0; before -= 1000 / frameRate) show(from, from - before, shaped);
  for (let key = 0; key < count; key++) {
    const time = from + (key * 1000) / frameRate;
    show(time, time, shaped);
    for (const [b, { sources }] of folds.entries()) {
      rotation.identity();
      for (const source of sources) rotation.multiply(part.fromArray(shaped.bones, source * 4));
      rotation.normalize().toArray(rotations, (key * bones.length + b) * 4);
    }
    for (const [e, index] of expressions.entries())
      weights[key * expressions.length + e] = shaped.expressions[index]!;
    hips.set(shaped.hips, key * 3);
    gaze.set(shaped.gaze, key * 2);
    if (key % REPORT_EVERY === 0) yield key / count;
  }
  return withoutSilentExpressions({
    name: options.name,
    times: Float64Array.from({ length: count }, (_, key) => (key * 1000) / frameRate),
    bones,
    rotations,
    hips,
    hipsHeight: Math.max(rest.offsets[BONE_INDEX.hips * 3 + 1]!, 0.01),
    expressions: Uint8Array.from(expressions),
    weights,
    gaze,
  });
}

/** @returns shows the take's moment `time` as if it were seen at `at` (both ms of the take; `at` must rise) */
const createReplay = ({ take, solver: kind, solverOptions, shape, rest }: BakeOptions) => {
  const player = createTakePlayer(take, { loop: false });
  const solver = createSolver(kind, solverOptions);
  const shaper = createShaper(shape);
  const frame = createTrackingFrame();
  const solved = createMotionFrame('tracking');
  solver.setRest(rest);
  shaper.setRest(rest);
  return (time: number, at: number, out: MotionFrame): void => {
    // A moment that is held is seen again and again, each time anew.
    if (player.at(time, frame) || at < time) {
      const shift = at < time ? START + at - frame.time : START;
      shiftTimes(frame, shift);
      solver.solve(frame, solved);
      shiftTimes(frame, -shift);
      shaper.push(solved);
    }
    shaper.step(START + at, out);
  };
};

const bakedExpressions = (face: BakedFace): number[] =>
  EXPRESSIONS.flatMap((name, index) => {
    const isPreset = index < VRM_PRESETS.length;
    if (LOOKS.includes(name)) return [];
    if (face === 'presets' && !isPreset) return [];
    if (face === 'arkit' && REPLACED.includes(name)) return [];
    return [index];
  });

/** An expression that never shows is left to whatever else drives it. */
const withoutSilentExpressions = (clip: MotionClip): MotionClip => {
  const { expressions, weights } = clip;
  const keys = clip.times.length;
  const shown = [...expressions.keys()].filter((e) => {
    for (let key = 0; key < keys; key++) if (weights[key * expressions.length + e]! > 1e-3) return true;
    return false;
  });
  const kept = new Float32Array(keys * shown.length);
  for (let key = 0; key < keys; key++)
    for (const [to, e] of shown.entries())
      kept[key * shown.length + to] = weights[key * expressions.length + e]!;
  return { ...clip, expressions: Uint8Array.from(shown, (e) => expressions[e]!), weights: kept };
};
