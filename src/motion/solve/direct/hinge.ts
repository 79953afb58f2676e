import {
  alignFrame,
  copyQuat,
  inverseFrame,
  type Quat,
  quat,
  rotateVec,
  swingQuat,
} from '../maths/quaternion';
import { copyVec, cross, makeUnit, rejectFrom, smoothstepAt, type Vec3, vec3 } from '../maths/vector';

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
/**
 * Sine of the bend from which the plane seen now is all that counts, about 50°; below, landmarks that are off by millimetres turn the
 * plane by degrees, and what was just seen counts too, for a third of the answer at 25°.
 */
const CLEAR = 0.75;
/**
 * How far the end of the lower bone may lie from where memory has it, in lengths of the bone, as noise (25 mm of a forearm or less) and
 * what is beyond doubt another pose (9 cm).
 */
const NOISE = 0.1;
const ELSEWHERE = 0.35;
/** A bend of some 35° is no noise: from there a hinge opposite to the one expected is believed. */
const WELL_BENT = 0.55;
/** Remembered hinge axes are given up after this time, ms, or when the limb has leapt by more than this angle's cosine. */
const MEMORY = 250;
const LEAP = 0.8;
/** Time in which the remembered axis of a limb that stays straight goes over to the likely one, ms. */
const FORGET = 1000;
/** Sine of the bend below which the limb has no plane at all. */
const LEAST_SINE = 1e-4;

export interface Hinge {
  readonly upper: Quat;
  readonly lower: Quat;
  /** Unit hinge axis in the world. */
  readonly axis: Vec3;
  /** 0 = straight, the axis is a guess; 1 = bent, it was seen. */
  certainty: number;
}

/** What was seen at a time, ms: passed on whole, as the number by itself would be put on the heap. */
export interface Timed {
  readonly time: number;
}

export interface HingeSolver {
  readonly hinge: Hinge;
  /**
   * @param upper unit vector along the upper bone, in the world.
   * @param lower unit vector along the lower bone, or undefined where its end is not seen: it goes straight on.
   * @param likely hinge axis to assume of a straight limb; need not be a unit vector nor square to the limb.
   * @param image when it was seen, ms.
   */
  solve(shape: HingeShape, upper: Vec3, lower: Vec3 | undefined, likely: Vec3, image: Timed): void;
  reset(): void;
}

const seen = vec3();
const guess = vec3();
const recalled = vec3();
const sideways = vec3();
const carry = quat();

export const createHingeSolver = (): HingeSolver => {
  const hinge: Hinge = { upper: quat(), lower: quat(), axis: vec3(), certainty: 0 };
  const now = { upper: vec3(), axis: vec3(), time: Number.NEGATIVE_INFINITY };
  const before = { upper: vec3(), axis: vec3(), time: Number.NEGATIVE_INFINITY };
  const forgetting = { certainty: 0 };
  /** Sine of the bend from which memory says nothing. */
  const plain = { sine: BENT };

  /** The axis of a moment ago, carried along with the upper bone, in place of the likely one. */
  const recall = (upper: Vec3, { time }: Timed): void => {
    plain.sine = BENT;
    // The same image solved again is to give the same answer: what it gave is no memory yet.
    if (time !== now.time) {
      copyVec(before.upper, now.upper);
      copyVec(before.axis, now.axis);
      before.time = now.time;
    }
    const elapsed = time - before.time;
    if (!(elapsed >= 0 && elapsed < MEMORY) || haveLeapt(before.upper, upper)) return;
    swingQuat(carry, before.upper, upper);
    rotateVec(recalled, carry, before.axis);
    rejectFrom(recalled, upper);
    if (!makeUnit(recalled)) return;
    forgetting.certainty = 1 - Math.min(1, elapsed / FORGET);
    turnTowards(guess, guess, recalled, upper, forgetting);
    plain.sine += (CLEAR - BENT) * (1 - elapsed / MEMORY);
  };

  return {
    hinge,
    solve(shape, upper, lower, likely, image) {
      copyVec(guess, likely);
      rejectFrom(guess, upper);
      if (!makeUnit(guess, 1e-3)) anySquare(guess, upper);
      recall(upper, image);
      hinge.certainty = 0;
      copyVec(hinge.axis, guess);
      if (lower) {
        cross(seen, upper, lower);
        findCertainty(hinge, upper, lower, plain);
        if (hinge.certainty > 0) turnTowards(hinge.axis, guess, seen, upper, hinge);
      }
      alignFrame(hinge.upper, shape.upperFrame, upper, hinge.axis);
      if (lower) alignFrame(hinge.lower, shape.lowerFrame, lower, hinge.axis);
      else copyQuat(hinge.lower, hinge.upper);
      copyVec(now.upper, upper);
      copyVec(now.axis, hinge.axis);
      now.time = image.time;
    },
    reset() {
      now.time = Number.NEGATIVE_INFINITY;
      before.time = Number.NEGATIVE_INFINITY;
    },
  };
};

