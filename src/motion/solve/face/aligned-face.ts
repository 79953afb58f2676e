import { FACE_LANDMARKS } from '@shared/tracking-frame';
import {
  alignQuat,
  copyQuat,
  multiplyQuat,
  type Quat,
  quat,
  relativeQuat,
  swingQuat,
  unrotateVec,
} from '../maths/quaternion';
import { createPointPairs, fitRotation, type PointPairs } from '../maths/rigid-fit';
import {
  addVec,
  copyVec,
  isFiniteVec,
  makeUnit,
  scaleVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../maths/vector';
import { FACE_MIDDLE, FACE_TWINS } from './canonical-face';

/**
 * Vertical field of view that MediaPipe's own face geometry assumes of an unknown camera: 63 degrees
 * (face_geometry_from_landmarks_graph, `PerspectiveCamera.vertical_fov_degrees`).
 */
export const ASSUMED_FIELD_OF_VIEW = (63 * Math.PI) / 180;

/** Focal length of the assumed camera, in heights of its picture. */
const FOCAL_LENGTH = 0.5 / Math.tan(ASSUMED_FIELD_OF_VIEW / 2);

/** Focal length in pixels of the assumed camera. */
export const assumedFocalLength = (imageHeight: number): number => imageHeight * FOCAL_LENGTH;

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
const CENTRE = vec3();
for (const point of POINTS) {
  CENTRE.y += point.y / POINTS.length;
  CENTRE.z += point.z / POINTS.length;
}
/** The same points as a plain list: x, y, z of each. */
const FLAT_POINTS = Float64Array.from(POINTS.flatMap(({ x, y, z }) => [x, y, z]));
const SPREAD = POINTS.reduce((sum, p) => sum + p.x * p.x + (p.y - CENTRE.y) ** 2 + (p.z - CENTRE.z) ** 2, 0);

/** Eye corners, sides and ridge of the face: the few points by which a face of known turn and size is moved into place. */
const ANCHORS = Uint16Array.of(33, 263, 234, 454, 168, 5);
/** Where their middle lies on the average face. */
const ANCHOR = vec3();
for (const index of ANCHORS) {
  const { y, z } = POINTS[INDICES.indexOf(index)]!;
  ANCHOR.y += y / ANCHORS.length;
  ANCHOR.z += z / ANCHORS.length;
}

const CORNER_RIGHT = 33;
const CORNER_LEFT = 263;
const FOREHEAD = 10;
const BRIDGE = 168;
const VIEW_AXIS = vec3(0, 0, -1);
const X = vec3(1, 0, 0);
const Y = vec3(0, 1, 0);

/** How a face is turned and how far it is, as the tracker says. */
export interface KnownPose {
  readonly rotation: Quat;
  readonly distance: number;
}

/** A face's landmarks and where the average face lies among them. */
export interface AlignedFace {
  /** Head rotation in VRM axes, as seen by a camera of {@link ASSUMED_FIELD_OF_VIEW}. */
  readonly rotation: Quat;
  /** Metres from the camera, for a head of average size. */
  readonly distance: number;
  /** @returns false, leaving all as it was, for landmarks that are no face. */
  align(landmarks: Float32Array, imageWidth: number, imageHeight: number): boolean;
  /**
   * As {@link AlignedFace.align}, of a face of which the turn (VRM axes) and the distance (metres) are known already: a third of the
   * work, and a tenth of the landmarks read.
   */
  place(landmarks: Float32Array, imageWidth: number, imageHeight: number, known: KnownPose): boolean;
  /** A landmark of the face aligned last: centimetres in the axes of the canonical face, turned, moved and scaled onto it. */
  point(index: number, out: Vec3): void;
  /**
   * Several landmarks at once: x, y, z of each, as by {@link AlignedFace.point}, from the start of `out`; after them where the
   * face's y and z axis point as the camera sees the face (unit vectors, x to the picture's right, y up, z to the camera).
   */
  points(indices: Uint16Array, out: Float64Array): void;
}

/**
 * A rigid fit of the average face to image landmarks (as the model's own matrix is one, of its canonical face). Landmarks are
 * given as if seen from far away, so the fit is relative to the ray to the face; the turn from the camera's axis to that ray
 * is added for the head's rotation.
 */
export const createAlignedFace = (): AlignedFace => {
  const pairs = createPointPairs();
  const relative = quat();
  const view = quat();
  const point = vec3();
  const across = vec3();
  const upwards = vec3();
  const ray = vec3();
  const centre = vec3();
  /** Where {@link centre} lies on the average face. */
  const home = vec3();
  const fitted = quat();
  let source: Float32Array = new Float32Array(0);
  let width = 1;
  let height = 1;
  /** From pixels to centimetres on the average face. In an array, for a closure's number would be put on the heap. */
  const scale = Float64Array.of(1);
  /** Rows of the turn back onto the average face, scaled. */
  const turn = new Float64Array(9);

  const read = (out: Vec3, landmarks: Float32Array, index: number, w: number, h: number): void =>
    setVec(out, landmarks[index * 3]! * w, -landmarks[index * 3 + 1]! * h, -landmarks[index * 3 + 2]! * w);

  const firstGuess = (landmarks: Float32Array, w: number, h: number): boolean => {
    read(across, landmarks, CORNER_LEFT, w, h);
    read(point, landmarks, CORNER_RIGHT, w, h);
    subVec(across, across, point);
    read(upwards, landmarks, FOREHEAD, w, h);
    read(point, landmarks, BRIDGE, w, h);
    subVec(upwards, upwards, point);
    return makeUnit(across, 1) && makeUnit(upwards, 1) && alignQuat(fitted, X, Y, across, upwards);
  };

  /** `view`: from the camera's axis to the ray to {@link centre}. */
  const turnToView = (w: number, h: number): void => {
    const focal = h * FOCAL_LENGTH;
    setVec(ray, (centre.x - w / 2) / focal, (centre.y + h / 2) / focal, -1);
    makeUnit(ray);
    swingQuat(view, VIEW_AXIS, ray);
  };

  const face = {
    rotation: quat(),
    distance: 0,

    align(landmarks: Float32Array, imageWidth: number, imageHeight: number): boolean {
      if (landmarks.length < FACE_LANDMARKS * 3 || !(imageWidth > 0 && imageHeight > 0)) return false;
      if (!firstGuess(landmarks, imageWidth, imageHeight)) return false;
      sumPairs(pairs, landmarks, imageWidth, imageHeight);
      const count = INDICES.length;
      const cx = pairs.to[0]! / count;
      const cy = pairs.to[1]! / count;
      const cz = pairs.to[2]! / count;
      const spread = squares[0]! - count * (cx * cx + cy * cy + cz * cz);
      if (!Number.isFinite(spread) || !(spread > 0)) return false;
      fitRotation(fitted, pairs);
      setVec(centre, cx, cy, cz);
      copyQuat(relative, fitted);
      source = landmarks;
      width = imageWidth;
      height = imageHeight;
      copyVec(home, CENTRE);
      scale[0] = Math.sqrt(SPREAD / spread);
      turnToView(imageWidth, imageHeight);
      multiplyQuat(face.rotation, view, relative);
      face.distance = (imageHeight * FOCAL_LENGTH * scale[0]!) / 100;
      return true;
    },

    place(landmarks: Float32Array, imageWidth: number, imageHeight: number, known: KnownPose): boolean {
      if (landmarks.length < FACE_LANDMARKS * 3 || !(imageWidth > 0 && imageHeight > 0)) return false;
      if (!(known.distance > 0)) return false;
      setVec(upwards, 0, 0, 0);
      for (let i = 0; i < ANCHORS.length; i++) {
        read(point, landmarks, ANCHORS[i]!, imageWidth, imageHeight);
        addVec(upwards, upwards, point);
      }
      scaleVec(upwards, upwards, 1 / ANCHORS.length);
      if (!isFiniteVec(upwards)) return false;
      copyVec(centre, upwards);
      source = landmarks;
      width = imageWidth;
      height = imageHeight;
      copyVec(home, ANCHOR);
      face.distance = known.distance;
      scale[0] = (100 * known.distance) / (imageHeight * FOCAL_LENGTH);
      turnToView(imageWidth, imageHeight);
      copyQuat(face.rotation, known.rotation);
      relativeQuat(relative, view, known.rotation);
      return true;
    },

    point(index: number, out: Vec3): void {
      read(out, source, index, width, height);
      subVec(out, out, centre);
      unrotateVec(out, relative, out);
      const k = scale[0]!;
      setVec(out, out.x * k + home.x, out.y * k + home.y, out.z * k + home.z);
    },

    points(indices: Uint16Array, out: Float64Array): void {
      writeTurn(turn, relative, scale);
      for (let i = 0; i < indices.length; i++) {
        const from = indices[i]! * 3;
        const x = source[from]! * width - centre.x;
        const y = -source[from + 1]! * height - centre.y;
        const z = -source[from + 2]! * width - centre.z;
        out[i * 3] = turn[0]! * x + turn[1]! * y + turn[2]! * z + home.x;
        out[i * 3 + 1] = turn[3]! * x + turn[4]! * y + turn[5]! * z + home.y;
        out[i * 3 + 2] = turn[6]! * x + turn[7]! * y + turn[8]! * z + home.z;
      }
      for (let i = 0; i < 6; i++) out[indices.length * 3 + i] = turn[3 + i]! / scale[0]!;
    },
  };
  return face;
};

/** Sum of the landmarks' squared distances from the origin, by {@link sumPairs}. */
const squares = new Float64Array(1);

/**
 * Sums over the average face's points and the landmarks that they are, in locals: the same as `addPair` for each, without its
 * reads and writes.
 */
const sumPairs = (pairs: PointPairs, landmarks: Float32Array, width: number, height: number): void => {
  let square = 0;
  let toX = 0;
  let toY = 0;
  let toZ = 0;
  let xx = 0;
  let xy = 0;
  let xz = 0;
  let yx = 0;
  let yy = 0;
  let yz = 0;
  let zx = 0;
  let zy = 0;
  let zz = 0;
  for (let i = 0; i < INDICES.length; i++) {
    const at = INDICES[i]! * 3;
    const x = landmarks[at]! * width;
    const y = -landmarks[at + 1]! * height;
    const z = -landmarks[at + 2]! * width;
    const fx = FLAT_POINTS[i * 3]!;
    const fy = FLAT_POINTS[i * 3 + 1]!;
    const fz = FLAT_POINTS[i * 3 + 2]!;
    square += x * x + y * y + z * z;
    toX += x;
    toY += y;
    toZ += z;
    xx += x * fx;
    xy += x * fy;
    xz += x * fz;
    yx += y * fx;
    yy += y * fy;
    yz += y * fz;
    zx += z * fx;
    zy += z * fy;
    zz += z * fz;
  }
  const { product } = pairs;
  pairs.weight = INDICES.length;
  // Sums over the average face: always the same.
  pairs.from[0] = 0;
  pairs.from[1] = CENTRE.y * INDICES.length;
  pairs.from[2] = CENTRE.z * INDICES.length;
  pairs.to[0] = toX;
  pairs.to[1] = toY;
  pairs.to[2] = toZ;
  product[0] = xx;
  product[1] = xy;
  product[2] = xz;
  product[3] = yx;
  product[4] = yy;
  product[5] = yz;
  product[6] = zx;
  product[7] = zy;
  product[8] = zz;
  squares[0] = square;
};

/** The inverse of the rotation `q` as a matrix, row by row, times the only number of `size`. */
const writeTurn = (out: Float64Array, q: Quat, size: Float64Array): void => {
  const scale = size[0]!;
  out[0] = scale * (1 - 2 * (q.y * q.y + q.z * q.z));
  out[1] = scale * 2 * (q.x * q.y + q.w * q.z);
  out[2] = scale * 2 * (q.x * q.z - q.w * q.y);
  out[3] = scale * 2 * (q.x * q.y - q.w * q.z);
  out[4] = scale * (1 - 2 * (q.x * q.x + q.z * q.z));
  out[5] = scale * 2 * (q.y * q.z + q.w * q.x);
  out[6] = scale * 2 * (q.x * q.z + q.w * q.y);
  out[7] = scale * 2 * (q.y * q.z - q.w * q.x);
  out[8] = scale * (1 - 2 * (q.x * q.x + q.y * q.y));
};
