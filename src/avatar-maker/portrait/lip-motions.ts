import { gauss, mix, smoothstep } from '../vector';
import type { FaceFrame, FacePoint } from './face-frame';
import { INNER_LIPS, LOWER_LIP, MOUTH_CORNERS, UPPER_LIP } from './landmark-sets';

/** A point of the picture: `landmark` is -1 beside the face. */
export interface PortraitPoint {
  readonly place: FacePoint;
  readonly landmark: number;
}

/** How far a morph target carries a point, in the units of FacePoint. */
export type PortraitMotion = (point: PortraitPoint) => FacePoint;

const CORNERS: ReadonlySet<number> = new Set([
  MOUTH_CORNERS.left,
  MOUTH_CORNERS.right,
  INNER_LIPS.upper[0],
  INNER_LIPS.upper.at(-1)!,
]);

/** How far the lower lip drops as the jaw opens fully: about 33 mm on an adult's face. */
const JAW_DROP = 0.35;

/** What jaw and lips do, by ARKit's names. */
export function lipMotions(face: FaceFrame): Record<string, PortraitMotion> {
  const { mouth } = face;
  const mouthY = face.lipLine(mouth.x);
  const across = (x: number): number => (x - mouth.x) / mouth.halfWidth;

  /** Distance below the parting of the lips; a lip knows its side whatever the picture says. */
  const below = ({ place, landmark }: PortraitPoint): number => {
    const distance = face.lipLine(place[0]) - place[1];
    if (LOWER_LIP.has(landmark)) return Math.max(distance, 0.001);
    if (UPPER_LIP.has(landmark)) return Math.min(distance, -0.001);
    return distance;
  };

  /** 0 above the lips .. 1 for what hangs on the jaw. */
  const jaw = (point: PortraitPoint): number => {
    const t = Math.abs(across(point.place[0]));
    const d = below(point);
    if (CORNERS.has(point.landmark)) return 0.2;
    const inMouth = t < 1;
    if (inMouth && d < 0) return 0;
    const edge = inMouth ? 1 : smoothstep(-0.12, 0.12, d);
    const lip = inMouth ? 1 - 0.8 * t * t : 0.2 * gauss((t - 1) * 1.4);
    const chin = gauss((point.place[0] - mouth.x) / 0.72);
    const neck = 1 - smoothstep(face.chin, face.chin - 0.8, point.place[1]);
    return edge * mix(lip, chin, smoothstep(0, 0.28, d)) * neck;
  };

  const near = (point: PortraitPoint, x: number, y: number, rx: number, ry: number): number =>
    gauss((point.place[0] - x) / rx) * gauss((point.place[1] - y) / ry);
  const lips = (point: PortraitPoint): number => near(point, mouth.x, mouthY, mouth.halfWidth * 1.3, 0.2);

  /** One lip alone, on one side (-1, 1) or both (0). */
  const lip = (which: 'upper' | 'lower', side: number, lift: number, toLine = 0): PortraitMotion => {
    return (point) => {
      const d = below(point);
      const t = across(point.place[0]);
      if (which === 'upper' ? d > 0 : d < 0) return [0, 0, 0];
      const inMouth = Math.max(0, 1 - t * t) * (side === 0 ? 1 : smoothstep(-0.6, 0.6, t * side));
      const w = inMouth * gauss(d / 0.17);
      return [0, (lift + toLine * d) * w, 0];
    };
  };

  const corner = (side: number, dx: number, dy: number): PortraitMotion => {
    const [x, y] = face.at(side > 0 ? MOUTH_CORNERS.left : MOUTH_CORNERS.right);
    return (point) => {
      // What is pulled at the corner pulls the lips behind it, less and less towards the middle.
      const t = across(point.place[0]) * side;
      const w = near(point, x, y, 0.3, 0.26) * smoothstep(-0.2, 0.9, t);
      return [dx * side * w, dy * w, 0];
    };
  };
  const sum =
    (...parts: PortraitMotion[]): PortraitMotion =>
    (point) =>
      parts.reduce<FacePoint>(
        (total, part) => {
          const d = part(point);
          return [total[0] + d[0], total[1] + d[1], total[2] + d[2]];
        },
        [0, 0, 0],
      );
  const narrow = (amount: number, thicken: number): PortraitMotion => {
    return (point) => {
      const w = lips(point);
      return [
        -amount * (point.place[0] - mouth.x) * w,
        -thicken * below(point) * w * smoothstep(0.35, 0.1, Math.abs(below(point))),
        0.08 * w,
      ];
    };
  };
  const shift = (dx: number, weight: (point: PortraitPoint) => number): PortraitMotion => {
    return (point) => [dx * weight(point), 0, 0];
  };

  const sided = (name: string, make: (side: number) => PortraitMotion) => ({
    [`${name}Left`]: make(1),
    [`${name}Right`]: make(-1),
  });
  return {
    jawOpen: (point) => [0, -JAW_DROP * jaw(point), 0],
    jawForward: (point) => [0, 0, 0.08 * jaw(point)],
    jawLeft: shift(0.07, jaw),
    jawRight: shift(-0.07, jaw),
    mouthClose: sum(lip('lower', 0, JAW_DROP * 0.85), lip('upper', 0, -0.02)),
    mouthFunnel: sum(narrow(0.28, 0.1), lip('upper', 0, 0.05), lip('lower', 0, -0.08)),
    mouthPucker: narrow(0.42, 0.35),
    mouthLeft: shift(0.1, lips),
    mouthRight: shift(-0.1, lips),
    ...sided('mouthSmile', (side) => corner(side, 0.08, 0.11)),
    ...sided('mouthFrown', (side) => corner(side, 0.01, -0.1)),
    ...sided('mouthDimple', (side) => corner(side, 0.06, 0.01)),
    ...sided('mouthStretch', (side) => corner(side, 0.1, -0.04)),
    ...sided('mouthPress', (side) => sum(lip('upper', side, 0, 0.3), lip('lower', side, 0, 0.3))),
    ...sided('mouthLowerDown', (side) => lip('lower', side, -0.08)),
    ...sided('mouthUpperUp', (side) => lip('upper', side, 0.07)),
    mouthRollLower: lip('lower', 0, 0, 0.45),
    mouthRollUpper: lip('upper', 0, 0, 0.45),
    mouthShrugLower: lip('lower', 0, 0.04),
    mouthShrugUpper: lip('upper', 0, 0.035),
  };
}
