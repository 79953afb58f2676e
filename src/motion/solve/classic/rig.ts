import { BONE_INDEX, type HumanoidBone, mirroredBone } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';

/** Euler angles as Kalidokit gives them: radians, order XYZ. */
export interface KalidokitEuler {
  x: number;
  y: number;
  z: number;
}

/**
 * Sets `bone`, as Kalidokit names it, to its Euler angles times `gain`.
 *
 * Kalidokit speaks of VRM 0 axes (the model faces −Z) and of a mirror image: its *Right* is the person's left. VRM 0 → 1 is
 * a half turn about Y, (x, y, z, w) → (−x, y, −z, w); the mirror at the YZ plane is (x, −y, −z, w) with the sides swapped;
 * both together are (−x, −y, z, w).
 */
export const rigBone = (out: MotionFrame, bone: HumanoidBone, euler: KalidokitEuler, gain = 1): void => {
  const index = BONE_INDEX[mirroredBone(bone)];
  const sx = Math.sin((euler.x * gain) / 2);
  const cx = Math.cos((euler.x * gain) / 2);
  const sy = Math.sin((euler.y * gain) / 2);
  const cy = Math.cos((euler.y * gain) / 2);
  const sz = Math.sin((euler.z * gain) / 2);
  const cz = Math.cos((euler.z * gain) / 2);
  const x = sx * cy * cz + cx * sy * sz;
  const y = cx * sy * cz - sx * cy * sz;
  const z = cx * cy * sz + sx * sy * cz;
  const w = cx * cy * cz - sx * sy * sz;
  if (!Number.isFinite(x + y + z + w)) return;
  out.bones[index * 4] = -x;
  out.bones[index * 4 + 1] = -y;
  out.bones[index * 4 + 2] = z;
  out.bones[index * 4 + 3] = w;
  out.drives.bones[index] = 1;
};
