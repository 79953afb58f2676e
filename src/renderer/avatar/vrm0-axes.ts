import type { Quaternion } from 'three';

/*
 * The normalised humanoid of VRM 0 faces -Z: it is VRM 1.0's turned by half a turn about Y. A rotation or position is
 * carried over by conjugating with that turn, which flips the signs of x and z. These two functions are the only place
 * that knows.
 */

/** Turns the quaternion between VRM 1.0's axes and VRM 0's, in place. Its own inverse. */
export const turnRotation = (rotation: Quaternion): void => {
  rotation.set(-rotation.x, rotation.y, -rotation.z, rotation.w);
};

/** Turns (x, y, z) at `at` between VRM 1.0's axes and VRM 0's, in place. Its own inverse. */
export const turnPosition = (values: { [index: number]: number }, at: number): void => {
  values[at] = -(values[at] ?? 0);
  values[at + 2] = -(values[at + 2] ?? 0);
};
