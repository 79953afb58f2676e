import type { TrackingFrame } from '@shared/tracking-frame';
import { basisQuat, copyQuat, type Quat, quat } from '../maths/quaternion';
import { cross, isFiniteVec, makeUnit, rejectFrom, setVec, vec3 } from '../maths/vector';
import { type AlignedFace, createAlignedFace } from './aligned-face';

/** How the face is turned and how far it is, from the model's matrix where given, else from the landmarks. */
export interface FacePose {
  /** Whether this frame has a face. */
  readonly seen: boolean;
  /** The head's rotation in VRM axes; the last one while no face is seen. */
  readonly rotation: Quat;
  /** Distance from the camera along its axis, metres. */
  readonly distance: number;
  /** The landmarks laid on the average face, where they could be. */
  readonly aligned: AlignedFace;
  readonly isAligned: boolean;
  solve(frame: TrackingFrame): void;
}

export const createFacePose = (): FacePose => {
  const aligned = createAlignedFace();
  const pose = {
    seen: false,
    isAligned: false,
    rotation: quat(),
    distance: 0,
    aligned,
    solve(frame: TrackingFrame): void {
      const { face, imageWidth, imageHeight } = frame;
      pose.isAligned = false;
      pose.seen = false;
      if (face.score <= 0) return;
      if (face.hasMatrix && fromMatrix(face.matrix, pose.rotation)) {
        pose.seen = true;
        pose.distance = Math.max(0, -face.matrix[14]! / 100);
        // Blendshapes are estimated from faces that were fitted, as those that the estimator has learnt from; the rest is as well without.
        pose.isAligned =
          (face.hasBlendshapes && aligned.place(face.landmarks, imageWidth, imageHeight, pose)) ||
          aligned.align(face.landmarks, imageWidth, imageHeight);
        return;
      }
      pose.isAligned = aligned.align(face.landmarks, imageWidth, imageHeight);
      pose.seen = pose.isAligned;
      if (!pose.seen) return;
      copyQuat(pose.rotation, aligned.rotation);
      pose.distance = aligned.distance;
    },
  };
  return pose;
};

const x = vec3();
const y = vec3();
const z = vec3();

/** The camera's OpenGL axes are VRM's as seen from the front: the matrix's rotation is the head's. */
const fromMatrix = (m: Float32Array, out: Quat): boolean => {
  setVec(z, m[8]!, m[9]!, m[10]!);
  setVec(y, m[4]!, m[5]!, m[6]!);
  if (!isFiniteVec(z) || !isFiniteVec(y) || !makeUnit(z)) return false;
  rejectFrom(y, z);
  if (!makeUnit(y)) return false;
  cross(x, y, z);
  basisQuat(out, x, y, z);
  return true;
};
