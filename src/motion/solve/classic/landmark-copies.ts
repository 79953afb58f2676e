import { FACE_LANDMARKS, HAND_LANDMARKS, POSE_LANDMARKS } from '@shared/tracking-frame';

/** A landmark as Kalidokit reads it. */
export interface KalidokitLandmark {
  x: number;
  y: number;
  z: number;
  visibility: number;
}

/** The arrays of objects that Kalidokit works on, kept from frame to frame; `Face.solve` overwrites what it is given. */
export interface LandmarkCopies {
  readonly face: KalidokitLandmark[];
  readonly pose: KalidokitLandmark[];
  readonly poseWorld: KalidokitLandmark[];
  readonly hand: KalidokitLandmark[];
}

const landmarks = (count: number): KalidokitLandmark[] =>
  Array.from({ length: count }, () => ({ x: 0, y: 0, z: 0, visibility: 0 }));

export const createLandmarkCopies = (): LandmarkCopies => ({
  face: landmarks(FACE_LANDMARKS),
  pose: landmarks(POSE_LANDMARKS),
  poseWorld: landmarks(POSE_LANDMARKS),
  hand: landmarks(HAND_LANDMARKS),
});

/**
 * Copies `from` (count × `stride`: x, y, z and, where stride is 4, visibility) into `to`.
 * @returns false where a number is not finite; `to` is then not to be used.
 */
export const copyLandmarks = (from: Float32Array, stride: 3 | 4, to: KalidokitLandmark[]): boolean => {
  let finite = true;
  for (let i = 0; i < to.length; i++) {
    const at = i * stride;
    const landmark = to[i]!;
    landmark.x = from[at]!;
    landmark.y = from[at + 1]!;
    landmark.z = from[at + 2]!;
    landmark.visibility = stride === 4 ? from[at + 3]! : 1;
    finite &&= Number.isFinite(landmark.x + landmark.y + landmark.z + landmark.visibility);
  }
  return finite;
};
