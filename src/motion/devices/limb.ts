import { BONE_INDEX } from '@shared/humanoid';
import { shareTwist } from '../solve/direct/arm';
import { createHingeSolver, hingeShape } from '../solve/direct/hinge';
import { jointFromHips } from '../solve/direct/joints';
import { followParent, type Skeleton } from '../solve/direct/skeleton';
import { reachTwoBones } from '../solve/direct/two-bone';
import { copyQuat, multiplyQuat, type Quat, quat, relativeQuat, rotateVec } from '../solve/maths/quaternion';
import { cross, length, subVec, type Vec3, vec3 } from '../solve/maths/vector';

/** An arm or a leg that follows where its end is. */
export interface Limb {
  /** The bones that it turns, from the body outwards. */
  readonly bones: readonly number[];
  /**
   * Sets the limb in the world so that its end comes to `target` (metres from the hips), or on the way there, and is turned by `rotation`.
   * @returns false, leaving it as it was, where the target is in no direction from its root
   */
  follow(target: Vec3, rotation: Quat): boolean;
}

const FRONT = vec3(0, 0, 1);
const BACK = vec3(0, 0, -1);
/** To the other limbs' hinges the moment tells what was seen shortly before; here the pole tells all. */
const NO_MOMENT = { time: Number.NaN };

const root = vec3();
const line = vec3();
const pole = vec3();
const likely = vec3();
const upperDirection = vec3();
const lowerDirection = vec3();
const turn = quat();

/** Elbows of people whose hands alone are tracked are taken to hang: down, a little outwards and back. */
export const createArm = (skeleton: Skeleton, side: 'left' | 'right'): Limb => {
  const sign = side === 'left' ? 1 : -1;
  const shoulder = BONE_INDEX[`${side}Shoulder`];
  const upper = BONE_INDEX[`${side}UpperArm`];
  const lower = BONE_INDEX[`${side}LowerArm`];
  const hand = BONE_INDEX[`${side}Hand`];
  const along = skeleton.direction[lower]!;
  const bend = createBend(skeleton, [upper, lower, hand], vec3(0.4 * sign, -1, -0.3), FRONT);
  return {
    bones: [shoulder, upper, lower, hand],
    follow(target, rotation) {
      followParent(skeleton, shoulder);
      if (!bend(target, skeleton.world[BONE_INDEX.upperChest]!)) return false;
      relativeQuat(turn, skeleton.world[lower]!, rotation);
      shareTwist(turn, along, sign);
      multiplyQuat(skeleton.world[lower]!, skeleton.world[lower]!, turn);
      copyQuat(skeleton.world[hand]!, rotation);
      return true;
    },
  };
};

/** Knees bend to the front. */
export const createLeg = (skeleton: Skeleton, side: 'left' | 'right'): Limb => {
  const upper = BONE_INDEX[`${side}UpperLeg`];
  const lower = BONE_INDEX[`${side}LowerLeg`];
  const foot = BONE_INDEX[`${side}Foot`];
  const bend = createBend(skeleton, [upper, lower, foot], FRONT, BACK);
  return {
    bones: [upper, lower, foot],
    follow(target, rotation) {
      if (!bend(target, skeleton.world[BONE_INDEX.hips]!)) return false;
      copyQuat(skeleton.world[foot]!, rotation);
      return true;
    },
  };
};

/**
 * @param restPole where the middle joint points to, as seen from the body
 * @param towards where the lower bone bends to, from the T-pose
 */
const createBend = (
  skeleton: Skeleton,
  [upper, lower, end]: readonly [number, number, number],
  restPole: Vec3,
  towards: Vec3,
): ((target: Vec3, body: Quat) => boolean) => {
  const shape = hingeShape(skeleton.direction[upper]!, skeleton.direction[lower]!, towards);
  const solver = createHingeSolver();
  const lengths = Float64Array.of(length(skeleton.offset[lower]!), length(skeleton.offset[end]!));
  return (target, body) => {
    jointFromHips(root, skeleton, upper);
    rotateVec(pole, body, restPole);
    if (!reachTwoBones(root, target, lengths, pole, upperDirection, lowerDirection)) return false;
    subVec(line, target, root);
    // Square to the plane that the limb bends in, of which a straight limb says nothing by itself.
    cross(likely, pole, line);
    solver.solve(shape, upperDirection, lowerDirection, likely, NO_MOMENT);
    copyQuat(skeleton.world[upper]!, solver.hinge.upper);
    copyQuat(skeleton.world[lower]!, solver.hinge.lower);
    return true;
  };
};
