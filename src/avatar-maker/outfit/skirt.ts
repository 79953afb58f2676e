import { addGrid, type Mesh, smoothNormals, type Weights } from '../mesh';
import { clamp, mix, smoothstep, type Vec3 } from '../vector';
import type { Dressing } from './outfit';

export interface SkirtCut {
  readonly top: number;
  readonly bottom: number;
  readonly waist: number;
  readonly hem: number;
  readonly depth: number;
  readonly pleats: number;
}

const CHAINS = 8;
const JOINTS = 3;
const LETTERS = ['a', 'b', 'c', 'd'] as const;

/** A pleated skirt that swings on eight chains of spring bones. */
export function addSkirt(mesh: Mesh, dressing: Dressing, cut: SkirtCut): void {
  const radius = (v: number): number => mix(cut.waist, cut.hem, v ** 0.72);
  const place = (angle: number, v: number, out = 1): Vec3 => [
    Math.sin(angle) * radius(v) * out,
    mix(cut.top, cut.bottom, v),
    Math.cos(angle) * radius(v) * out * mix(0.84, cut.depth, v) - 0.003,
  ];
  const chains = hangChains(dressing, place);
  const weights = (angle: number, v: number): Weights => {
    const turn = (angle / (2 * Math.PI)) * CHAINS - 0.5;
    const k = Math.floor(turn);
    const share = smoothstep(0, 1, turn - k);
    const free = smoothstep(0.02, 0.22, v);
    const x = clamp((v - 0.08) / 0.92, 0, 1) * (JOINTS - 1);
    const joint = Math.min(JOINTS - 2, Math.floor(x));
    const list: [string, number][] = [['hips', 1 - free]];
    for (const [chain, w] of [
      [chains[(k + CHAINS) % CHAINS]!, 1 - share],
      [chains[(k + 1 + CHAINS) % CHAINS]!, share],
    ] as const) {
      list.push([chain[joint]!, w * free * (1 - (x - joint))]);
      list.push([chain[joint + 1]!, w * free * (x - joint)]);
    }
    return list;
  };
  const columns = cut.pleats * 4;
  const first = addGrid(mesh, columns, 7, (u, v) => {
    const angle = (u - 0.5) * 2 * Math.PI;
    const fold = [0.5, 1, 0.75, -0.55][Math.round(u * columns) % 4]!;
    const position = place(angle, 1 - v, 1 + 0.05 * fold * smoothstep(0, 0.35, 1 - v));
    return {
      position,
      normal: [0, 1, 0],
      uv: [u * cut.pleats, 1 - v],
      weights: weights((angle + 2 * Math.PI) % (2 * Math.PI), 1 - v),
    };
  });
  smoothNormals(mesh, first);
}

function hangChains(dressing: Dressing, place: (angle: number, v: number) => Vec3): string[][] {
  const chains: string[][] = [];
  for (let k = 0; k < CHAINS; k++) {
    // Chains 0…3 hang on the left from front to back, 7…4 are their mirror images on the right.
    const side = k < 4 ? 'L' : 'R';
    const letter = LETTERS[k < 4 ? k : 7 - k]!;
    const angle = ((k + 0.5) / CHAINS) * 2 * Math.PI;
    const points = [0.08, 0.54, 1].map((v) => place(angle, v));
    const name = `skirt${letter}${side}`;
    const joints = dressing.skeleton.addChain(name, 'hips', points);
    chains.push(joints);
    dressing.springs.push({
      name,
      joints,
      stiffness: 1.6,
      gravity: 0.12,
      drag: 0.5,
      radius: 0.02,
      collidesWith: 'legs',
    });
  }
  return chains;
}
