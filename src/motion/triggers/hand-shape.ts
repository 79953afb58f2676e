import { BONE_COUNT, BONE_INDEX, type HumanoidBone, PARENT_INDEX } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { multiply, rotate } from '../shape/quaternion';
import { createStandardHuman } from '../solve/direct/standard-human';

export const HAND_SIDES = ['left', 'right'] as const;
export type HandSide = (typeof HAND_SIDES)[number];

const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;

/** A hand in numbers that hardly depend on whose it is. */
export interface HandShape {
  seen: boolean;
  /** Bend of index, middle, ring and little finger: 0 straight .. 1 closed. */
  readonly curls: Float64Array;
  /** Bend of the thumb: 0 straight .. 1 laid over a fist. */
  thumb: number;
  /** How far index and middle finger point apart, radians. */
  spread: number;
  /** Unit vectors in the world: where the straight hand points, where its palm faces, where the thumb points. */
  readonly pointing: Float64Array;
  readonly palm: Float64Array;
  readonly thumbPointing: Float64Array;
  /** Tips of index finger and thumb, metres, as if a standard adult did it. */
  readonly indexTip: Float64Array;
  readonly thumbTip: Float64Array;
}

export type HandShapes = Readonly<Record<HandSide, HandShape>>;

/** Sum of a finger's three bends in a fist, radians. */
const CLOSED = 4.1;
/** Bend of a thumb that lies over a fist, radians. */
const THUMB_CLOSED = 1.75;
/** Where a left thumb points in T-pose, and the axis that it bends about: `motion/solve/direct/thumb.ts` uses the same. */
const THUMB = unit(0.76, -0.18, 0.63);
const RIGHT_THUMB = Float64Array.of(-THUMB[0]!, THUMB[1]!, THUMB[2]!);
const THUMB_AXIS = bendAxis();
/** How far tips lie beyond their last joint, as a share of the last offset. */
const TIP = 0.85;

/** @returns a function that reads both hands off a frame into the same object again and again. Allocates nothing per call. */
export const createHandReader = (): ((frame: MotionFrame) => HandShapes) => {
  const { offsets } = createStandardHuman();
  const rotations = new Float64Array(BONE_COUNT * 4);
  const positions = new Float64Array(BONE_COUNT * 3);
  const local = new Float64Array(4);
  const shapes: HandShapes = { left: createShape(), right: createShape() };

  /** World transforms of the standard adult in the frame's pose. */
  const pose = (frame: MotionFrame): void => {
    for (let b = 0; b < BONE_COUNT; b++) {
      const parent = PARENT_INDEX[b]!;
      for (let k = 0; k < 4; k++) local[k] = frame.bones[b * 4 + k]!;
      if (parent < 0) {
        rotations.set(local, b * 4);
        continue;
      }
      rotate(rotations, parent * 4, offsets, b * 3, positions, b * 3);
      for (let k = 0; k < 3; k++) positions[b * 3 + k]! += positions[parent * 3 + k]!;
      multiply(rotations, parent * 4, local, 0, rotations, b * 4);
    }
  };

  const read = (frame: MotionFrame, side: HandSide, shape: HandShape): void => {
    const bones = BONES[side];
    const sign = side === 'left' ? 1 : -1;
    const part = side === 'left' ? PART_INDEX.leftHand : PART_INDEX.rightHand;
    shape.seen = frame.confidence[part]! > 0 && frame.drives.bones[bones.fingers[0]![0]!] === 1;
    if (!shape.seen) return;
    for (let f = 0; f < FINGERS.length; f++) {
      let bend = 0;
      for (let j = 0; j < 3; j++) bend += bendOf(frame.bones, bones.fingers[f]![j]! * 4, Z, sign);
      shape.curls[f] = Math.min(1.5, Math.max(-0.3, bend / CLOSED));
    }
    let thumb = 0;
    for (let j = 0; j < 3; j++) thumb += bendOf(frame.bones, bones.thumb[j]! * 4, THUMB_AXIS, sign);
    shape.thumb = Math.min(1.5, Math.max(-1, thumb / THUMB_CLOSED));
    const index = bendOf(frame.bones, bones.fingers[0]![0]! * 4, Y, sign);
    const middle = bendOf(frame.bones, bones.fingers[1]![0]! * 4, Y, sign);
    shape.spread = Math.abs(index - middle);
    rotate(rotations, bones.hand * 4, side === 'left' ? PLUS_X : MINUS_X, 0, shape.pointing, 0);
    rotate(rotations, bones.hand * 4, DOWN, 0, shape.palm, 0);
    rotate(rotations, bones.thumb[2]! * 4, side === 'left' ? THUMB : RIGHT_THUMB, 0, shape.thumbPointing, 0);
    tip(bones.fingers[0]![2]!, shape.indexTip);
    tip(bones.thumb[2]!, shape.thumbTip);
  };

  const tip = (bone: number, out: Float64Array): void => {
    rotate(rotations, bone * 4, offsets, bone * 3, out, 0);
    for (let k = 0; k < 3; k++) out[k] = positions[bone * 3 + k]! + TIP * out[k]!;
  };

  return (frame) => {
    pose(frame);
    for (const side of HAND_SIDES) read(frame, side, shapes[side]);
    return shapes;
  };
};

