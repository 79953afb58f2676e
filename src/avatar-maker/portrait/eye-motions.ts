import { gauss, smoothstep } from '../vector';
import { curveAt, type FaceFrame, type FacePoint } from './face-frame';
import { type EyeLandmarks, LEFT_EYE, NOSE_WINGS, RIGHT_EYE } from './landmark-sets';
import type { PortraitMotion, PortraitPoint } from './lip-motions';

/** What lids, irises, brows, cheeks and nose do, by ARKit's names. */
export function eyeMotions(face: FaceFrame): Record<string, PortraitMotion> {
  const inner = [
    browMotion(face, LEFT_EYE, 'inner', 0.09),
    browMotion(face, RIGHT_EYE, 'inner', 0.09),
  ] as const;
  const puff = [
    cheekMotion(face, 1, -0.55, [0.06, 0, 0.08]),
    cheekMotion(face, -1, -0.55, [0.06, 0, 0.08]),
  ] as const;
  return {
    ...eye(face, LEFT_EYE, 1, 'Left'),
    ...eye(face, RIGHT_EYE, -1, 'Right'),
    browInnerUp: (point) => plus(inner[0](point), inner[1](point)),
    cheekPuff: (point) => plus(puff[0](point), puff[1](point)),
  };
}

function eye(
  face: FaceFrame,
  marks: EyeLandmarks,
  side: number,
  name: string,
): Record<string, PortraitMotion> {
  const lids = createLids(face, marks);
  const iris = new Set(marks.iris);
  const look = (dx: number, dy: number, lid = 0): PortraitMotion => {
    return (point) =>
      iris.has(point.landmark) ? [dx * lids.width, dy * lids.width, 0] : lids.close(point, lid);
  };
  const down = browMotion(face, marks, 'whole', -0.08);
  const wing = face.at(side > 0 ? NOSE_WINGS.left : NOSE_WINGS.right);
  return {
    [`eyeBlink${name}`]: (point) => lids.close(point, 1),
    [`eyeSquint${name}`]: (point) => lids.close(point, 0.3),
    [`eyeWide${name}`]: (point) => lids.close(point, -0.25),
    [`eyeLookUp${name}`]: look(0, 0.14, -0.12),
    [`eyeLookDown${name}`]: look(0, -0.14, 0.35),
    [`eyeLookIn${name}`]: look(-side * 0.16, 0),
    [`eyeLookOut${name}`]: look(side * 0.16, 0),
    [`browDown${name}`]: (point) => plus(down(point), [-side * 0.25 * Math.abs(down(point)[1]), 0, 0]),
    [`browOuterUp${name}`]: browMotion(face, marks, 'outer', 0.09),
    [`cheekSquint${name}`]: cheekMotion(face, side, -0.3, [0.01, 0.05, 0.02]),
    [`noseSneer${name}`]: ({ place }) => {
      const w = gauss((place[0] - wing[0]) / 0.14) * gauss((place[1] - wing[1]) / 0.16);
      return [0, 0.04 * w, 0];
    },
  };
}

/** How the upper lid comes down on the lower one, with the skin above it and the eye below it. */
function createLids(face: FaceFrame, marks: EyeLandmarks) {
  const line = (indices: readonly number[]) =>
    indices
      .map(face.at)
      .map(([x, y]) => [x, y] as const)
      .sort((a, b) => a[0] - b[0]);
  const upper = line(marks.upper);
  const lower = line(marks.lower);
  const [from, to] = [upper[0]![0], upper.at(-1)![0]];
  const width = to - from;
  const seam = (x: number): number =>
    curveAt(lower, x) + 0.12 * Math.max(0, curveAt(upper, x) - curveAt(lower, x));
  const upperLid = new Set(marks.upper);
  const lowerLid = new Set(marks.lower);
  const iris = new Set(marks.iris);

  /** @param amount 1 = shut, 0 = as in the picture, below 0 = wider */
  const close = ({ place: [x, y], landmark }: PortraitPoint, amount: number): FacePoint => {
    const t = (x - from) / width;
    if (t < -0.35 || t > 1.35) return [0, 0, 0];
    const inside = Math.min(Math.max(x, from), to);
    const top = curveAt(upper, inside);
    const drop = top - seam(inside);
    if (lowerLid.has(landmark) && !upperLid.has(landmark))
      return [0, Math.max(amount, 0) * (seam(inside) - y), 0];
    // The eye is covered, not carried along, when the lid opens wider.
    if (upperLid.has(landmark) || (iris.has(landmark) && amount > 0.5))
      return [0, -amount * (y - seam(inside)), 0];
    if (iris.has(landmark)) return [0, 0, 0];
    const above = y - top;
    if (above < -0.01) return [0, 0, 0];
    const beside = t < 0 ? gauss(t / 0.15) : t > 1 ? gauss((t - 1) / 0.15) : 1;
    return [0, -amount * drop * gauss(above / 0.13) * beside, 0];
  };
  return { width, close };
}

function browMotion(
  face: FaceFrame,
  marks: EyeLandmarks,
  part: 'inner' | 'outer' | 'whole',
  lift: number,
): PortraitMotion {
  const places = marks.brow.map(face.at);
  const y = places.reduce((sum, p) => sum + p[1], 0) / places.length;
  const outer = face.at(marks.outerCorner)[0];
  const innerX = face.at(marks.innerCorner)[0];
  const lid = Math.max(...marks.upper.map((i) => face.at(i)[1]));
  return ({ place }) => {
    // 0 at the inner end of the brow, 1 at the outer.
    const t = (place[0] - innerX) / (outer - innerX);
    const along =
      part === 'inner'
        ? gauss((t - 0.05) / 0.5)
        : part === 'outer'
          ? gauss((t - 0.85) / 0.5)
          : gauss((t - 0.4) / 0.75);
    // The eye itself stays where it is.
    const w = along * gauss((place[1] - y) / 0.17) * smoothstep(lid - 0.02, lid + 0.1, place[1]);
    return [0, lift * w, 0];
  };
}

function cheekMotion(face: FaceFrame, side: number, y: number, lift: FacePoint): PortraitMotion {
  return ({ place }) => {
    const w = gauss(((place[0] - face.mouth.x) * side - 0.42) / 0.22) * gauss((place[1] - y) / 0.24);
    return [side * lift[0] * w, lift[1] * w, lift[2] * w];
  };
}

const plus = (a: FacePoint, b: FacePoint): FacePoint => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
