import { path } from '../curve';
import type { Mesh, Weights } from '../mesh';
import { addStrand, taper } from '../strand';
import { add, normalize, scale, type Vec3 } from '../vector';

/** A bow of two loops, a knot and two short ends, about `size` metres to either side. */
export function addBow(mesh: Mesh, at: Vec3, side: 1 | -1, bone: string, size: number): void {
  const weights: Weights = [[bone, 1]];
  const face = normalize([side * 0.4, 0.1, 0.9]);
  const petal = (d: Vec3, length: number, width: number, thick: number): void =>
    addStrand(mesh, {
      path: path([at, add(at, scale(d, length * 0.5)), add(at, scale(d, length))]),
      width: (t) => width * Math.max(0.12, Math.sin(Math.PI * Math.min(1, 0.1 + 0.92 * t) * 0.94) ** 0.7),
      thickness: (t) => thick * Math.max(0.1, Math.sin(Math.PI * (0.1 + 0.86 * t))),
      outward: () => face,
      weights: () => weights,
      uv: (_, t, c) => [0.5 + c * 0.48, t],
      segments: 7,
      soft: 0.25,
    });
  petal(normalize([-0.42 * side, 0.88, 0.3]), size, size * 0.42, size * 0.3);
  petal(normalize([0.9 * side, 0.48, -0.3]), size, size * 0.42, size * 0.3);
  for (const d of [normalize([-0.12 * side, -0.85, 0.5]), normalize([0.6 * side, -0.7, 0.25])] as const)
    addStrand(mesh, {
      path: path([
        at,
        add(at, scale(d, size * 0.6)),
        add(at, add(scale(d, size * 1.15), [0, -size * 0.12, 0])),
      ]),
      width: (t) => size * (0.1 + 0.16 * t),
      thickness: taper(size * 0.09),
      outward: () => face,
      weights: () => weights,
      uv: (_, t, c) => [0.5 + c * 0.48, t],
      segments: 5,
      soft: 0.3,
    });
  addStrand(mesh, {
    path: path([add(at, [0, size * 0.2, 0]), add(at, scale(face, size * 0.1)), add(at, [0, -size * 0.2, 0])]),
    width: () => size * 0.17,
    thickness: () => size * 0.26,
    outward: () => face,
    weights: () => weights,
    uv: () => [0.5, 0.5],
    segments: 4,
    soft: 0.3,
  });
}
