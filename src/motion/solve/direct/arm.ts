import { BONE_INDEX } from '@shared/humanoid';
import {
  axisAngleQuat,
  copyQuat,
  multiplyQuat,
  type Quat,
  quat,
  relativeQuat,
  twistAngle,
} from '../maths/quaternion';
import { clamp, copyVec, dot, normalize, smoothstep, subVec, type Vec3, vec3 } from '../maths/vector';
import {
  createHingeSolver,
  type HingeShape,
  type HingeSolver,
  hingeShape,
  restAxis,
  twistBone,
} from './hinge';
import { type PersonLandmarks, POSE, type SideIndex } from './landmarks';
import { followParent, type Skeleton } from './skeleton';

const BONES = (['left', 'right'] as const).map((side) => ({
  shoulder: BONE_INDEX[`${side}Shoulder`],
  upperArm: BONE_INDEX[`${side}UpperArm`],
  lowerArm: BONE_INDEX[`${side}LowerArm`],
  hand: BONE_INDEX[`${side}Hand`],
}));

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
  /** How far a clavicle rises with this upper arm. `chestUp`: the chest's up axis in the world. */
  clavicleRise(chestUp: Vec3): number;
  /** Sets the shoulder in the world, raised by `clavicle` radians. */
  poseShoulder(skeleton: Skeleton, clavicle: number): void;
  /** Sets upper and lower arm in the world from the directions. */
  pose(skeleton: Skeleton, time: number): void;
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
      const { pose, visibility } = person;
      const shoulder = pose[POSE.shoulder + side]!;
      const elbow = pose[POSE.elbow + side]!;
      const wrist = pose[POSE.wrist + side]!;
      const bonus = person.hands[side]!.score > 0 ? BONUS_OF_HAND : 0;
      upperSeen = isSeen(upperSeen, visibility[POSE.elbow + side]!, bonus);
      subVec(likely, elbow, shoulder);
      if (normalize(likely) < 0.02) upperSeen = false;
      else if (upperSeen) copyVec(upperDirection, likely);
      lowerSeen = upperSeen && isSeen(lowerSeen, visibility[POSE.wrist + side]!, bonus);
      subVec(likely, wrist, elbow);
      if (normalize(likely) < 0.02) lowerSeen = false;
      else if (lowerSeen) copyVec(lowerDirection, likely);
    },

    clavicleRise(chestUp) {
      if (!upperSeen) return 0;
      return MOST_CLAVICLE * smoothstep(-0.2, 1.1, dot(upperDirection, chestUp));
    },

    poseShoulder(skeleton, clavicle) {
      followParent(skeleton, bones.shoulder);
      if (!skeleton.has[bones.shoulder]) return;
      const shoulder = skeleton.world[bones.shoulder]!;
      // About the front axis: up is a positive turn on the left side, a negative one on the right.
      axisAngleQuat(twist, FRONT, clavicle * sign);
      multiplyQuat(shoulder, shoulder, twist);
    },

    pose(skeleton, time) {
      const { world } = skeleton;
      restAxis(likely, shape, world[BONE_INDEX.upperChest]!, upperDirection);
      hinge.solve(shape, upperDirection, lowerSeen ? lowerDirection : undefined, likely, time);
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
      const along = shape.lower;
      const middle = TWIST_MIDDLE;
      // `along` is +X or −X; the middle is given about +X.
      const angle = wrapAround(twistAngle(twist, along) * sign, middle) * sign;
      twistBone(lower, along, angle * FOREARM_TWIST_SHARE);
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

const isSeen = (was: boolean | undefined, visibility: number, bonus: number): boolean => {
  const threshold = was === undefined ? (APPEARS + VANISHES) / 2 : was ? VANISHES : APPEARS;
  return visibility > 0 && visibility + bonus >= threshold;
};

/** `angle` plus whole turns so that it lies within half a turn of `middle`. */
const wrapAround = (angle: number, middle: number): number => {
  const turn = 2 * Math.PI;
  return clamp(angle - turn * Math.round((angle - middle) / turn), middle - Math.PI, middle + Math.PI);
};
