import Delaunator from 'delaunator';
import { addTriangle, addVertex, createMesh, type Mesh, type Weights } from '../mesh';
import { length, mix, smoothstep, sub, type Vec3 } from '../vector';
import type { FaceFrame, FacePoint } from './face-frame';
import { FACE_OVAL, INNER_LIPS, LEFT_EYE, RIGHT_EYE } from './landmark-sets';
import type { PortraitMotion, PortraitPoint } from './lip-motions';

/** The picture as a sheet that can be bent: the face's landmarks, and a net over the rest. */
export interface Sheet {
  readonly mesh: Mesh;
  /** The points that the mesh's vertices are, in their order. */
  readonly points: readonly PortraitPoint[];
  /** Triangles between the lips: cut out of the sheet, for the mouth opens there. */
  readonly betweenLips: readonly (readonly [number, number, number])[];
}

/** Distances of the net's points, in units of FacePoint: near the face and at the picture's edge. */
const NEAR = 0.16;
const FAR = 0.5;
/** Net points keep this far from the outline of the face. */
const GAP = 0.07;
/** A picture's head turns less than the person's: seen from far to the side a sheet is a line. */
const HEAD_SHARE = 0.7;

const INNER = new Set<number>([...INNER_LIPS.upper, ...INNER_LIPS.lower]);

/** @param open the motion that parts the lips, which tells what belongs to which lip */
export function createSheet(face: FaceFrame, open: PortraitMotion): Sheet {
  const landmarks = face.landmarks.map((place, landmark): PortraitPoint & { world: Vec3 } => ({
    place: face.toFace(place),
    landmark,
    world: place,
  }));
  const net = netPoints(face).map((world) => ({ place: face.toFace(world), landmark: -1, world }));
  const points = [...landmarks, ...net];

  const mesh = createMesh('Picture', 'Picture');
  for (const { world, place, landmark } of points)
    addVertex(mesh, {
      position: world,
      normal: [0, 0, 1],
      uv: landmark >= 0 ? face.uvs[landmark]! : face.toUv(world),
      weights: weightsAt(place, face),
    });
  const betweenLips: [number, number, number][] = [];
  for (const [a, b, c] of triangulate(points, open)) {
    if ([a, b, c].every((i) => INNER.has(i))) betweenLips.push([a, b, c]);
    else addTriangle(mesh, a, b, c);
  }
  return { mesh, points, betweenLips };
}

/**
 * Delaunay's triangles, counter-clockwise. They are drawn over the face with its mouth and eyes open, or they would join one
 * lip, or one lid, to the other.
 */
function triangulate(points: readonly PortraitPoint[], open: PortraitMotion): [number, number, number][] {
  const lids = new Map<number, number>();
  for (const eye of [LEFT_EYE, RIGHT_EYE]) {
    for (const i of eye.upper.slice(1, -1)) lids.set(i, 0.03);
    for (const i of eye.lower.slice(1, -1)) lids.set(i, -0.03);
  }
  const flat = new Float64Array(points.length * 2);
  points.forEach((point, i) => {
    const moved = open(point);
    flat[i * 2] = point.place[0] + moved[0];
    flat[i * 2 + 1] = point.place[1] + moved[1] + (lids.get(point.landmark) ?? 0);
  });
  const { triangles } = new Delaunator(flat);
  const result: [number, number, number][] = [];
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
    const turn =
      (flat[b * 2]! - flat[a * 2]!) * (flat[c * 2 + 1]! - flat[a * 2 + 1]!) -
      (flat[c * 2]! - flat[a * 2]!) * (flat[b * 2 + 1]! - flat[a * 2 + 1]!);
    result.push(turn > 0 ? [a, b, c] : [a, c, b]);
  }
  return result;
}

