import { FACE_LANDMARKS } from '@shared/tracking-frame';
import { alignQuat, multiplyQuat, type Quat, quat, swingQuat } from '../maths/quaternion';
import { addPair, clearPairs, createPointPairs, fitRotation } from '../maths/rigid-fit';
import { normalize, setVec, subVec, type Vec3, vec3 } from '../maths/vector';
import { FACE_MIDDLE, FACE_TWINS } from './canonical-face';

/**
 * Vertical field of view that MediaPipe's own face geometry assumes of an unknown camera: 63 degrees
 * (face_geometry_from_landmarks_graph, `PerspectiveCamera.vertical_fov_degrees`).
 */
export const ASSUMED_FIELD_OF_VIEW = (63 * Math.PI) / 180;

/** Focal length in pixels of the assumed camera. */
export const assumedFocalLength = (imageHeight: number): number =>
  imageHeight / 2 / Math.tan(ASSUMED_FIELD_OF_VIEW / 2);

const INDICES: number[] = [];
const POINTS: Vec3[] = [];
for (const [right, left, x, y, z] of FACE_TWINS) {
  INDICES.push(right, left);
  POINTS.push(vec3(-x, y, z), vec3(x, y, z));
}
for (const [index, y, z] of FACE_MIDDLE) {
  INDICES.push(index);
  POINTS.push(vec3(0, y, z));
}

/** Half the distance between the outer corners of the eyes of {@link FACE_TWINS}, as a measure of size. */
const CORNER_RIGHT = 33;
const CORNER_LEFT = 263;
const FOREHEAD = 10;
const BRIDGE = 168;

export interface LandmarkFacePose {
  /** Metres from the camera, for a head of average size. */
  readonly distance: number;
  /** Writes the rotation in VRM axes. @returns false, leaving `out` as it was, for landmarks that are no face. */
  solve(landmarks: Float32Array, imageWidth: number, imageHeight: number, out: Quat): boolean;
}

const VIEW_AXIS = vec3(0, 0, -1);
const X = vec3(1, 0, 0);
const Y = vec3(0, 1, 0);

/**
 * The head's rotation from image landmarks alone: a rigid fit of the average face (as the model's matrix is one, of its
 * canonical face). Landmarks are given as if seen from far away, so the fit is relative to the ray to the face; the turn
 * from the camera's axis to that ray is added.
 */
export const createLandmarkFacePose = (): LandmarkFacePose => {
  const pairs = createPointPairs();
  const rotation = quat();
  const view = quat();
  const point = vec3();
  const centre = vec3();
  const across = vec3();
  const upwards = vec3();
  const ray = vec3();
  const pose = {
    distance: 0,
    solve(landmarks: Float32Array, imageWidth: number, imageHeight: number, out: Quat): boolean {
      if (landmarks.length < FACE_LANDMARKS * 3 || !(imageWidth > 0 && imageHeight > 0)) return false;
      const read = (to: Vec3, index: number): void =>
        setVec(
          to,
          landmarks[index * 3]! * imageWidth,
          -landmarks[index * 3 + 1]! * imageHeight,
          -landmarks[index * 3 + 2]! * imageWidth,
        );
      read(across, CORNER_LEFT);
      read(point, CORNER_RIGHT);
      subVec(across, across, point);
      read(upwards, FOREHEAD);
      read(point, BRIDGE);
      subVec(upwards, upwards, point);
      if (!(normalize(across) > 1) || !(normalize(upwards) > 1)) return false;
      if (!alignQuat(rotation, X, Y, across, upwards)) return false;
      clearPairs(pairs);
      setVec(centre, 0, 0, 0);
      let spread = 0;
      let spreadOfFace = 0;
      const { x: x0, y: y0, z: z0 } = point;
      for (let i = 0; i < INDICES.length; i++) {
        read(point, INDICES[i]!);
        const face = POINTS[i]!;
        addPair(pairs, face, point, 1);
        centre.x += point.x;
        centre.y += point.y;
        spread += (point.x - x0) ** 2 + (point.y - y0) ** 2 + (point.z - z0) ** 2;
        spreadOfFace += face.x * face.x + face.y * face.y + face.z * face.z;
      }
      if (!Number.isFinite(spread) || !(spread > 0)) return false;
      fitRotation(rotation, pairs);
      const focal = assumedFocalLength(imageHeight);
      setVec(
        ray,
        (centre.x / INDICES.length - imageWidth / 2) / focal,
        (centre.y / INDICES.length + imageHeight / 2) / focal,
        -1,
      );
      normalize(ray);
      swingQuat(view, VIEW_AXIS, ray);
      multiplyQuat(out, view, rotation);
      pose.distance = (focal * Math.sqrt(spreadOfFace / spread)) / 100;
      return true;
    },
  };
  return pose;
};
