import { add, dot, length, mix, normalize, scale, sub, type Vec3 } from '../vector';
import { CHIN, FACE_OVAL, INNER_LIPS, LEFT_EYE, MOUTH_CORNERS, RIGHT_EYE } from './landmark-sets';

/** A face found in a picture: 478 × (x, y, z) in 0..1 of the picture as MediaPipe gives them (see `TrackingFrame`). */
export interface FoundFace {
  readonly landmarks: ArrayLike<number>;
  readonly imageWidth: number;
  readonly imageHeight: number;
}

/** Place on the face in units of the distance between the eyes' outer corners: to the person's left, up, out of the face. */
export type FacePoint = Vec3;

/** Where a face is in its picture, and how the picture stands in the world. */
export interface FaceFrame {
  /** All landmarks, metres. */
  readonly landmarks: readonly Vec3[];
  readonly uvs: readonly (readonly [number, number])[];
  /** The picture's edges, metres. */
  readonly edges: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly toWorld: (x: number, y: number) => Vec3;
  readonly toUv: (place: Vec3) => readonly [number, number];
  readonly toFace: (place: Vec3) => FacePoint;
  /** A displacement on the face as one in the world. */
  readonly turn: (displacement: FacePoint) => Vec3;
  readonly at: (landmark: number) => FacePoint;
  /** Height of the parting of the lips at `x`, and half the mouth's width. */
  readonly lipLine: (x: number) => number;
  readonly mouth: { readonly x: number; readonly halfWidth: number };
  readonly chin: number;
}

/** Metres between the outer corners of the eyes: an adult's, 95 mm (anthropometric mean of the biocular width). */
const EYE_SPAN = 0.095;

/** Depth kept of what lies behind the outline of the face: with all of it the cheeks of a turned sheet would cover themselves. */
const BACK_DEPTH = 0.4;

/** A smaller face than this (pixels between the eyes' outer corners) has no mouth to speak of. */
const LEAST_PIXELS = 24;

/**
 * @param eyes where the middle between the eyes shall be, metres
 * @throws Error with a sentence for the user where the face is too small or turned too far
 */
export function createFaceFrame(face: FoundFace, eyes: Vec3): FaceFrame {
  const { landmarks, imageWidth: width, imageHeight: height } = face;
  const pixel = (i: number): Vec3 => [
    landmarks[i * 3]! * width,
    -landmarks[i * 3 + 1]! * height,
    -landmarks[i * 3 + 2]! * width,
  ];
  const right = pixel(RIGHT_EYE.outerCorner);
  const left = pixel(LEFT_EYE.outerCorner);
  const across = sub(left, right);
  const span = length(across);
  if (!(span >= LEAST_PIXELS))
    throw new Error('The face in the picture is too small. Choose a closer picture.');
  if (Math.abs(across[2]) > 0.5 * span || across[0] < 0.5 * span)
    throw new Error('The face in the picture looks too far to the side. Choose a picture from the front.');

  const size = EYE_SPAN / span;
  const middle = scale(add(left, right), 0.5);
  const depth = FACE_OVAL.reduce((sum, i) => sum + pixel(i)[2], 0) / FACE_OVAL.length;
  const place = ([x, y, z]: Vec3): Vec3 => [
    eyes[0] + (x - middle[0]) * size,
    eyes[1] + (y - middle[1]) * size,
    (z - depth) * size * (z < depth ? BACK_DEPTH : 1),
  ];
  const places = Array.from({ length: landmarks.length / 3 }, (_, i) => place(pixel(i)));

  const eyesMiddle = place(middle);
  const ex = normalize([across[0], across[1], 0]);
  const ey: Vec3 = [-ex[1], ex[0], 0];
  const toFace = (p: Vec3): FacePoint => {
    const d = sub(p, eyesMiddle);
    return [dot(d, ex) / EYE_SPAN, dot(d, ey) / EYE_SPAN, d[2] / EYE_SPAN];
  };
  const at = (i: number): FacePoint => toFace(places[i]!);
  const corners = [at(MOUTH_CORNERS.right), at(MOUTH_CORNERS.left)] as const;

  return {
    landmarks: places,
    uvs: places.map((_, i) => [landmarks[i * 3]!, landmarks[i * 3 + 1]!]),
    edges: {
      left: place([0, 0, 0])[0],
      right: place([width, 0, 0])[0],
      top: place([0, 0, 0])[1],
      bottom: place([0, -height, 0])[1],
    },
    toWorld: (x, y) => add(eyesMiddle, add(scale(ex, x * EYE_SPAN), scale(ey, y * EYE_SPAN))),
    toUv: ([x, y]) => [
      ((x - eyes[0]) / size + middle[0]) / width,
      -((y - eyes[1]) / size + middle[1]) / height,
    ],
    toFace,
    turn: ([x, y, z]) => add(scale(ex, x * EYE_SPAN), add(scale(ey, y * EYE_SPAN), [0, 0, z * EYE_SPAN])),
    at,
    lipLine: lipLine(at),
    mouth: { x: (corners[0][0] + corners[1][0]) / 2, halfWidth: (corners[1][0] - corners[0][0]) / 2 },
    chin: at(CHIN)[1],
  };
}

/** Between the inner edges of the lips; level outside of the corners. */
function lipLine(at: (landmark: number) => FacePoint): (x: number) => number {
  const points = INNER_LIPS.upper.map((upper, i) => {
    const [a, b] = [at(upper), at(INNER_LIPS.lower[i]!)];
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
  });
  return (x) => curveAt(points, x);
}

/** Height of a line of points, sorted by x, at `x`. */
export function curveAt(points: readonly (readonly [number, number])[], x: number): number {
  const next = points.findIndex(([px]) => px > x);
  if (next === 0) return points[0]![1];
  if (next < 0) return points.at(-1)![1];
  const [a, b] = [points[next - 1]!, points[next]!];
  return mix(a[1], b[1], (x - a[0]) / Math.max(b[0] - a[0], 1e-9));
}
