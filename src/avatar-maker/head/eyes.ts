import { addGrid, addMorph, addQuad, addVertex, createMesh, type Mesh } from '../mesh';
import { mark, mirror } from '../tube';
import { add, clamp, cross, mix, normalize, scale, smoothstep, sub, type Vec3 } from '../vector';
import { createEyeOutline, type EyeMotion, type EyeOutline, type EyeShape, type Lids } from './eye-shape';
import type { HeadSurface } from './head-surface';

/** Radius of the eyeball: its iris glides over it behind the face when the eye bone turns. */
export const EYEBALL = 0.078;
/** How far behind the face the eyeball's front is. */
const DEPTH = 0.0028;
/** How far around the eye the skin follows the lids. */
const SOCKET: readonly [number, number] = [0.0105, 0.0125];

const HEAD = [['head', 1]] as const;

export interface EyeMeshes {
  readonly sclera: Mesh;
  readonly iris: Mesh;
  readonly lash: Mesh;
  readonly brow: Mesh;
}

/** What the left eye turns about. */
export function eyePivot(head: HeadSurface, shape: EyeShape): Vec3 {
  const n = head.faceNormal(shape.x, shape.y);
  const front = head.face(shape.x, shape.y);
  const back = EYEBALL + DEPTH;
  return [front[0] - n[0] * back, front[1] - n[1] * back * 0.4, front[2] - n[2] * back];
}

/** Positive outside the sockets: where the face mesh stays. */
export const outsideSockets =
  (shape: EyeShape) =>
  (p: Vec3): number => {
    if (p[2] < 0) return 1;
    const [a, b] = socketAxes(shape);
    return Math.hypot((Math.abs(p[0]) - shape.x) / a, (p[1] - socketY(shape)) / b) - 0.94;
  };

const socketAxes = (shape: EyeShape): [number, number] => [
  shape.halfWidth + SOCKET[0],
  (shape.up + shape.down) / 2 + SOCKET[1],
];
const socketY = (shape: EyeShape): number => shape.y + (shape.up - shape.down) / 2;

export function addEyes(
  face: Mesh,
  head: HeadSurface,
  shape: EyeShape,
  faceUv: (p: Vec3) => [number, number],
): EyeMeshes {
  const outline = createEyeOutline(shape);
  const sclera = createMesh('EyeWhite', 'sclera');
  const iris = createMesh('Iris', 'iris');
  const lash = createMesh('Eyelash', 'lash');
  const brow = createMesh('Eyebrow', 'brow');
  both(face, () => addSocket(face, head, shape, outline, faceUv));
  both(sclera, () => addSclera(sclera, head, shape));
  both(
    iris,
    () => addIris(iris, head, shape),
    ([u, v]) => [1 - u, v],
  );
  both(lash, () => addLashes(lash, head, shape, outline));
  both(brow, () => addBrow(brow, head, shape));
  return { sclera, iris, lash, brow };
}

function both(mesh: Mesh, build: () => void, uv?: (uv: readonly [number, number]) => [number, number]): void {
  const from = mark(mesh);
  build();
  mirror(mesh, from, uv);
}

/** Skin between the lids and the edge of the socket: the inner loop is the lids, and goes where they go. */
function addSocket(
  face: Mesh,
  head: HeadSurface,
  shape: EyeShape,
  outline: EyeOutline,
  faceUv: (p: Vec3) => [number, number],
): void {
  const columns = 44;
  const rows = 5;
  const [a, b] = socketAxes(shape);
  const at = (u: number, v: number, lids: Lids): Vec3 => {
    const angle = u * 2 * Math.PI;
    // Equal steps along an arc, from the outer corner over the upper lid to the inner corner and back below.
    const s = Math.cos(angle);
    const lid = Math.sin(angle) >= 0 ? lids.upper(s) : lids.lower(s);
    const x = mix(shape.x + shape.halfWidth * s, shape.x + a * Math.cos(angle), v);
    const y = mix(lid, socketY(shape) + b * Math.sin(angle), v);
    return head.face(x, y, v > 0.99 ? -0.0006 : 0);
  };
  const first = addGrid(
    face,
    columns,
    rows,
    (u, v) => {
      const position = at(u, v ** 1.2, outline.open);
      return { position, normal: head.soft(position), uv: faceUv(position), weights: HEAD };
    },
    true,
  );
  addLidMorphs(face, first, columns, rows, outline, (u, v, lids) => at(u, v ** 1.2, lids));
}

