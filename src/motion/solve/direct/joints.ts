import { PARENT_INDEX } from '@shared/humanoid';
import { rotateVec } from '../maths/quaternion';
import { addVec, copyVec, type Vec3, vec3 } from '../maths/vector';
import type { Skeleton } from './skeleton';

const arm = vec3();

/** Where the avatar's joint lies with the world rotations set so far, metres from its hips. */
export const jointFromHips = (out: Vec3, skeleton: Skeleton, bone: number): void => {
  out.x = 0;
  out.y = 0;
  out.z = 0;
  for (let at = bone; ; ) {
    const parent = PARENT_INDEX[at]!;
    if (parent < 0) return;
    rotateVec(arm, skeleton.world[parent]!, skeleton.offset[at]!);
    addVec(out, out, arm);
    at = parent;
  }
};

/** A point given in a bone's own axes, metres from the hips. */
export const pointFromHips = (out: Vec3, skeleton: Skeleton, bone: number, point: Vec3): void => {
  jointFromHips(out, skeleton, bone);
  copyVec(arm, point);
  rotateVec(arm, skeleton.world[bone]!, arm);
  addVec(out, out, arm);
};
