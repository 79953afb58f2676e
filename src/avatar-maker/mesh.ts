import type { BoneName } from './skeleton';
import { add, cross, length, normalize, sub, type Vec3 } from './vector';

/** How much each bone moves a vertex; need not sum to 1, the writer normalises the four greatest. */
export type Weights = readonly (readonly [BoneName, number])[];

export interface Vertex {
  readonly position: Vec3;
  readonly normal: Vec3;
  readonly uv?: readonly [number, number];
  readonly weights: Weights;
}

/** A skinned mesh under construction: one material, any number of morph targets. */
export interface Mesh {
  readonly name: string;
  readonly material: string;
  readonly positions: Vec3[];
  readonly normals: Vec3[];
  readonly uvs: (readonly [number, number])[];
  readonly weights: Weights[];
  readonly triangles: number[];
  /** Target name → vertex → displacement in metres. */
  readonly morphs: Map<string, Map<number, Vec3>>;
}

export function createMesh(name: string, material: string): Mesh {
  return {
    name,
    material,
    positions: [],
    normals: [],
    uvs: [],
    weights: [],
    triangles: [],
    morphs: new Map(),
  };
}

export function addVertex(mesh: Mesh, vertex: Vertex): number {
  mesh.positions.push(vertex.position);
  mesh.normals.push(vertex.normal);
  mesh.uvs.push(vertex.uv ?? [0.5, 0.5]);
  mesh.weights.push(vertex.weights);
  return mesh.positions.length - 1;
}

/**
 * Adds a sheet of (columns+1) × (rows+1) vertices. With `flip` false the front faces the side from which u runs to
 * the right and v runs up.
 */
export function addGrid(
  mesh: Mesh,
  columns: number,
  rows: number,
  at: (u: number, v: number) => Vertex,
  flip = false,
): number {
  const first = mesh.positions.length;
  for (let r = 0; r <= rows; r++)
    for (let c = 0; c <= columns; c++) addVertex(mesh, at(c / columns, r / rows));
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const a = first + r * (columns + 1) + c;
      addQuad(mesh, a, a + 1, a + columns + 2, a + columns + 1, flip);
    }
  return first;
}

/** Two triangles a-b-c, a-c-d, counter-clockwise seen from the front; slivers without area are left out. */
export function addQuad(mesh: Mesh, a: number, b: number, c: number, d: number, flip = false): void {
  addTriangle(mesh, a, b, c, flip);
  addTriangle(mesh, a, c, d, flip);
}

export function addTriangle(mesh: Mesh, a: number, b: number, c: number, flip = false): void {
  const pa = mesh.positions[a]!;
  const area = length(cross(sub(mesh.positions[b]!, pa), sub(mesh.positions[c]!, pa)));
  if (area < 1e-10) return;
  if (flip) mesh.triangles.push(a, c, b);
  else mesh.triangles.push(a, b, c);
}

/** Records where the vertices from `first` on go in a morph target. */
export function addMorph(
  mesh: Mesh,
  target: string,
  first: number,
  end: number,
  displace: (vertex: number, position: Vec3) => Vec3 | null,
): void {
  let moved = mesh.morphs.get(target);
  if (!moved) {
    moved = new Map();
    mesh.morphs.set(target, moved);
  }
  for (let i = first; i < end; i++) {
    const d = displace(i, mesh.positions[i]!);
    if (!d || length(d) < 1e-6) continue;
    const before = moved.get(i);
    moved.set(i, before ? add(before, d) : d);
  }
}

/** Area-weighted normals of the vertices from `first` on, shared by vertices in the same place. */
export function smoothNormals(mesh: Mesh, first = 0): void {
  const key = (p: Vec3): string => p.map((x) => Math.round(x * 1e5)).join();
  const sums = new Map<string, Vec3>();
  for (let i = 0; i < mesh.triangles.length; i += 3) {
    const [a, b, c] = [mesh.triangles[i]!, mesh.triangles[i + 1]!, mesh.triangles[i + 2]!];
    if (a < first) continue;
    const [pa, pb, pc] = [mesh.positions[a]!, mesh.positions[b]!, mesh.positions[c]!];
    const n = cross(sub(pb, pa), sub(pc, pa));
    for (const p of [pa, pb, pc]) sums.set(key(p), add(sums.get(key(p)) ?? [0, 0, 0], n));
  }
  for (let i = first; i < mesh.positions.length; i++)
    mesh.normals[i] = normalize(sums.get(key(mesh.positions[i]!)) ?? [0, 1, 0]);
}