function addLidMorphs(
  mesh: Mesh,
  first: number,
  columns: number,
  rows: number,
  outline: EyeOutline,
  at: (u: number, v: number, lids: Lids) => Vec3,
): void {
  for (const motion of Object.keys(outline.motions) as EyeMotion[])
    addMorph(mesh, `eye_${motion}L`, first, first + (columns + 1) * (rows + 1), (i, p) => {
      const k = i - first;
      const u = (k % (columns + 1)) / columns;
      const v = Math.floor(k / (columns + 1)) / rows;
      return sub(at(u, v, outline.motions[motion]), p);
    });
}

/** A cap of the eyeball around the direction in which the face looks there. */
function addCap(
  mesh: Mesh,
  head: HeadSurface,
  shape: EyeShape,
  radius: number,
  half: readonly [number, number],
  lift: number,
  bone: string,
  loops: number,
  sides: number,
): number {
  const pivot = eyePivot(head, shape);
  const axis = normalize(sub(head.face(shape.x, shape.y), pivot));
  const across = normalize(cross([0, 1, 0], axis));
  const above = cross(axis, across);
  const first = mesh.positions.length;
  const vertex = (a: number, r: number): number => {
    const x = Math.cos(a) * half[0] * r;
    const y = lift + Math.sin(a) * half[1] * r;
    const out = Math.sqrt(Math.max(1e-6, radius * radius - x * x - y * y));
    const position = add(add(pivot, scale(axis, out)), add(scale(across, x), scale(above, y)));
    return addVertex(mesh, {
      position,
      uv: [0.5 + 0.5 * Math.cos(a) * r, 0.5 - 0.5 * Math.sin(a) * r],
      normal: normalize([position[0] * 0.5, (position[1] - shape.y) * 2, 0.12]),
      weights: [[bone, 1]],
    });
  };
  const middle = vertex(0, 0);
  const rows: number[][] = [];
  for (let l = 1; l <= loops; l++)
    rows.push(Array.from({ length: sides }, (_, k) => vertex((k / sides) * 2 * Math.PI, l / loops)));
  for (let k = 0; k < sides; k++) {
    const next = (k + 1) % sides;
    mesh.triangles.push(middle, rows[0]![k]!, rows[0]![next]!);
    for (let l = 1; l < loops; l++)
      addQuad(mesh, rows[l - 1]![k]!, rows[l]![k]!, rows[l]![next]!, rows[l - 1]![next]!);
  }
  return first;
}

/** A bowl: the eyeball where the iris glides, and its rim tucked up behind the skin, so that no gap shows from aside. */
function addSclera(mesh: Mesh, head: HeadSurface, shape: EyeShape): void {
  const loops = 5;
  const sides = 24;
  const half: [number, number] = [shape.halfWidth + 0.008, (shape.up + shape.down) / 2 + 0.008];
  const first = addCap(
    mesh,
    head,
    shape,
    EYEBALL - 0.0016,
    half,
    (shape.up - shape.down) / 2,
    'head',
    loops,
    sides,
  );
  for (let i = first + 1 + (loops - 1) * sides; i < mesh.positions.length; i++) {
    const [x, y] = mesh.positions[i]!;
    mesh.positions[i] = head.face(x, y, -0.0014);
  }
}

function addIris(mesh: Mesh, head: HeadSurface, shape: EyeShape): void {
  const first = addCap(mesh, head, shape, EYEBALL, shape.iris, 0.0018, 'leftEye', 4, 32);
  const pivot = eyePivot(head, shape);
  const end = mesh.positions.length;
  const turns = { lookUp: [-0.1, 0], lookDown: [0.1, 0], lookOut: [0, 0.135], lookIn: [0, -0.135] } as const;
  for (const [name, [pitch, yaw]] of Object.entries(turns))
    addMorph(mesh, `eye_${name}L`, first, end, (_, p) => sub(turned(p, pivot, pitch, yaw), p));
}

function turned(p: Vec3, about: Vec3, pitch: number, yaw: number): Vec3 {
  const [x, y, z] = sub(p, about);
  const y1 = y * Math.cos(pitch) - z * Math.sin(pitch);
  const z1 = y * Math.sin(pitch) + z * Math.cos(pitch);
  return [
    about[0] + x * Math.cos(yaw) + z1 * Math.sin(yaw),
    about[1] + y1,
    about[2] - x * Math.sin(yaw) + z1 * Math.cos(yaw),
  ];
}

