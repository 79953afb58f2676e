import { addGrid, addMorph, createMesh, type Mesh } from '../mesh';
import { add, clamp, mix, sub, type Vec3 } from '../vector';
import type { FaceMotion } from './face-motions';
import type { HeadSurface } from './head-surface';

export interface MouthMeshes {
  /** The inside: dark, with teeth above and tongue below, as in a drawing. */
  readonly mouth: Mesh;
  /** The drawn line of the lips. */
  readonly lips: Mesh;
  readonly tongue: Mesh;
}

/** A drawn mouth. Lengths in metres. */
interface MouthShape {
  readonly halfWidth: number;
  /** How far the lower lip is down and the upper lip up. */
  readonly down: number;
  readonly up: number;
  /** Corners up (1) or down (-1), for both and for each side. */
  readonly smile: number;
  readonly smileLeft: number;
  readonly smileRight: number;
  readonly x: number;
  readonly y: number;
  /** Share of the opening that shows teeth. */
  readonly teeth: number;
  /** Lip openings of one side only. */
  readonly downLeft: number;
  readonly downRight: number;
  readonly upLeft: number;
  readonly upRight: number;
}

const REST: MouthShape = {
  halfWidth: 0.0155,
  down: 0.0003,
  up: 0.0003,
  smile: 0.55,
  smileLeft: 0,
  smileRight: 0,
  x: 0,
  y: 0,
  teeth: 0.2,
  downLeft: 0,
  downRight: 0,
  upLeft: 0,
  upRight: 0,
};

const JAW_DOWN = 0.024;

/** The vowels and emotions, then ARKit's mouth shapes; each is added to the rest shape by its weight. */
const SHAPES: Readonly<Record<string, Partial<MouthShape>>> = {
  aa: { halfWidth: 0.0175, down: 0.0215, up: 0.0035, smile: 0.45 },
  ih: { halfWidth: 0.0195, down: 0.0085, up: 0.002, smile: 0.75, teeth: 0.42 },
  ou: { halfWidth: 0.0078, down: 0.0085, up: 0.0035, smile: 0, teeth: 0.04 },
  ee: { halfWidth: 0.0185, down: 0.0125, up: 0.0025, smile: 0.65, teeth: 0.34 },
  oh: { halfWidth: 0.0115, down: 0.017, up: 0.005, smile: 0.05, teeth: 0.1 },
  happy: { halfWidth: 0.0205, down: 0.0165, up: -0.0015, smile: 1.5, teeth: 0.2 },
  angry: { halfWidth: 0.0145, down: 0.002, up: 0.0015, smile: -1 },
  sad: { halfWidth: 0.0125, down: 0.0012, up: 0.001, smile: -1.1 },
  relaxed: { halfWidth: 0.0175, smile: 1.2 },
  surprised: { halfWidth: 0.0095, down: 0.0135, up: 0.005, smile: -0.2, teeth: 0.08 },
  jawOpen: { down: JAW_DOWN, up: 0.0035, smile: 0.35, halfWidth: 0.0158 },
  mouthClose: { down: REST.down - JAW_DOWN * 0.95, up: REST.up - 0.0033, smile: 0.75 },
  mouthFunnel: { halfWidth: 0.0095, down: 0.0105, up: 0.005, smile: 0.05, teeth: 0.05 },
  mouthPucker: { halfWidth: 0.0068, down: 0.0022, up: 0.0018, smile: 0.2 },
  mouthLeft: { x: 0.009 },
  mouthRight: { x: -0.009 },
  mouthSmileLeft: { smileLeft: 1.15, halfWidth: 0.018, x: 0.0013 },
  mouthSmileRight: { smileRight: 1.15, halfWidth: 0.018, x: -0.0013 },
  mouthFrownLeft: { smileLeft: -1.5 },
  mouthFrownRight: { smileRight: -1.5 },
  mouthStretchLeft: { halfWidth: 0.018, x: 0.0025, smileLeft: -0.2 },
  mouthStretchRight: { halfWidth: 0.018, x: -0.0025, smileRight: -0.2 },
  mouthShrugLower: { y: 0.003, smile: 0.1 },
  mouthShrugUpper: { y: 0.0022, smile: 0.3 },
  mouthPressLeft: { halfWidth: 0.0145, smileLeft: 0.25, x: 0.0008 },
  mouthPressRight: { halfWidth: 0.0145, smileRight: 0.25, x: -0.0008 },
  mouthLowerDownLeft: { downLeft: 0.0045 },
  mouthLowerDownRight: { downRight: 0.0045 },
  mouthUpperUpLeft: { upLeft: 0.0035, teeth: 0.3 },
  mouthUpperUpRight: { upRight: 0.0035, teeth: 0.3 },
  mouthDimpleLeft: { smileLeft: 0.5, halfWidth: 0.0165, x: 0.001 },
  mouthDimpleRight: { smileRight: 0.5, halfWidth: 0.0165, x: -0.001 },
  mouthRollLower: { halfWidth: 0.0145, y: 0.0012 },
  mouthRollUpper: { halfWidth: 0.0145, y: -0.0012 },
  noseSneerLeft: { upLeft: 0.0012, smileLeft: 0.15 },
  noseSneerRight: { upRight: 0.0012, smileRight: 0.15 },
  jawLeft: { x: 0.005 },
  jawRight: { x: -0.005 },
  jawForward: { y: -0.0012 },
  tongueOut: { down: 0.004, halfWidth: 0.0145 },
  cheekPuff: { halfWidth: 0.0125, smile: 0.2 },
};

