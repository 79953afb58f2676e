import type { HumanoidBone } from '@shared/humanoid';
import type { TrackingFrame } from '@shared/tracking-frame';
import { type Joints, jointPosition, pointOnBone, type Vector } from '../synthetic/kinematics';

/** Where the figure lies in the picture: pixels per metre, and the pixels of the world's origin. */
export interface Placement {
  scale: number;
  x: number;
  y: number;
}

interface Stroke {
  depth: number;
  draw(): void;
}

const SIDES = ['left', 'right'] as const;
/** The person's left in one colour, the right in another. */
const COLOURS = { left: '#d98850', right: '#4f86c6', middle: '#9aa3ad' } as const;
const FINGERS = ['Thumb', 'Index', 'Middle', 'Ring', 'Little'] as const;

/** Draws a person in the pose of `joints` as a plain figure seen from the front, nearer limbs over farther ones. */
export const drawFigure = (context: CanvasRenderingContext2D, joints: Joints, place: Placement): void => {
  const at = ([x, y]: Vector): [number, number] => [place.x + x * place.scale, place.y - y * place.scale];
  const joint = (bone: HumanoidBone): Vector => jointPosition(joints, bone);
  const strokes: Stroke[] = [];
  const limb = (from: Vector, to: Vector, metres: number, colour: string): void => {
    strokes.push({
      depth: (from[2] + to[2]) / 2,
      draw: () => {
        for (const [width, style] of [
          [metres * place.scale + 3, '#26292e'],
          [metres * place.scale, colour],
        ] as const) {
          context.beginPath();
          context.moveTo(...at(from));
          context.lineTo(...at(to));
          context.lineCap = 'round';
          context.lineWidth = width;
          context.strokeStyle = style;
          context.stroke();
        }
      },
    });
  };
  limb(joint('hips'), joint('neck'), 0.2, COLOURS.middle);
  limb(joint('leftUpperArm'), joint('rightUpperArm'), 0.1, COLOURS.middle);
  limb(joint('leftUpperLeg'), joint('rightUpperLeg'), 0.14, COLOURS.middle);
  limb(joint('neck'), joint('head'), 0.08, COLOURS.middle);
  limb(
    pointOnBone(joints, 'head', [0, 0.03, 0.01]),
    pointOnBone(joints, 'head', [0, 0.12, 0.01]),
    0.15,
    COLOURS.middle,
  );
  limb(
    pointOnBone(joints, 'head', [0, 0.045, 0.09]),
    pointOnBone(joints, 'head', [0, 0.03, 0.12]),
    0.022,
    '#e8c9b0',
  );
  for (const eye of [-0.032, 0.032])
    limb(
      pointOnBone(joints, 'head', [eye, 0.075, 0.085]),
      pointOnBone(joints, 'head', [eye, 0.0751, 0.085]),
      0.018,
      '#fff',
    );
  for (const side of SIDES) {
    const colour = COLOURS[side];
    limb(joint(`${side}UpperArm`), joint(`${side}LowerArm`), 0.075, colour);
    limb(joint(`${side}LowerArm`), joint(`${side}Hand`), 0.06, colour);
    limb(joint(`${side}UpperLeg`), joint(`${side}LowerLeg`), 0.12, colour);
    for (const finger of FINGERS) {
      const [root, middle, end] =
        finger === 'Thumb'
          ? (['Metacarpal', 'Proximal', 'Distal'] as const)
          : (['Proximal', 'Intermediate', 'Distal'] as const);
      const first = `${side}${finger}${root}` as HumanoidBone;
      const second = `${side}${finger}${middle}` as HumanoidBone;
      const third = `${side}${finger}${end}` as HumanoidBone;
      const tip: Vector = [side === 'left' ? 0.022 : -0.022, 0, finger === 'Thumb' ? 0.015 : 0];
      limb(joint(`${side}Hand`), joint(first), finger === 'Thumb' ? 0.02 : 0.024, colour);
      limb(joint(first), joint(second), 0.016, colour);
      limb(joint(second), joint(third), 0.014, colour);
      limb(joint(third), pointOnBone(joints, third, tip), 0.013, colour);
    }
  }
  for (const stroke of strokes.sort((a, b) => a.depth - b.depth)) stroke.draw();
};

/** Landmarks of MediaPipe's pose that are drawn: nose, ears, arms and hips. */
const SHOWN = [0, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24];

/** Dots where the solver was told that the landmarks are, noise and all. */
export const drawLandmarks = (
  context: CanvasRenderingContext2D,
  seen: TrackingFrame,
  joints: Joints,
  place: Placement,
): void => {
  const dot = (x: number, y: number, radius: number): void => {
    context.beginPath();
    context.arc(place.x + x * place.scale, place.y - y * place.scale, radius, 0, 2 * Math.PI);
    context.fillStyle = '#fff45c';
    context.strokeStyle = '#26292e';
    context.lineWidth = 1;
    context.fill();
    context.stroke();
  };
  const left = jointPosition(joints, 'leftUpperLeg');
  const right = jointPosition(joints, 'rightUpperLeg');
  const { worldLandmarks } = seen.pose;
  for (const i of SHOWN)
    dot(
      worldLandmarks[i * 4]! + (left[0] + right[0]) / 2,
      (left[1] + right[1]) / 2 - worldLandmarks[i * 4 + 1]!,
      3,
    );
  for (const side of SIDES) {
    const hand = side === 'left' ? seen.leftHand.worldLandmarks : seen.rightHand.worldLandmarks;
    const wrist = jointPosition(joints, `${side}Hand`);
    for (let i = 1; i < 21; i++)
      dot(wrist[0] + hand[i * 3]! - hand[0]!, wrist[1] - hand[i * 3 + 1]! + hand[1]!, 1.5);
  }
};
