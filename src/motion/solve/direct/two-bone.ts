import { copyVec, makeUnit, rejectFrom, subVec, type Vec3, vec3 } from '../maths/vector';

/** A limb is never stretched quite straight by reaching, nor folded quite flat: shares of its length. */
const LONGEST = 0.9999;
const SHORTEST = 0.02;
/** Metres: a target nearer to the root is in no direction from it. */
const LEAST_DISTANCE = 1e-4;
const line = vec3();
const side = vec3();

/**
 * Two-bone inverse kinematics: where upper and lower bone point so that the limb from `root` ends at `target` (or on the way
 * there, where that is too far), with the middle joint on the side of `pole`. Law of cosines.
 *
 * @param lengths of the upper and the lower bone, metres.
 * @param pole direction from the line root–target towards the middle joint; need not be square to it.
 * @returns false, leaving the directions as they were, where target or pole give no direction.
 */
export const reachTwoBones = (
  root: Vec3,
  target: Vec3,
  lengths: Float64Array,
  pole: Vec3,
  upperDirection: Vec3,
  lowerDirection: Vec3,
): boolean => {
  subVec(line, target, root);
  const wanted = Math.sqrt(line.x * line.x + line.y * line.y + line.z * line.z);
  const upper = lengths[0]!;
  const lower = lengths[1]!;
  const whole = upper + lower;
  if (whole < 1e-3 || !makeUnit(line, LEAST_DISTANCE)) return false;
  copyVec(side, pole);
  rejectFrom(side, line);
  if (!makeUnit(side)) return false;
  const shortest = Math.abs(upper - lower) + SHORTEST * whole;
  const reach = Math.max(shortest, Math.min(LONGEST * whole, wanted));
  const cosine = (upper * upper + reach * reach - lower * lower) / (2 * upper * reach);
  const along = Math.max(-1, Math.min(1, cosine));
  const off = Math.sqrt(1 - along * along);
  upperDirection.x = line.x * along + side.x * off;
  upperDirection.y = line.y * along + side.y * off;
  upperDirection.z = line.z * along + side.z * off;
  lowerDirection.x = line.x * reach - upperDirection.x * upper;
  lowerDirection.y = line.y * reach - upperDirection.y * upper;
  lowerDirection.z = line.z * reach - upperDirection.z * upper;
  return makeUnit(upperDirection) && makeUnit(lowerDirection);
};
