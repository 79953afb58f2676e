import { BONE_COUNT, HUMANOID_BONES, PARENT_INDEX } from '@shared/humanoid';
import { BONE_GROUP } from './groups';
import { copyQuaternion, logDifference, multiply, multiplyInverse } from './quaternion';

/**
 * Bones that the camera sees by themselves: their orientation is as steady as their own landmarks, while their local rotation
 * carries the noise of every bone above. They are filtered in the body's space (that of the hips' parent).
 */
const SEEN_BY_ITSELF = /^(upperChest|head)$|(UpperArm|LowerArm|Hand|UpperLeg|LowerLeg|Foot)$/;

export const IN_BODY_SPACE = Uint8Array.from(HUMANOID_BONES, (bone) => (SEEN_BY_ITSELF.test(bone) ? 1 : 0));

/** Bones that have such a bone below or are one; fingers, eyes, jaw and toes stay local. */
const TRUNK_BONES = Uint8Array.from(
  HUMANOID_BONES.flatMap((bone, i) => (/Thumb|Index|Middle|Ring|Little|Eye|jaw|Toes/.test(bone) ? [] : [i])),
);

/**
 * Local rotations to body space, in place, for {@link TRUNK_BONES}. Bones of groups that are not `usable` are taken from `held`
 * instead.
 */
export const toBodySpace = (bones: Float64Array, held: Float64Array, usable: Uint8Array): void => {
  for (let b = 0; b < BONE_COUNT; b++) if (!usable[BONE_GROUP[b]!]) copyQuaternion(held, b * 4, bones, b * 4);
  for (let i = 1; i < TRUNK_BONES.length; i++) {
    const b = TRUNK_BONES[i]! * 4;
    multiply(bones, PARENT_INDEX[TRUNK_BONES[i]!]! * 4, bones, b, bones, b);
  }
};

/**
 * Filtered rotations (body space where {@link IN_BODY_SPACE}, else local) back to local ones. Bones of groups that are not
 * `usable` keep their local rotation, and their filter follows.
 */
export const createLocalTargets = () => {
  const targets = new Float64Array(BONE_COUNT * 4);
  const velocities = new Float64Array(BONE_COUNT * 3);
  const world = new Float64Array(BONE_COUNT * 4);
  for (let w = 3; w < targets.length; w += 4) targets[w] = 1;

  return {
    /** Local rotations, count × (x, y, z, w). */
    targets,
    /** How fast they move, in their own axes, rad/s. */
    velocities,
    /** Brings the targets of all bones up to date from the filters' `values`. */
    update: (values: Float64Array, usable: Uint8Array): void => {
      for (let i = 0; i < TRUNK_BONES.length; i++) {
        const b = TRUNK_BONES[i]!;
        const at = b * 4;
        const parent = PARENT_INDEX[b]! * 4;
        if (parent < 0) {
          copyQuaternion(values, at, world, at);
          copyQuaternion(values, at, targets, at);
        } else if (!IN_BODY_SPACE[b]) {
          copyQuaternion(values, at, targets, at);
          multiply(world, parent, values, at, world, at);
        } else if (usable[BONE_GROUP[b]!]) {
          copyQuaternion(values, at, world, at);
          multiplyInverse(world, parent, values, at, targets, at);
        } else {
          multiply(world, parent, targets, at, world, at);
          copyQuaternion(world, at, values, at);
        }
      }
    },
    /** Takes a filtered local bone over as it is. */
    copy: (b: number, values: Float64Array): void => copyQuaternion(values, b * 4, targets, b * 4),
    /**
     * Measures how fast a bone's target moved since `previous`, `passed[group]` seconds ago; 0 seconds: it is at rest. A bone that
     * is filtered locally moved by its filter's last step (`steps`, rotation vectors by bone).
     */
    measure: (
      b: number,
      previous: Float64Array,
      steps: Float64Array,
      passed: Float64Array,
      group: number,
    ): void => {
      const v = b * 3;
      const seconds = passed[group]!;
      if (!(seconds > 0)) {
        velocities.fill(0, v, v + 3);
        return;
      }
      if (IN_BODY_SPACE[b]) logDifference(previous, b * 4, targets, b * 4, steps, v);
      const gain = VELOCITY_SHARE / seconds;
      for (let k = v; k < v + 3; k++)
        velocities[k] = gain * steps[k]! + (1 - VELOCITY_SHARE) * velocities[k]!;
    },
  };
};

/** Share of the newest difference in the velocity. */
const VELOCITY_SHARE = 0.45;
