import { castOut, type Field, fieldNormal } from './field';
import { addGrid, type Mesh, type Weights } from './mesh';
import { mirroredBoneName } from './skeleton';
import { add, scale, type Vec3 } from './vector';

/** One loop of a tube: rays from `center` find the surface of the field. */
export interface Ring {
  readonly center: Vec3;
  /** Unit direction of the ray at an angle of 0…2π. */
  readonly direction: (angle: number) => Vec3;
  /** Rays end here where they meet no surface. */
  readonly limit: number | ((direction: Vec3) => number);
  /** How far inside the surface the loop lies: greater than 0 hides a rim. */
  readonly inset?: number;
  /** Texture coordinate along the tube. */
  readonly v: number;
}

/** Around a body's upright axis; angle π is the front, so that the seam is at the back. `rise` tilts all rays up. */
export const upright =
  (rise: number | ((angle: number) => number) = 0) =>
  (angle: number): Vec3 => {
    const e = typeof rise === 'number' ? rise : rise(angle);
    const a = angle - Math.PI;
    return [Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)];
  };

/** Around the left arm's axis, +X. */
export const alongArm = (angle: number): Vec3 => [0, Math.cos(angle), Math.sin(angle)];

/**
 * Skins a field with loops of `sides` vertices. With `flip` false they go on the way that the thumb of the right hand
 * points when its fingers follow growing angles. Normals are taken over `soften` metres.
 */
export function addTube(
  mesh: Mesh,
  field: Field,
  rings: readonly Ring[],
  sides: number,
  weights: (p: Vec3) => Weights,
  u: readonly [number, number] = [0, 1],
  flip = false,
  soften = 0.002,
): void {
  const rows = rings.length - 1;
  addGrid(
    mesh,
    sides,
    rows,
    (a, b) => {
      const ring = rings[Math.round(b * rows)]!;
      const direction = ring.direction(a * 2 * Math.PI);
      const limit = typeof ring.limit === 'number' ? ring.limit : ring.limit(direction);
      const r = Math.max(0.0005, castOut(field, ring.center, direction, limit) - (ring.inset ?? 0));
      const position = add(ring.center, scale(direction, r));
      return {
        position,
        normal: fieldNormal(field, position, soften),
        uv: [u[0] + (u[1] - u[0]) * a, ring.v],
        weights: weights(position),
      };
    },
    flip,
  );
}

/** Where a mesh stood before something was added to it. */
export interface Mark {
  readonly vertex: number;
  readonly triangle: number;
}

export const mark = (mesh: Mesh): Mark => ({
  vertex: mesh.positions.length,
  triangle: mesh.triangles.length,
});

/** Repeats on the right side what was added on the left since `from`: geometry, weights and `…L` morph targets. */
export function mirror(
  mesh: Mesh,
  from: Mark,
  uv: (uv: readonly [number, number]) => readonly [number, number] = (x) => x,
): void {
  const end = mark(mesh);
  const offset = end.vertex - from.vertex;
  for (let i = from.vertex; i < end.vertex; i++) {
    const [x, y, z] = mesh.positions[i]!;
    const n = mesh.normals[i]!;
    mesh.positions.push([-x, y, z]);
    mesh.normals.push([-n[0], n[1], n[2]]);
    mesh.uvs.push(uv(mesh.uvs[i]!));
    mesh.weights.push(mesh.weights[i]!.map(([bone, w]) => [mirroredBoneName(bone), w] as const));
  }
  for (let i = from.triangle; i < end.triangle; i += 3) {
    const [a, b, c] = [mesh.triangles[i]!, mesh.triangles[i + 1]!, mesh.triangles[i + 2]!];
    mesh.triangles.push(a + offset, c + offset, b + offset);
  }
  for (const [name, moved] of [...mesh.morphs]) {
    const target = name.endsWith('L') ? `${name.slice(0, -1)}R` : name;
    const other = mesh.morphs.get(target) ?? new Map<number, Vec3>();
    mesh.morphs.set(target, other);
    for (const [i, d] of [...moved])
      if (i >= from.vertex && i < end.vertex) other.set(i + offset, [-d[0], d[1], d[2]]);
  }
}
