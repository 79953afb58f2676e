import type { TrackingFrame } from '@shared/tracking-frame';
import { basisQuat, type Quat, quat } from '../maths/quaternion';
import { cross, isFiniteVec, normalize, rejectFrom, setVec, vec3 } from '../maths/vector';
import { createLandmarkFacePose } from './landmark-pose';

/** How the face is turned and how far it is, from the model's matrix where given, else from the landmarks. */
export interface FacePose {
  /** Distance from the camera along its axis, metres. */
  distance: number;
  /** Writes the head's rotation in VRM axes. @returns false, leaving `out` as it was, where no face is seen. */
  solve(frame: TrackingFrame, out: Quat): boolean;
}

export const createFacePose = (): FacePose => {
  const fit = createLandmarkFacePose();
  const rotation = quat();
  const facePose: FacePose = {
    distance: 0,
    solve(frame, out) {
      if (!(frame.face.score > 0)) return false;
      if (frame.face.hasMatrix && fromMatrix(frame.face.matrix, rotation)) {
        facePose.distance = Math.max(0, -frame.face.matrix[14]! / 100);
      } else {
        if (!fit.solve(frame.face.landmarks, frame.imageWidth, frame.imageHeight, rotation)) return false;
        facePose.distance = fit.distance;
      }
      out.x = rotation.x;
      out.y = rotation.y;
      out.z = rotation.z;
      out.w = rotation.w;
      return true;
    },
  };
  return facePose;
};

const x = vec3();
const y = vec3();
const z = vec3();

/** The camera's OpenGL axes are VRM's as seen from the front: the matrix's rotation is the head's. */
const fromMatrix = (m: Float32Array, out: Quat): boolean => {
  setVec(z, m[8]!, m[9]!, m[10]!);
  setVec(y, m[4]!, m[5]!, m[6]!);
  if (!isFiniteVec(z) || !isFiniteVec(y) || normalize(z) === 0) return false;
  rejectFrom(y, z);
  if (normalize(y) === 0) return false;
  cross(x, y, z);
  basisQuat(out, x, y, z);
  return true;
};