const haveLeapt = (a: Vec3, b: Vec3): boolean => a.x * b.x + a.y * b.y + a.z * b.z < LEAP;

const certainty = new Float64Array(4);
const [BEND, PLAIN, BACKWARDS, MOVED] = [0, 1, 2, 3];

/** How sure the axis is that was {@link seen} of the limb (made a unit vector), against the {@link guess}. */
const findCertainty = (hinge: Hinge, upper: Vec3, lower: Vec3, plain: { readonly sine: number }): void => {
  const sine = Math.sqrt(seen.x * seen.x + seen.y * seen.y + seen.z * seen.z);
  if (!(sine > LEAST_SINE)) return;
  seen.x /= sine;
  seen.y /= sine;
  seen.z /= sine;
  const folded = upper.x * lower.x + upper.y * lower.y + upper.z * lower.z < 0;
  const bend = folded ? 1 : sine;
  certainty[BEND] = Math.min(bend, sine * 4);
  certainty[PLAIN] = bend;
  certainty[BACKWARDS] = seen.x * guess.x + seen.y * guess.y + seen.z * guess.z;
  certainty[MOVED] = bend * Math.sqrt(Math.max(0, 2 - 2 * certainty[BACKWARDS]!));
  smoothstepAt(certainty, MOVED, NOISE, ELSEWHERE);
  smoothstepAt(certainty, BEND, STRAIGHT, plain.sine - (plain.sine - BENT) * certainty[MOVED]!);
  smoothstepAt(certainty, PLAIN, BENT, WELL_BENT);
  smoothstepAt(certainty, BACKWARDS, -0.5, -0.95);
  hinge.certainty = certainty[BEND]! * (1 - certainty[BACKWARDS]! * (1 - certainty[PLAIN]!));
};

/**
 * `out` = unit vector `from` turned by a share of its angle to the unit vector `to`, both square to the unit vector `axis`: all the
 * way where that is certain.
 */
const turnTowards = (
  out: Vec3,
  from: Vec3,
  to: Vec3,
  axis: Vec3,
  { certainty }: { readonly certainty: number },
): void => {
  if (certainty === 1) {
    copyVec(out, to);
    return;
  }
  cross(sideways, from, to);
  const sine = sideways.x * axis.x + sideways.y * axis.y + sideways.z * axis.z;
  const cosine = from.x * to.x + from.y * to.y + from.z * to.z;
  const angle = Math.atan2(sine, Math.max(-1, Math.min(1, cosine))) * certainty;
  // `from` and what is a quarter turn further.
  cross(sideways, axis, from);
  const along = Math.cos(angle);
  const aside = Math.sin(angle);
  out.x = from.x * along + sideways.x * aside;
  out.y = from.y * along + sideways.y * aside;
  out.z = from.z * along + sideways.z * aside;
};

const anySquare = (out: Vec3, to: Vec3): void => {
  copyVec(out, Math.abs(to.y) < 0.9 ? UP : FRONT);
  rejectFrom(out, to);
  makeUnit(out);
};

const UP = vec3(0, 1, 0);
const FRONT = vec3(0, 0, 1);

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
