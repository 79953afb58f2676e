import { clip } from '../clip';
import { addGrid, addMorph, createMesh, type Mesh, smoothNormals, type Weights } from '../mesh';
import { mark, mirror } from '../tube';
import { clamp, mix, smoothstep, type Vec3 } from '../vector';
import type { EyeShape } from './eye-shape';
import { addEyes, type EyeMeshes, outsideSockets } from './eyes';
import { faceMotions } from './face-motions';
import type { HeadSurface } from './head-surface';
import { addMouth, type MouthMeshes } from './mouth';

/** Side of the square that the face texture covers, in metres. */
export const FACE_TEXTURE_SIZE = 0.3;

/** Texture coordinates of the face: a plain view from the front. */
export const faceUv =
  (head: HeadSurface) =>
  (p: Vec3): [number, number] => [
    clamp(0.5 + p[0] / FACE_TEXTURE_SIZE, 0, 1),
    clamp((head.shape.chin + FACE_TEXTURE_SIZE * 0.95 - p[1]) / FACE_TEXTURE_SIZE, 0, 1),
  ];

export interface FaceMeshes extends EyeMeshes, MouthMeshes {
  readonly face: Mesh;
}

export function buildFace(head: HeadSurface, eye: EyeShape): FaceMeshes {
  const face = createMesh('Face', 'face');
  const uv = faceUv(head);
  addSkull(face, head, uv);
  clip(face, outsideSockets(eye));
  addEars(face, head, uv);
  const motions = faceMotions(head);
  const skin = face.positions.length;
  const eyes = addEyes(face, head, eye, uv);
  for (const [name, motion] of Object.entries(motions)) addMorph(face, name, 0, skin, (_, p) => motion(p));
  const mouth = addMouth(head, motions);
  return { face, ...eyes, ...mouth };
}

/** The jaw bone moves the chin, for apps that turn it. */
const jawWeights = (head: HeadSurface, p: Vec3): Weights => {
  const jaw = smoothstep(head.y(0.2), head.y(0.05), p[1]) * smoothstep(0.005, 0.05, p[2]) * 0.95;
  return jaw < 0.01
    ? [['head', 1]]
    : [
        ['head', 1 - jaw],
        ['jaw', jaw],
      ];
};

function addSkull(face: Mesh, head: HeadSurface, uv: (p: Vec3) => [number, number]): void {
  // Loops are closer where the features are; the back of the skull, under the hair, is left out.
  const rise = (v: number): number => mix((1 - Math.cos(v * Math.PI)) / 2, v, 0.35);
  const turn = (u: number): number => {
    const a = (u - 0.5) * 2;
    return -Math.PI * 0.5 + Math.PI - a * Math.PI * (0.62 + 0.38 * a * a);
  };
  addGrid(face, 48, 33, (u, v) => {
    const h = clamp(rise(v), 0.0008, 0.9992);
    const angle = turn(u);
    const base = head.at(angle, h);
    const position: Vec3 = Math.sin(angle) > 0 ? [base[0], base[1], head.depth(base[0], base[1])] : base;
    return { position, normal: head.soft(position), uv: uv(position), weights: jawWeights(head, position) };
  });
  clip(face, (p) => (p[1] < head.y(0.45) ? 1 : p[2] + 0.045));
}

function addEars(face: Mesh, head: HeadSurface, uv: (p: Vec3) => [number, number]): void {
  const from = mark(face);
  const y = head.y(0.37);
  const root = head.at(-0.12, 0.37);
  const skin = uv([0.02, head.y(0.8), 0]);
  const shade = uv([0.115, head.y(0.12), 0]);
  addGrid(face, 18, 5, (u, v) => {
    const a = u * 2 * Math.PI;
    const rim = [0.3, 0.75, 1.02, 1, 0.86, 0.1][Math.round((1 - v) * 5)]!;
    const out = [-0.006, 0.002, 0.0105, 0.0115, 0.005, 0.0045][Math.round((1 - v) * 5)]!;
    const lobe = Math.sin(a) < 0 ? 0.72 : 1;
    const up = Math.sin(a) * 0.031 * rim;
    const across = Math.cos(a) * 0.0165 * rim * lobe;
    const position: Vec3 = [
      root[0] - 0.002 + out + 0.1 * up - across * 0.42,
      y + up - 0.002,
      root[2] - 0.004 + across - 0.12 * up,
    ];
    const inner = v > 0.75;
    return {
      position,
      normal: head.soft(position),
      uv: inner ? shade : skin,
      weights: [['head', 1]],
    };
  });
  smoothNormals(face, from.vertex);
  mirror(face, from);
}