/** Texture rows: the tongue ends at 0.5, the teeth begin at 0.8. */
const TEETH_ROW = 0.8;

export function addMouth(head: HeadSurface, motions: Readonly<Record<string, FaceMotion>>): MouthMeshes {
  const mouth = createMesh('Mouth', 'mouth');
  const lips = createMesh('Lips', 'lips');
  const middle = head.y(0.165);

  const edges = (s: number, q: MouthShape): { x: number; upper: number; lower: number } => {
    const left = clamp(0.5 + s * 0.8, 0, 1);
    const smile = q.smile + mix(q.smileRight, q.smileLeft, left);
    const line = middle + q.y + smile * (s * s - 0.35) * 0.0078 * (q.halfWidth / REST.halfWidth) ** 0.5;
    const upper = (q.up + mix(q.upRight, q.upLeft, left)) * (1 - s ** 4) ** 0.75;
    const lower = (q.down + mix(q.downRight, q.downLeft, left)) * Math.sqrt(1 - Math.abs(s) ** 2.3);
    return { x: q.x + q.halfWidth * s, upper: line + upper, lower: line - lower };
  };

  const inside = (u: number, v: number, q: MouthShape): Vec3 => {
    const { x, upper, lower } = edges(u * 2 - 1, q);
    const share = v > TEETH_ROW ? 1 - ((1 - v) / (1 - TEETH_ROW)) * q.teeth : (v / TEETH_ROW) * (1 - q.teeth);
    return head.face(x, mix(lower, upper, share), 0.0018);
  };
  addShaped(mouth, head, motions, 20, 10, inside, (u, v) => [u, 1 - v], 1);

  const line =
    (edge: 'upper' | 'lower', thick: number) =>
    (u: number, v: number, q: MouthShape): Vec3 => {
      const s = u * 2 - 1;
      const e = edges(clamp(s * 1.02, -1, 1), q);
      const half = thick * (1 - 0.72 * s ** 4);
      return head.face(q.x + q.halfWidth * s * 1.05, e[edge] + (v - 0.5) * half, 0.0026);
    };
  addShaped(lips, head, motions, 22, 1, line('upper', 0.00125), (u, v) => [u, v], 0);
  addShaped(lips, head, motions, 18, 1, line('lower', 0.0009), (u, v) => [u, v], 1);

  return { mouth, lips, tongue: buildTongue(head, middle) };
}

/** Adds a sheet that exists in every mouth shape; `jaw` says how far its lower edge follows the jaw bone. */
function addShaped(
  mesh: Mesh,
  head: HeadSurface,
  motions: Readonly<Record<string, FaceMotion>>,
  columns: number,
  rows: number,
  at: (u: number, v: number, shape: MouthShape) => Vec3,
  uv: (u: number, v: number) => [number, number],
  jaw: number,
): void {
  const first = addGrid(mesh, columns, rows, (u, v) => {
    const position = at(u, v, REST);
    const down = jaw * (rows > 1 ? 1 - v : 1) * 0.6 + 0.0001;
    return {
      position,
      normal: head.soft(position),
      uv: uv(u, v),
      weights: [
        ['head', 1 - down],
        ['jaw', down],
      ],
    };
  });
  for (const [name, shape] of Object.entries(SHAPES)) {
    const motion = motions[name];
    addMorph(mesh, name, first, mesh.positions.length, (i, p) => {
      const k = i - first;
      const u = (k % (columns + 1)) / columns;
      const v = Math.floor(k / (columns + 1)) / rows;
      const there = at(u, v, { ...REST, ...shape });
      const moved = sub(there, p);
      if (!motion) return moved;
      const carried = motion(there);
      // The lips stay a hair in front of the skin that the jaw pulls back.
      return add(moved, [carried[0], carried[1] * 0.6, carried[2] * 0.6 + Math.abs(carried[1]) * 0.1]);
    });
  }
}

/** Folded up inside the head until `tongueOut` brings it out over the lower lip. */
function buildTongue(head: HeadSurface, middle: number): Mesh {
  const tongue = createMesh('Tongue', 'mouth');
  const out = (u: number, v: number): Vec3 => {
    const s = u * 2 - 1;
    const end = Math.sqrt(Math.max(0, 1 - v ** 4));
    const y = middle - 0.0008 - v * 0.0165;
    const groove = 0.0012 * Math.max(0, 1 - Math.abs(s) * 4);
    const swell = 0.0062 * Math.sin(Math.min(1, v * 1.02) * Math.PI * 0.82) * (1 - 0.55 * s * s);
    return head.face(s * 0.0088 * end, y, 0.0028 + swell - groove);
  };
  const hidden = (p: Vec3): Vec3 => [p[0] * 0.2, middle + (p[1] - middle) * 0.1, p[2] - 0.02];
  const first = addGrid(
    tongue,
    10,
    8,
    (u, v) => {
      const position = out(u, v);
      return {
        position,
        normal: head.soft(position),
        uv: [0.5, 0.93 - 0.1 * Math.max(0, 1 - Math.abs(u * 2 - 1) * 5) * (1 - v)],
        weights: [
          ['head', 0.4],
          ['jaw', 0.6],
        ],
      };
    },
    true,
  );
  const shown = tongue.positions.slice();
  shown.forEach((p, i) => {
    tongue.positions[i] = hidden(p);
  });
  addMorph(tongue, 'tongueOut', first, shown.length, (i, p) => sub(shown[i]!, p));
  addMorph(tongue, 'jawOpen', first, shown.length, () => [0, -0.014, -0.002]);
  return tongue;
}
