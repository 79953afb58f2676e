import { BONE_INDEX } from '@shared/humanoid';
import { copyQuat, multiplyQuat, type Quat, quat, relativeQuat } from '../maths/quaternion';
import { copyVec, makeUnit, smoothstepAt, subVec, type Vec3, vec3 } from '../maths/vector';
import {
  createHingeSolver,
  type HingeShape,
  type HingeSolver,
  hingeShape,
  restAxis,
  type Timed,
} from './hinge';
import { type PersonLandmarks, POSE, type SideIndex } from './landmarks';
import { followParent, type Skeleton } from './skeleton';

const BONES = (['left', 'right'] as const).map((side) => ({
  shoulder: BONE_INDEX[`${side}Shoulder`],
  upperArm: BONE_INDEX[`${side}UpperArm`],
  lowerArm: BONE_INDEX[`${side}LowerArm`],
  hand: BONE_INDEX[`${side}Hand`],
}));

/** Metres that an upper arm or forearm must be long to be one. */
const LEAST_LENGTH = 0.02;
/** A limb's landmark counts as seen from the first, and until the second (hysteresis); without a past, from their middle. */
const APPEARS = 0.5;
const VANISHES = 0.3;
/** Where the hand tracker has the hand, the arm to it is in the picture: what the body tracker says of it then counts more. */
const BONUS_OF_HAND = 0.3;

/** The hand's turn about the forearm that the forearm's bone takes; the hand's own bone takes the rest. */
const FOREARM_TWIST_SHARE = 0.5;
/**
 * From the T-pose with the palm down the forearm turns some 150° to palm up and hardly the other way: a hand's twist is
 * read within half a turn of this middle, so that it never wraps where an arm can be. Radians, of the left arm about +X.
 */
const TWIST_MIDDLE = -1.15;

/** Clavicle's rise: none while the upper arm hangs or is level, this much when it points straight up. Radians. */
const MOST_CLAVICLE = 0.35;

export interface ArmSolver {
  /** Whether elbow and wrist are seen, and where they lie; to be called first. */
  look(person: PersonLandmarks): void;
  readonly upperSeen: boolean;
  readonly lowerSeen: boolean;
  /** Unit vectors shoulder → elbow → wrist, in the world, as last seen; reach changes them. */
  readonly upperDirection: Vec3;
  readonly lowerDirection: Vec3;
  /** How far a clavicle rises with this upper arm, radians, into `clavicles` by side. `chestUp`: the chest's up axis in the world. */
  raiseClavicle(chestUp: Vec3, clavicles: Float64Array): void;
  /** Sets the shoulder in the world, raised by its part of `clavicles`. */
  poseShoulder(skeleton: Skeleton, clavicles: Float64Array): void;
  /** Sets upper and lower arm in the world from the directions. */
  pose(skeleton: Skeleton, image: Timed): void;
  /** Shares the hand's world rotation out to forearm and hand. */
  poseHand(skeleton: Skeleton, hand: Quat | undefined): void;
  setSkeleton(skeleton: Skeleton): void;
  reset(): void;
}

const likely = vec3();
const twist = quat();
const FRONT = vec3(0, 0, 1);