function addLashes(mesh: Mesh, head: HeadSurface, shape: EyeShape, outline: EyeOutline): void {
  const line = (
    columns: number,
    rows: number,
    off: number,
    at: (s: number, v: number, lids: Lids) => [x: number, y: number],
  ): void => {
    const place = (u: number, v: number, lids: Lids): Vec3 => head.face(...at(u * 2 - 1, v, lids), off);
    const first = addGrid(mesh, columns, rows, (u, v) => {
      const position = place(u, v, outline.open);
      return { position, normal: head.soft(position), uv: [u, v], weights: HEAD };
    });
    addLidMorphs(mesh, first, columns, rows, outline, place);
  };
  const x = (s: number): number => shape.x + shape.halfWidth * s;

  // The upper lashes swell towards the outer corner and end in a wing.
  line(30, 2, 0.0014, (s, v, lids) => {
    const wing = Math.max(0, s - 0.62) / 0.38;
    const thick = shape.lash * mix(0.36, 1, smoothstep(-1, 0.45, s)) * (1 - 0.85 * wing ** 2.2);
    const inner = shape.lash * 0.22 * (1 - wing);
    return [
      x(s) + shape.halfWidth * (wing ** 2 * 0.16 + (s < -0.97 ? -0.01 : 0)),
      lids.upper(s) - inner + v * (thick + inner) + wing ** 2 * shape.lash * 0.55,
    ];
  });
  // Two single lashes that break the outline at the outer corner.
  for (const [root, long] of [
    [0.62, 0.95],
    [0.82, 0.8],
  ] as const)
    line(1, 2, 0.0016, (u, v, lids) => {
      const s = root + (u * 0.07 * (1 - v) + v * 0.2) * 0.9;
      const from = clamp(root, -1, 1);
      return [x(s) + v * 0.0025, lids.upper(from) + shape.lash * (0.35 + v * long)];
    });
  line(18, 1, 0.001, (u, v, lids) => {
    const s = mix(-0.35, 0.98, (u + 1) / 2);
    const thick = shape.lash * 0.26 * (1 - Math.abs(u) ** 3) * mix(0.5, 1, (u + 1) / 2);
    return [x(s), lids.lower(s) - (1 - v) * thick + 0.0003];
  });
  line(14, 1, 0.0008, (u, v, lids) => {
    const s = mix(-0.7, 0.72, (u + 1) / 2);
    const top = Math.max(outline.open.upper(s), lids.upper(s));
    return [x(s), top + shape.lash * 1.25 + v * 0.0008 * (1 - u * u)];
  });
}

const BROW_MOTIONS = {
  smile: { lift: 0.004 },
  angry: { lift: -0.0065, slope: 0.0058, inner: -0.003 },
  sad: { lift: 0.001, slope: -0.0062, inner: 0.004 },
  surprised: { lift: 0.0095 },
  relaxed: { lift: 0.0015, slope: -0.002 },
  inner: { inner: 0.0085 },
  down: { lift: -0.0062, inner: -0.003 },
  outer: { outer: 0.0085 },
  sneer: { inner: -0.004 },
} as const;

interface BrowPose {
  readonly lift?: number;
  readonly slope?: number;
  readonly inner?: number;
  readonly outer?: number;
}

function addBrow(mesh: Mesh, head: HeadSurface, shape: EyeShape): void {
  const columns = 14;
  const rows = 2;
  const at = (u: number, v: number, pose: BrowPose): Vec3 => {
    const s = u * 2 - 1;
    const thick = shape.brow * (1 - 0.5 * Math.max(0, s)) * (1 - Math.abs(s) ** 5 * 0.85);
    const end = s < 0 ? (pose.inner ?? 0) * -s : (pose.outer ?? 0) * s;
    const y = shape.y + shape.up + 0.0175 - 0.0052 * s * s + shape.tilt * 0.4 * s;
    return head.face(
      shape.x + 0.002 + shape.halfWidth * 0.86 * s,
      y + (pose.lift ?? 0) + (pose.slope ?? 0) * s + end + (v - 0.5) * thick,
      0.0022,
    );
  };
  const first = addGrid(mesh, columns, rows, (u, v) => {
    const position = at(u, v, {});
    return { position, normal: head.soft(position), uv: [u, v], weights: HEAD };
  });
  for (const [name, pose] of Object.entries(BROW_MOTIONS))
    addMorph(mesh, `brow_${name}L`, first, mesh.positions.length, (i, p) => {
      const k = i - first;
      return sub(at((k % (columns + 1)) / columns, Math.floor(k / (columns + 1)) / rows, pose), p);
    });
}
