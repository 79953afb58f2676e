import { BONE_COUNT, HUMANOID_BONES } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { exp, log, normalise } from './quaternion';

/** Lowest and highest component of a bone's rotation vector on each axis, degrees. */
type Range = readonly [low: number, high: number];
type Limits = readonly [x: Range, y: Range, z: Range];

/** This much before a limit the motion begins to slow down, degrees. */
const SOFTNESS = 8;

/**
 * Limits of the middle and the left half in the axes of the T-pose, wider than a person's range of motion by the softness and
 * then some: they stop what no body does and leave alone what bodies do. Ranges after the American Academy of Orthopaedic
 * Surgeons, "Joint Motion", 1965; sums over spine and shoulder girdle as the bones share them.
 */
const LIMITS: readonly [part: RegExp, limits: Limits][] = [
  [
    /^hips$/,
    [
      [-70, 100],
      [-180, 180],
      [-70, 70],
    ],
  ],
  [
    /^(spine|chest|upperChest)$/,
    [
      [-25, 45],
      [-35, 35],
      [-30, 30],
    ],
  ],
  [
    /^neck$/,
    [
      [-45, 50],
      [-60, 60],
      [-40, 40],
    ],
  ],
  [
    /^head$/,
    [
      [-50, 55],
      [-70, 70],
      [-45, 45],
    ],
  ],
  [
    /^jaw$/,
    [
      [-5, 40],
      [-15, 15],
      [-10, 10],
    ],
  ],
  [
    /Eye$/,
    [
      [-40, 40],
      [-50, 50],
      [-10, 10],
    ],
  ],
  [
    /Shoulder$/,
    [
      [-30, 30],
      [-35, 30],
      [-25, 45],
    ],
  ],
  [
    /UpperArm$/,
    [
      [-130, 110],
      [-150, 75],
      [-115, 115],
    ],
  ],
  [
    /LowerArm$/,
    [
      [-120, 120],
      [-165, 25],
      [-40, 40],
    ],
  ],
  [
    /Hand$/,
    [
      [-100, 100],
      [-55, 55],
      [-95, 95],
    ],
  ],
  [
    /UpperLeg$/,
    [
      [-135, 60],
      [-70, 70],
      [-60, 70],
    ],
  ],
  [
    /LowerLeg$/,
    [
      [-20, 165],
      [-30, 30],
      [-25, 25],
    ],
  ],
  [
    /Foot$/,
    [
      [-65, 60],
      [-45, 45],
      [-40, 40],
    ],
  ],
  [
    /Toes$/,
    [
      [-60, 50],
      [-15, 15],
      [-15, 15],
    ],
  ],
  [
    /ThumbMetacarpal$/,
    [
      [-70, 70],
      [-70, 70],
      [-70, 70],
    ],
  ],
  [
    /Thumb(Proximal|Distal)$/,
    [
      [-75, 75],
      [-95, 95],
      [-75, 75],
    ],
  ],
  [
    /Proximal$/,
    [
      [-35, 35],
      [-45, 45],
      [-115, 50],
    ],
  ],
  [
    /(Intermediate|Distal)$/,
    [
      [-20, 20],
      [-25, 25],
      [-130, 25],
    ],
  ],
];

const DEGREE = Math.PI / 180;

/** BONE_COUNT × (low, high) × 3 axes, radians. The right half mirrors the left: y and z change sign. */
const TABLE = Float64Array.from(
  HUMANOID_BONES.flatMap((bone) => {
    const limits = LIMITS.find(([part]) => part.test(bone))![1];
    return limits.flatMap(([low, high], axis) =>
      bone.startsWith('right') && axis > 0 ? [-high * DEGREE, -low * DEGREE] : [low * DEGREE, high * DEGREE],
    );
  }),
);

/** Below this angle no component of the bone can be near a limit: half its sine, squared. */
const SAFE = Float64Array.from({ length: BONE_COUNT }, (_, b) => {
  const nearest = Math.min(...Array.from(TABLE.subarray(b * 6, b * 6 + 6), Math.abs));
  return Math.sin(Math.max(0, nearest - SOFTNESS * DEGREE) / 2) ** 2;
});

const vector = new Float64Array(3);

/**
 * Keeps every bone within its joint's range, in place: free inside, slowing down over the last 8°, never beyond. What is not a
 * number becomes the T-pose.
 */
export const applyLimits = (frame: MotionFrame): void => {
  const { bones } = frame;
  for (let b = 0; b < BONE_COUNT; b++) {
    const at = b * 4;
    const sine = bones[at]! * bones[at]! + bones[at + 1]! * bones[at + 1]! + bones[at + 2]! * bones[at + 2]!;
    if (sine < SAFE[b]! && bones[at + 3]! > 0.5) continue;
    normalise(bones, at);
    log(bones, at, vector, 0);
    let moved = false;
    for (let axis = 0; axis < 3; axis++) {
      const value = vector[axis]!;
      const kept = softStop(value, TABLE[b * 6 + axis * 2]!, TABLE[b * 6 + axis * 2 + 1]!);
      if (kept !== value) moved = true;
      vector[axis] = kept;
    }
    if (moved) exp(vector, 0, bones, at);
  }
};

/** Identity within the limits less the softness, beyond it approaching the limit, with a continuous slope. */
export const softStop = (value: number, low: number, high: number): number => {
  const soft = Math.min(SOFTNESS * DEGREE, (high - low) / 4);
  if (value > high - soft) return high - soft * Math.exp(-(value - high + soft) / soft);
  if (value < low + soft) return low + soft * Math.exp((value - low - soft) / soft);
  return value;
};

/** Low and high limit of a bone's rotation vector on an axis (0 x, 1 y, 2 z), radians. */
export const limitOf = (bone: number, axis: number): readonly [number, number] => [
  TABLE[bone * 6 + axis * 2]!,
  TABLE[bone * 6 + axis * 2 + 1]!,
];
