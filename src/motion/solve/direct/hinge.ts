import {
  alignFrame,
  axisAngleQuat,
  copyQuat,
  inverseFrame,
  multiplyQuat,
  type Quat,
  quat,
  rotateVec,
  swingQuat,
} from '../maths/quaternion';
import {
  clamp,
  copyVec,
  cross,
  dot,
  length,
  lerpVec,
  makeUnit,
  normalize,
  rejectFrom,
  smoothstep,
  type Vec3,
  vec3,
} from '../maths/vector';

/** A limb of two bones with a hinge between: arm or leg. What its rest pose says. */
export interface HingeShape {
  /** Unit vectors along the bones at rest. */
  readonly upper: Vec3;
  readonly lower: Vec3;
  /** Unit axis about which the lower bone bends, positive in its only direction, at rest. */
  readonly axis: Vec3;
  /** Inverses of the frames of bone and axis at rest. */
  readonly upperFrame: Quat;
  readonly lowerFrame: Quat;
}

/** Sines of the bend below which the plane of the limb says nothing, and from which it says all: about 3° and 10°. */
const STRAIGHT = 0.05;
const BENT = 0.18;
/** A bend of some 35° is no noise: from there a hinge opposite to the one expected is believed. */
const WELL_BENT = 0.55;
/** Remembered hinge axes are given up after this time, ms, or when the limb has leapt by more than this angle's cosine. */
const MEMORY = 250;
const LEAP = 0.8;
/** Time in which the remembered axis of a limb that stays straight goes over to the likely one, ms. */
const FORGET = 1000;

export interface Hinge {
  readonly upper: Quat;
  readonly lower: Quat;
  /** Unit hinge axis in the world. */
  readonly axis: Vec3;
  /** 0 = straight, the axis is a guess; 1 = bent, it was seen. */
  certainty: number;
}

export interface HingeSolver {
  readonly hinge: Hinge;
  /**
   * @param upper unit vector along the upper bone, in the world.
   * @param lower unit vector along the lower bone, or undefined where its end is not seen: it goes straight on.
   * @param likely hinge axis to assume of a straight limb; need not be a unit vector nor square to the limb.
   */
  solve(shape: HingeShape, upper: Vec3, lower: Vec3 | undefined, likely: Vec3, time: number): void;
  reset(): void;
}

const seen = vec3();
const guess = vec3();
const recalled = vec3();
const sideways = vec3();
const carry = quat();
const fix = quat();

export const createHingeSolver = (): HingeSolver => {
  const hinge: Hinge = { upper: quat(), lower: quat(), axis: vec3(), certainty: 0 };
  const now = { upper: vec3(), axis: vec3(), time: Number.NEGATIVE_INFINITY };
  const before = { upper: vec3(), axis: vec3(), time: Number.NEGATIVE_INFINITY };

  /** The axis of a moment ago, carried along with the upper bone, in place of the likely one. */
  const recall = (upper: Vec3, time: number): void => {
    // The same image solved again is to give the same answer: what it gave is no memory yet.
    if (time !== now.time) {
      copyVec(before.upper, now.upper);
      copyVec(before.axis, now.axis);
      before.time = now.time;
    }
    const elapsed = time - before.time;
    if (!(elapsed >= 0 && elapsed < MEMORY) || dot(before.upper, upper) < LEAP) return;
    swingQuat(carry, before.upper, upper);
    rotateVec(recalled, carry, before.axis);
    rejectFrom(recalled, upper);
    if (normalize(recalled) > 0) turnTowards(guess, recalled, guess, upper, Math.min(1, elapsed / FORGET));
  };

  return {
    hinge,
    solve(shape, upper, lower, likely, time) {
      copyVec(guess, likely);
      rejectFrom(guess, upper);
      if (normalize(guess) < 1e-3) anySquare(guess, upper);
      recall(upper, time);
      hinge.certainty = 0;
      copyVec(hinge.axis, guess);
      if (lower) {
        cross(seen, upper, lower);
        const sine = length(seen);
        const bend = dot(upper, lower) < 0 ? 1 : sine;
        if (normalize(seen) > 1e-4) {
          const backwards =
            smoothstep(-0.5, -0.95, dot(seen, guess)) * (1 - smoothstep(BENT, WELL_BENT, bend));
          hinge.certainty = smoothstep(STRAIGHT, BENT, Math.min(bend, sine * 4)) * (1 - backwards);
          turnTowards(hinge.axis, guess, seen, upper, hinge.certainty);
        }
      }
      alignFrame(hinge.upper, shape.upperFrame, upper, hinge.axis);
      if (lower) alignFrame(hinge.lower, shape.lowerFrame, lower, hinge.axis);
      else copyQuat(hinge.lower, hinge.upper);
      copyVec(now.upper, upper);
      copyVec(now.axis, hinge.axis);
      now.time = time;
    },
    reset() {
      now.time = Number.NEGATIVE_INFINITY;
      before.time = Number.NEGATIVE_INFINITY;
    },
  };
};

/** `out` = unit vector `from` turned by the share `t` of its angle to `to`, about `axis`, to which both are square. */
const turnTowards = (out: Vec3, from: Vec3, to: Vec3, axis: Vec3, t: number): void => {
  cross(sideways, from, to);
  const angle = Math.atan2(dot(sideways, axis), clamp(dot(from, to), -1, 1));
  axisAngleQuat(fix, axis, angle * t);
  rotateVec(out, fix, from);
};

const anySquare = (out: Vec3, to: Vec3): void => {
  if (Math.abs(to.y) < 0.9) lerpVec(out, to, UP, 1);
  else lerpVec(out, to, FRONT, 1);
  rejectFrom(out, to);
  normalize(out);
};

const UP = vec3(0, 1, 0);
const FRONT = vec3(0, 0, 1);

/** Turns `lower` about its own bone, along which `along` lies at rest, by `angle`. */
export const twistBone = (lower: Quat, along: Vec3, angle: number): void => {
  axisAngleQuat(fix, along, angle);
  multiplyQuat(lower, lower, fix);
};

/** The likely hinge axis of a limb: its rest axis swung with the upper bone out of the parent's rest. */
export const restAxis = (out: Vec3, shape: HingeShape, parent: Quat, upper: Vec3): void => {
  rotateVec(sideways, parent, shape.upper);
  swingQuat(carry, sideways, upper);
  rotateVec(out, parent, shape.axis);
  rotateVec(out, carry, out);
};

/** A limb along the unit vectors `upper` and `lower` at rest that bends towards `towards`. */
export const hingeShape = (upper: Vec3, lower: Vec3, towards: Vec3): HingeShape => {
  const axis = vec3();
  cross(axis, upper, towards);
  if (!makeUnit(axis)) copyVec(axis, UP);
  return {
    upper,
    lower,
    axis,
    upperFrame: inverseFrame(upper, axis) ?? quat(),
    lowerFrame: inverseFrame(lower, axis) ?? quat(),
  };
};
