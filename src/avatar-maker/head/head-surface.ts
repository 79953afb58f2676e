import { profile } from '../curve';
import { add, clamp, gauss, normalize, scale, signedPower, sub, type Vec3 } from '../vector';

/** What makes one head differ from another. Lengths in metres. */
export interface HeadShape {
  readonly chin: number;
  readonly height: number;
  /** Width of jaw and cheeks against the girl's. */
  readonly jaw: number;
  /** Width of the whole head against the girl's. */
  readonly width: number;
  readonly nose: number;
}

export interface HeadSurface {
  readonly shape: HeadShape;
  /** Where the middle of the skull is. */
  readonly center: Vec3;
  /** Height above the ground of a share 0 (chin) … 1 (crown). */
  readonly y: (h: number) => number;
  /** A point of the head `off` metres outside it; angle π/2 is the front, 0 the left. */
  readonly at: (angle: number, h: number, off?: number) => Vec3;
  /** Depth of the face, with its nose. */
  readonly depth: (x: number, y: number) => number;
  /** A point of the face `off` metres in front of it. */
  readonly face: (x: number, y: number, off?: number) => Vec3;
  readonly faceNormal: (x: number, y: number) => Vec3;
  /** Normals of a ball: the toon shade of a face is a clean curve only with these. */
  readonly soft: (p: Vec3) => Vec3;
}

export function createHeadSurface(shape: HeadShape): HeadSurface {
  const { chin, height } = shape;
  const low = (x: number): number => x * shape.jaw;
  const width = profile([
    [0, low(0.058)],
    [0.05, low(0.08)],
    [0.13, low(0.098)],
    [0.26, low(0.109)],
    [0.42, 0.1165],
    [0.58, 0.1195],
    [0.75, 0.119],
    [1, 0.116],
  ]);
  const front = profile([
    [0, 0.15],
    [0.03, 0.133],
    [0.08, 0.118],
    [0.15, 0.107],
    [0.25, 0.1],
    [0.4, 0.101],
    [0.6, 0.103],
    [1, 0.112],
  ]);
  const back = profile([
    [0, 0.045],
    [0.15, 0.068],
    [0.35, 0.097],
    [0.6, 0.114],
    [1, 0.116],
  ]);
  const middle = profile([
    [0, 0.02],
    [0.15, 0.008],
    [0.4, 0],
    [1, -0.004],
  ]);
  const y = (h: number): number => chin + height * h;
  const share = (at: number): number => clamp((at - chin) / height, 0.002, 0.998);
  const round = (h: number): number => Math.sqrt(Math.max(0, 1 - (1 - 2 * h) ** 2));
  const halfWidth = (h: number): number => round(h) ** 0.92 * width(h) * shape.width;

  const noseY = y(0.245);
  const nose = (x: number, at: number): number => {
    const dy = at - noseY;
    const bridge = gauss(dy / (dy > 0 ? 0.019 : 0.0065));
    return shape.nose * bridge * gauss(x / (dy > 0 ? 0.0065 : 0.0085));
  };
  const mouthBump = (x: number, at: number): number =>
    0.0022 * gauss(x / 0.022) * gauss((at - y(0.165)) / 0.014);

  const at = (angle: number, h: number, off = 0): Vec3 => {
    const sin = Math.sin(angle);
    const p: Vec3 = [
      halfWidth(h) * Math.cos(angle),
      y(h),
      middle(h) + round(h) * (sin > 0 ? front(h) : back(h)) * signedPower(sin, sin > 0 ? 0.88 : 1),
    ];
    if (off === 0) return p;
    return add(p, scale(normalize(sub(p, [0, y(0.38 + 0.18 * h), -0.005])), off));
  };
  const depth = (x: number, at: number): number => {
    const h = share(at);
    const c = clamp(x / halfWidth(h), -1, 1);
    return middle(h) + round(h) * front(h) * Math.sqrt(1 - c * c) ** 0.88 + nose(x, at) + mouthBump(x, at);
  };
  const faceNormal = (x: number, at: number): Vec3 => {
    const e = 0.004;
    return normalize([
      (depth(x - e, at) - depth(x + e, at)) / (2 * e),
      (depth(x, at - e) - depth(x, at + e)) / (2 * e),
      1,
    ]);
  };
  const center: Vec3 = [0, y(0.52), -0.01];
  return {
    shape,
    center,
    y,
    at,
    depth,
    faceNormal,
    face: (x, py, off = 0) => {
      const n = faceNormal(x, Math.max(py, chin + 0.004));
      return [x + n[0] * off * 0.3, py + n[1] * off * 0.3, depth(x, py) + off];
    },
    soft: (p) => normalize(sub(p, [0, y(0.42), -0.035])),
  };
}