/** Points beside the face, closer together near it, and along the edges of the picture. */
function netPoints(face: FaceFrame): Vec3[] {
  const { left, right, top, bottom } = face.edges;
  const oval = FACE_OVAL.map((i) => face.landmarks[i]!);
  const unit = length(sub(face.toWorld(1, 0), face.toWorld(0, 0)));
  const found: Vec3[] = [];
  const take = (x: number, y: number): void => {
    found.push([x, y, depthBeside([x, y, 0], oval, unit)]);
  };
  const columns = Math.max(2, Math.ceil((right - left) / (FAR * unit)));
  const rows = Math.max(2, Math.ceil((top - bottom) / (FAR * unit)));
  for (let c = 0; c <= columns; c++)
    for (let r = 0; r <= rows; r++) {
      const [x, y] = [mix(left, right, c / columns), mix(bottom, top, r / rows)];
      const edge = c === 0 || r === 0 || c === columns || r === rows;
      if (edge || distanceToFace(face.toFace([x, y, 0])) > 1.9) take(x, y);
    }
  for (let x = -3; x <= 3; x += NEAR)
    for (let y = -4; y <= 3; y += NEAR) {
      const place = face.toWorld(x, y);
      const inPicture =
        place[0] > left + 0.1 * unit &&
        place[0] < right - 0.1 * unit &&
        place[1] > bottom + 0.1 * unit &&
        place[1] < top - 0.1 * unit;
      if (inPicture && distanceToFace([x, y, 0]) <= 1.9 && isBeside(place, oval, GAP * unit))
        take(place[0], place[1]);
    }
  return found;
}

/** 1 on an ellipse about head and hair, in units of FacePoint. */
const distanceToFace = ([x, y]: FacePoint): number => Math.sqrt((x / 1.05) ** 2 + ((y - 0.02) / 1.4) ** 2);

/** Depth falls away from the outline of the face to the plane of the picture. */
function depthBeside(place: Vec3, oval: readonly Vec3[], unit: number): number {
  let sum = 0;
  let weights = (1 / 1.2) ** 4;
  for (const [x, y, z] of oval) {
    const w = 1 / (((x - place[0]) ** 2 + (y - place[1]) ** 2) / unit ** 2 + 1e-4) ** 2;
    sum += w * z;
    weights += w;
  }
  return sum / weights;
}

/** Outside of the outline of the face, and not close to it. */
function isBeside(place: Vec3, oval: readonly Vec3[], gap: number): boolean {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  oval.forEach((a, i) => {
    const b = oval[(i + 1) % oval.length]!;
    nearest = Math.min(nearest, Math.sqrt((a[0] - place[0]) ** 2 + (a[1] - place[1]) ** 2));
    if (a[1] > place[1] !== b[1] > place[1]) {
      const x = a[0] + ((place[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
      if (place[0] < x) inside = !inside;
    }
  });
  return !inside && nearest > gap;
}

/** The head carries the face and its hair, the chest what is below the chin; what is far away stays. */
function weightsAt(place: FacePoint, face: FaceFrame): Weights {
  const [x, y] = place;
  const head = 1 - smoothstep(1, 1.75, distanceToFace(place));
  const belowChin = smoothstep(face.chin + 0.2, face.chin - 0.6, y);
  const body = belowChin * (1 - smoothstep(1.2, 2.6, Math.abs(x)));
  const turning = head * (1 - 0.75 * smoothstep(face.chin + 0.05, face.chin - 0.5, y)) * HEAD_SHARE;
  const chest = Math.max(body, head) * (1 - turning);
  const all: [string, number][] = [
    ['head', turning],
    ['upperChest', chest],
    ['hips', Math.max(0, 1 - turning - chest)],
  ];
  return all.filter(([, weight]) => weight > 0.004);
}

/** The same motion for every vertex of a sheet, as a morph target. */
export function addPortraitMorph(
  mesh: Mesh,
  points: readonly PortraitPoint[],
  name: string,
  motion: PortraitMotion,
  face: FaceFrame,
): void {
  const moved = new Map<number, Vec3>();
  points.forEach((point, i) => {
    const displacement = face.turn(motion(point));
    if (length(displacement) > 2e-5) moved.set(i, displacement);
  });
  mesh.morphs.set(name, moved);
}
