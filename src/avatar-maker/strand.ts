import { addQuad, addVertex, type Mesh, type Weights } from './mesh';
import { add, cross, dot, mix3, normalize, scale, sub, type Vec3 } from './vector';

/** A tapering lock: hair, ribbon, string. `t` runs from root (0) to tip (1), `c` across it from -1 to 1. */
export interface Strand {
  readonly path: (t: number) => Vec3;
  /** Half width and height of the arch, in metres. */
  readonly width: (t: number) => number;
  readonly thickness: (t: number) => number;
  /** The side that the arch faces. */
  readonly outward: (p: Vec3, t: number) => Vec3;
  readonly weights: (t: number) => Weights;
  readonly uv: (p: Vec3, t: number, c: number) => readonly [number, number];
  readonly segments: number;
  /** How far the normals lean to `outward`: 1 shades the lock as part of one round body of hair. */
  readonly soft?: number;
}

/** An arch in front and a shallow keel behind: [across, height]. */
const SECTION: readonly (readonly [number, number])[] = [
  [-1, 0],
  [-0.55, 0.72],
  [0, 1],
  [0.55, 0.72],
  [1, 0],
  [0, -0.35],
];

export function addStrand(mesh: Mesh, strand: Strand): void {
  const { segments } = strand;
  const soft = strand.soft ?? 0.45;
  const loops: number[][] = [];
  for (let i = 0; i <= segments; i++) {
    const t = i / segments;
    const p = strand.path(t);
    const e = 0.02;
    const along = normalize(sub(strand.path(Math.min(1, t + e)), strand.path(Math.max(0, t - e))));
    const wanted = strand.outward(p, t);
    const out = normalize(sub(wanted, scale(along, dot(wanted, along))));
    const side = cross(along, out);
    const width = strand.width(t);
    const height = strand.thickness(t);
    loops.push(
      SECTION.map(([c, h]) => {
        const position = add(p, add(scale(side, c * width), scale(out, h * height)));
        const facing = normalize(add(scale(side, c * 1.1), scale(out, h < 0 ? -1 : 0.25 + h)));
        return addVertex(mesh, {
          position,
          normal: normalize(mix3(facing, h < 0 ? scale(out, -1) : out, soft)),
          uv: strand.uv(position, t, c),
          weights: strand.weights(t),
        });
      }),
    );
  }
  for (let i = 0; i < segments; i++)
    for (let k = 0; k < SECTION.length; k++) {
      const n = (k + 1) % SECTION.length;
      addQuad(mesh, loops[i]![k]!, loops[i]![n]!, loops[i + 1]![n]!, loops[i + 1]![k]!);
    }
}

/** Widths of a lock: swells from `root` to 1 at `belly`, then tapers to a point. */
export const taper =
  (size: number, root = 0.55, belly = 0.35, sharp = 0.62) =>
  (t: number): number => {
    const w =
      t < belly
        ? root + (1 - root) * Math.sin((t / belly) * (Math.PI / 2))
        : Math.max(0, 1 - ((t - belly) / (1 - belly)) ** 1.5) ** sharp;
    return Math.max(size * w, 0.0003);
  };