const createShape = (): HandShape => ({
  seen: false,
  curls: new Float64Array(4),
  thumb: 0,
  spread: 0,
  pointing: new Float64Array(3),
  palm: new Float64Array(3),
  thumbPointing: new Float64Array(3),
  indexTip: new Float64Array(3),
  thumbTip: new Float64Array(3),
});

const PLUS_X = Float64Array.of(1, 0, 0);
const MINUS_X = Float64Array.of(-1, 0, 0);
const DOWN = Float64Array.of(0, -1, 0);
/** Axes of positive bend of a left hand: towards the palm, and of a finger towards the thumb. */
const Z = Float64Array.of(0, 0, -1);
const Y = Float64Array.of(0, -1, 0);

const fingerBones = (side: HandSide, finger: string): number[] =>
  ['Proximal', 'Intermediate', 'Distal'].map(
    (joint) => BONE_INDEX[`${side}${finger}${joint}` as HumanoidBone],
  );

const BONES = {
  left: bonesOf('left'),
  right: bonesOf('right'),
};

function bonesOf(side: HandSide) {
  return {
    hand: BONE_INDEX[`${side}Hand`],
    fingers: FINGERS.map((finger) => fingerBones(side, finger)),
    thumb: ['Metacarpal', 'Proximal', 'Distal'].map(
      (joint) => BONE_INDEX[`${side}Thumb${joint}` as HumanoidBone],
    ),
  };
}

/** Turn of a local rotation about an axis (twist), radians; the right hand's rotations are the left's in a mirror. */
const bendOf = (bones: Float32Array, at: number, axis: Float64Array, sign: number): number => {
  const along = bones[at]! * axis[0]! + sign * (bones[at + 1]! * axis[1]! + bones[at + 2]! * axis[2]!);
  const angle = 2 * Math.atan2(along, bones[at + 3]!);
  return angle > Math.PI ? angle - 2 * Math.PI : angle < -Math.PI ? angle + 2 * Math.PI : angle;
};

function unit(x: number, y: number, z: number): Float64Array {
  const length = Math.sqrt(x * x + y * y + z * z);
  return Float64Array.of(x / length, y / length, z / length);
}

/** The thumb's axis: square to where it points and to where its pad faces, down and in. */
function bendAxis(): Float64Array {
  const [x, y, z] = [THUMB[0]!, THUMB[1]!, THUMB[2]!];
  const [px, py, pz] = [0.35, -0.7, -0.6];
  return unit(y * pz - z * py, z * px - x * pz, x * py - y * px);
}
