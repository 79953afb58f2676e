import { gauss, smoothstep, type Vec3 } from '../vector';
import type { HeadSurface } from './head-surface';

/** How far a face morph carries a point of the face. */
export type FaceMotion = (p: Vec3) => Vec3;

/** What jaw, cheeks, nose and lips do to the skin, by morph target. */
export function faceMotions(head: HeadSurface): Record<string, FaceMotion> {
  const mouthY = head.y(0.165);
  const chin = (p: Vec3): number =>
    smoothstep(head.y(0.205), head.y(0.03), p[1]) * smoothstep(-0.01, 0.05, p[2]);
  const open =
    (amount: number): FaceMotion =>
    (p) => {
      const w = chin(p) * amount;
      return [0, -w, -0.25 * w];
    };
  const shift =
    (x: number, z: number): FaceMotion =>
    (p) => {
      const w = chin(p);
      return [x * w, 0, z * w];
    };
  const cheek = (side: number, y: number, size: number, lift: Vec3): FaceMotion => {
    const at = head.y(y);
    return (p) => {
      if (p[2] < 0) return [0, 0, 0];
      const w = gauss((p[0] * side - 0.058) / size) * gauss((p[1] - at) / size);
      return [lift[0] * w * side, lift[1] * w, lift[2] * w];
    };
  };
  const nostril =
    (side: number): FaceMotion =>
    (p) => {
      if (p[2] < 0) return [0, 0, 0];
      const w = gauss((p[0] * side - 0.008) / 0.009) * gauss((p[1] - head.y(0.24)) / 0.013);
      return [side * 0.001 * w, 0.0035 * w, 0.002 * w];
    };
  const lips =
    (amount: number): FaceMotion =>
    (p) => {
      const w = p[2] < 0 ? 0 : gauss(p[0] / 0.022) * gauss((p[1] - mouthY) / 0.016);
      return [0, 0, amount * w];
    };
  const puff = [cheek(1, 0.2, 0.024, [0.0085, 0, 0.006]), cheek(-1, 0.2, 0.024, [0.0085, 0, 0.006])] as const;
  return {
    aa: open(0.0085),
    oh: open(0.007),
    ee: open(0.003),
    jawOpen: open(0.012),
    surprised: open(0.006),
    mouthFunnel: lips(0.004),
    mouthPucker: lips(0.005),
    ou: lips(0.003),
    jawLeft: shift(0.006, 0),
    jawRight: shift(-0.006, 0),
    jawForward: shift(0, 0.007),
    noseSneerLeft: nostril(1),
    noseSneerRight: nostril(-1),
    cheekSquintLeft: cheek(1, 0.25, 0.02, [0, 0.003, 0.0035]),
    cheekSquintRight: cheek(-1, 0.25, 0.02, [0, 0.003, 0.0035]),
    cheekPuff: (p) => {
      const [a, b] = [puff[0](p), puff[1](p)];
      return [a[0] + b[0], 0, a[2] + b[2]];
    },
  };
}
