import { checkClip, type MotionClip } from '@motion/clip';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { setStanding } from '../synthetic/poses';
import { HUMAN_REST } from '../synthetic/skeleton';
import type { Move } from './move';

const KEYS_PER_SECOND = 20;

/** The move as a clip of evenly spaced keys: one alone where it takes no time. */
export const bakeMove = (name: string, move: Move): MotionClip => {
  const bones = Uint8Array.from(move.bones.map((bone) => BONE_INDEX[bone]).sort((a, b) => a - b));
  const expressions = Uint8Array.from(
    (move.expressions ?? []).map((expression) => EXPRESSION_INDEX[expression]).sort((a, b) => a - b),
  );
  const keys = Math.round(move.seconds * KEYS_PER_SECOND) + 1;
  const times = Float64Array.from({ length: keys }, (_, k) => (k * 1000) / KEYS_PER_SECOND);
  const rotations = new Float32Array(keys * bones.length * 4);
  const weights = new Float32Array(keys * expressions.length);
  const hips = new Float32Array(move.hips ? keys * 3 : 0);
  const frame = createMotionFrame('animation');
  for (let k = 0; k < keys; k++) {
    setStanding(frame);
    move.pose(times[k]! / 1000, frame);
    bones.forEach((bone, b) => {
      rotations.set(frame.bones.subarray(bone * 4, bone * 4 + 4), (k * bones.length + b) * 4);
    });
    expressions.forEach((expression, e) => {
      weights[k * expressions.length + e] = frame.expressions[expression]!;
    });
    if (move.hips) hips.set(frame.hips, k * 3);
  }
  const hipsHeight = HUMAN_REST.offsets[BONE_INDEX.hips * 3 + 1]!;
  return checkClip({
    name,
    times,
    bones,
    rotations,
    hips,
    hipsHeight,
    expressions,
    weights,
    gaze: new Float32Array(),
  });
};
