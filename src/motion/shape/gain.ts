import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { BONE_GROUP, GROUP_INDEX } from './groups';
import { RELAXED_POSE } from './idle';
import type { ShapeOptions } from './options';
import { exp, loadQuaternion, log, multiply, multiplyInverse, storeQuaternion } from './quaternion';

const relative = new Float64Array(4);
const vector = new Float64Array(3);

/** Scales how far each part moves from its pose at ease (arms from hanging, the rest from straight), in place. */
export const applyGain = (frame: MotionFrame, gain: ShapeOptions['gain']): void => {
  if (gain.head === 1 && gain.body === 1 && gain.arms === 1 && gain.expressions === 1) return;
  for (let b = 0; b < BONE_COUNT; b++) {
    const g = gainOf(BONE_GROUP[b]!, gain);
    if (g === 1) continue;
    loadQuaternion(frame.bones, b * 4, relative);
    multiplyInverse(RELAXED_POSE, b * 4, relative, 0, relative, 0);
    log(relative, 0, vector, 0);
    for (let k = 0; k < 3; k++) vector[k]! *= g;
    exp(vector, 0, relative, 0);
    multiply(RELAXED_POSE, b * 4, relative, 0, relative, 0);
    storeQuaternion(relative, frame.bones, b * 4);
  }
  if (gain.body !== 1) for (let k = 0; k < 3; k++) frame.hips[k]! *= gain.body;
  if (gain.expressions === 1) return;
  for (let e = 0; e < EXPRESSION_COUNT; e++)
    frame.expressions[e] = Math.min(1, frame.expressions[e]! * gain.expressions);
};

const gainOf = (group: number, gain: ShapeOptions['gain']): number => {
  if (group === GROUP_INDEX.head) return gain.head;
  if (group === GROUP_INDEX.torso) return gain.body;
  return group === GROUP_INDEX.leftArm || group === GROUP_INDEX.rightArm ? gain.arms : 1;
};
