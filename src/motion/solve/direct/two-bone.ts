import { addScaledVec, clamp, dot, normalize, rejectFrom, subVec, type Vec3, vec3 } from '../maths/vector';

/** A limb is never stretched quite straight by reaching, nor folded quite flat: shares of its length. */
const LONGEST = 0.9999;
const line = vec3();
const side = vec3();

/**
 * Two-bone inverse kinematics: where upper and lower bone point so that the limb from `root` ends at `target` (or on the way
 * there, where that is too far), with the middle joint on the side of `pole`. Law of cosines.
 *
 * @param upperLength,lowerLength metres.
 * @param pole direction from the line root–target towards the middle joint; need not be square to it.
 * @returns false, leaving the directions as they were, where target or pole give no direction.
 */
export const reachTwoBones = (
  root: Vec3,
  target: Vec3,
  upperLength: number,
  lowerLength: number,
  pole: Vec3,
  upperDirection: Vec3,
  lowerDirection: Vec3,
): boolean => {
  subVec(line, target, root);
  const wanted = normalize(line);
  const whole = upperLength + lowerLength;
  if (wanted < 1e-4 || whole < 1e-3) return false;
  side.x = pole.x;
  side.y = pole.y;
  side.z = pole.z;
  rejectFrom(side, line);
  if (normalize(side) === 0) return false;
  const reach = clamp(wanted, Math.abs(upperLength - lowerLength) + 0.02 * whole, LONGEST * whole);
  const cosine =
    (upperLength * upperLength + reach * reach - lowerLength * lowerLength) / (2 * upperLength * reach);
  const along = clamp(cosine, -1, 1);
  const off = Math.sqrt(1 - along * along);
  upperDirection.x = line.x * along + side.x * off;
  upperDirection.y = line.y * along + side.y * off;
  upperDirection.z = line.z * along + side.z * off;
  lowerDirection.x = line.x * reach;
  lowerDirection.y = line.y * reach;
  lowerDirection.z = line.z * reach;
  addScaledVec(lowerDirection, lowerDirection, upperDirection, -upperLength);
  normalize(upperDirection);
  return normalize(lowerDirection) > 0 && dot(upperDirection, upperDirection) > 0;
};