export const createArmSolver = (side: SideIndex): ArmSolver => {
  const bones = BONES[side]!;
  const sign = side === 0 ? 1 : -1;
  const hinge: HingeSolver = createHingeSolver();
  let shape: HingeShape = hingeShape(vec3(sign, 0, 0), vec3(sign, 0, 0), FRONT);
  let upperSeen: boolean | undefined;
  let lowerSeen: boolean | undefined;
  const upperDirection = vec3(0, -1, 0);
  const lowerDirection = vec3(0, -1, 0);

  return {
    upperDirection,
    lowerDirection,
    get upperSeen() {
      return upperSeen ?? false;
    },
    get lowerSeen() {
      return lowerSeen ?? false;
    },

    look(person) {
      const { pose } = person;
      const shoulder = pose[POSE.shoulder + side]!;
      const elbow = pose[POSE.elbow + side]!;
      const wrist = pose[POSE.wrist + side]!;
      upperSeen = isSeen(upperSeen, person, POSE.elbow + side, side);
      subVec(likely, elbow, shoulder);
      if (!makeUnit(likely, LEAST_LENGTH)) upperSeen = false;
      else if (upperSeen) copyVec(upperDirection, likely);
      lowerSeen = upperSeen && isSeen(lowerSeen, person, POSE.wrist + side, side);
      subVec(likely, wrist, elbow);
      if (!makeUnit(likely, LEAST_LENGTH)) lowerSeen = false;
      else if (lowerSeen) copyVec(lowerDirection, likely);
    },

    raiseClavicle(chestUp, clavicles) {
      clavicles[side] = 0;
      if (!upperSeen) return;
      clavicles[side] =
        upperDirection.x * chestUp.x + upperDirection.y * chestUp.y + upperDirection.z * chestUp.z;
      smoothstepAt(clavicles, side, -0.2, 1.1);
      clavicles[side]! *= MOST_CLAVICLE;
    },

    poseShoulder(skeleton, clavicles) {
      followParent(skeleton, bones.shoulder);
      if (!skeleton.has[bones.shoulder]) return;
      const shoulder = skeleton.world[bones.shoulder]!;
      // About the front axis: up is a positive turn on the left side, a negative one on the right.
      const half = (clavicles[side]! * sign) / 2;
      twist.x = 0;
      twist.y = 0;
      twist.z = Math.sin(half);
      twist.w = Math.cos(half);
      multiplyQuat(shoulder, shoulder, twist);
    },

    pose(skeleton, image) {
      const { world } = skeleton;
      restAxis(likely, shape, world[BONE_INDEX.upperChest]!, upperDirection);
      hinge.solve(shape, upperDirection, lowerSeen ? lowerDirection : undefined, likely, image);
      copyQuat(world[bones.upperArm]!, hinge.hinge.upper);
      copyQuat(world[bones.lowerArm]!, hinge.hinge.lower);
    },

    poseHand(skeleton, hand) {
      const lower = skeleton.world[bones.lowerArm]!;
      if (!hand) {
        followParent(skeleton, bones.hand);
        return;
      }
      relativeQuat(twist, lower, hand);
      shareTwist(twist, shape.lower, sign);
      multiplyQuat(lower, lower, twist);
      copyQuat(skeleton.world[bones.hand]!, hand);
    },

    setSkeleton(skeleton) {
      shape = hingeShape(skeleton.direction[bones.upperArm]!, skeleton.direction[bones.lowerArm]!, FRONT);
    },

    reset() {
      upperSeen = undefined;
      lowerSeen = undefined;
      hinge.reset();
    },
  };
};

const isSeen = (
  was: boolean | undefined,
  person: PersonLandmarks,
  landmark: number,
  side: SideIndex,
): boolean => {
  const visibility = person.visibility[landmark]!;
  const bonus = person.hands[side]!.score > 0 ? BONUS_OF_HAND : 0;
  const threshold = was === undefined ? (APPEARS + VANISHES) / 2 : was ? VANISHES : APPEARS;
  return visibility > 0 && visibility + bonus >= threshold;
};

/**
 * Leaves of a hand's turn against the straight forearm what the forearm takes: a share of its twist about the unit vector `along`
 * (swing–twist decomposition), read within half a turn of {@link TWIST_MIDDLE}. `sign`: 1 where `along` is +X, −1 where it is −X.
 */
export const shareTwist = (q: Quat, along: Vec3, sign: number): void => {
  const turn = 2 * Math.PI;
  const twisted = 2 * Math.atan2(q.x * along.x + q.y * along.y + q.z * along.z, q.w) * sign;
  const angle = twisted - turn * Math.round((twisted - TWIST_MIDDLE) / turn);
  const half = (angle * sign * FOREARM_TWIST_SHARE) / 2;
  const sine = Math.sin(half);
  q.x = along.x * sine;
  q.y = along.y * sine;
  q.z = along.z * sine;
  q.w = Math.cos(half);
};
