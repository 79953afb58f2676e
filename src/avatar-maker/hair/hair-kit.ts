import { createRandom, path, profile } from '../curve';
import type { HeadSurface } from '../head/head-surface';
import { addGrid, createMesh, type Mesh, type Weights } from '../mesh';
import type { Skeleton } from '../skeleton';
import { springWeights } from '../skin-weights';
import type { Spring } from '../spring';
import { addStrand, taper } from '../strand';
import { add, clamp, dot, mix, normalize, scale, smoothstep, sub, type Vec3 } from '../vector';

/** A point on the scalp: degrees from the front (positive to the left), share of the head's height, metres off it. */
export type ScalpPoint = readonly [azimuth: number, h: number, off: number];

export interface HairKit {
  readonly mesh: Mesh;
  readonly ribbon: Mesh;
  readonly head: HeadSurface;
  readonly skeleton: Skeleton;
  readonly springs: Spring[];
  readonly random: () => number;
  readonly scalp: (point: ScalpPoint) => Vec3;
  /** A lock along points. */
  readonly lock: (points: readonly Vec3[], options: LockOptions) => void;
}

export interface LockOptions {
  readonly width: number;
  readonly thickness?: number;
  readonly segments?: number;
  readonly root?: number;
  readonly belly?: number;
  /** Greater is more pointed. */
  readonly sharp?: number;
  readonly weights?: (t: number) => Weights;
  readonly outward?: (p: Vec3, t: number) => Vec3;
  /** How much of the colour of the tips the lock reaches: 0…1. */
  readonly tint?: number;
  /** Moves the shine along the lock. */
  readonly shine?: number;
}

const HEAD: Weights = [['head', 1]];

export function createHairKit(head: HeadSurface, skeleton: Skeleton, seed: number): HairKit {
  const mesh = createMesh('Hair', 'hair');
  const scalp = ([azimuth, h, off]: ScalpPoint): Vec3 =>
    head.at(Math.PI / 2 - (azimuth * Math.PI) / 180, h, off);
  const away = (p: Vec3): Vec3 =>
    normalize(sub(p, [head.center[0], Math.min(p[1], head.center[1]), head.center[2]]));
  return {
    mesh,
    ribbon: createMesh('Ribbon', 'ribbon'),
    head,
    skeleton,
    springs: [],
    random: createRandom(seed),
    scalp,
    lock: (points, o) => {
      const thickness = o.thickness ?? o.width * 0.36;
      addStrand(mesh, {
        path: path(points),
        width: taper(o.width, o.root ?? 0.5, o.belly ?? 0.4, o.sharp),
        thickness: taper(thickness, 0.5, 0.4, 0.75),
        outward: o.outward ?? away,
        weights: o.weights ?? (() => HEAD),
        uv: (p, t, c) => [
          clamp(shineAt(head, p, c) + (o.shine ?? 0), 0.005, 0.995),
          clamp(t * (o.tint ?? 1), 0.01, 0.99),
        ],
        segments: o.segments ?? 10,
      });
    },
  };
}

/** The texture's first coordinate: 0 at the crown, 0.5 level with the middle of the skull, 1 far below. */
export function shineAt(head: HeadSurface, p: Vec3, across = 0): number {
  const d = normalize(sub(p, head.center));
  const polar = Math.acos(clamp(d[1], -1, 1)) / Math.PI;
  const below = Math.max(0, head.center[1] - p[1]) * 0.6;
  return clamp(polar * 0.8 + below + 0.035 * across * across, 0.005, 0.995);
}

/** The hair that lies on the skull, under all locks; `hairline` gives its lower edge by azimuth in degrees. */
export function addCap(kit: HairKit, hairline: readonly (readonly [number, number])[], off = 0.0075): void {
  const edge = profile(hairline);
  addGrid(kit.mesh, 40, 14, (u, v) => {
    const azimuth = -180 + 360 * u;
    const low = edge(Math.abs(azimuth));
    const h = mix(low, 0.99999, 1 - (1 - v) ** 1.25);
    const lift = mix(0.1, 1, smoothstep(0, 0.16, v));
    const position = kit.scalp([azimuth, h, off * lift]);
    return {
      position,
      normal: normalize(sub(position, kit.head.center)),
      uv: [shineAt(kit.head, position, 0), mix(0.35, 0.02, v)],
      weights: HEAD,
    };
  });
}

/** Hangs spring bones along a path, and gives the weights of a lock that follows them from `start` on. */
export function springLock(
  kit: HairKit,
  name: string,
  points: readonly Vec3[],
  joints: number,
  start: number,
  feel: { stiffness: number; gravity: number; drag: number; radius: number },
): (t: number) => Weights {
  const curve = path(points);
  const places = Array.from({ length: joints }, (_, i) => curve(mix(start, 1, i / (joints - 1))));
  const chain = kit.skeleton.addChain(name, 'head', places);
  kit.springs.push({ name, joints: chain, ...feel, collidesWith: 'body' });
  return (t) => {
    const follow = smoothstep(start - 0.08, start + 0.06, t);
    const swinging = springWeights(chain, (t - start) / (1 - start));
    return [['head', 1 - follow], ...swinging.map(([bone, w]) => [bone, w * follow] as const)];
  };
}

/** The same strands on both sides; `side` is 1 for the left and -1 for the right, `letter` its L or R. */
export function onBothSides(build: (side: 1 | -1, letter: 'L' | 'R') => void): void {
  build(1, 'L');
  build(-1, 'R');
}

export const mirrorX = (p: Vec3, side: 1 | -1): Vec3 => [p[0] * side, p[1], p[2]];

/** Away from an axis through `center`, for locks that hang together. */
export const awayFrom =
  (center: (t: number) => Vec3, fallback: Vec3) =>
  (p: Vec3, t: number): Vec3 => {
    const d = sub(p, center(t));
    return dot(d, d) < 1e-6 ? fallback : normalize(add(d, scale(fallback, 0.2 * Math.sqrt(dot(d, d)))));
  };
