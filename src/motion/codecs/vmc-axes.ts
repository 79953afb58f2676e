/*
 * VMC speaks Unity's axes: left-handed, +X to the avatar's right, +Y up, +Z its front. MotionFrame speaks VRM 1.0's:
 * right-handed, +X to its left. They are mirror images in X. A mirrored rotation turns the other way about the axes that lie
 * in the mirror, and the same way about the one across it. This file is the only place that knows.
 * Source: UniVRM, "Coordinate" (vrm-c.github.io/UniVRM): VRM 1.0 inverts X.
 */

interface Values {
  [index: number]: number;
}

/** Copies the position (x, y, z) of `from` into `to`, between MotionFrame's axes and Unity's. Its own inverse. */
export const mirrorPosition = (from: Readonly<Values>, at: number, to: Values, toAt: number): void => {
  to[toAt] = -from[at]!;
  to[toAt + 1] = from[at + 1]!;
  to[toAt + 2] = from[at + 2]!;
};

/**
 * Turns a camera's rotation, in place, from looking along its +Z, as Unity's cameras do, to looking along its −Z, as three's do: half a
 * turn about its own Y.
 */
export const turnCamera = (q: Values, at: number): void => {
  const [x, y, z, w] = [q[at]!, q[at + 1]!, q[at + 2]!, q[at + 3]!];
  q[at] = -z;
  q[at + 1] = w;
  q[at + 2] = x;
  q[at + 3] = -y;
};

/** Copies the quaternion (x, y, z, w) of `from` into `to`, between MotionFrame's axes and Unity's. Its own inverse. */
export const mirrorRotation = (from: Readonly<Values>, at: number, to: Values, toAt: number): void => {
  to[toAt] = from[at]!;
  to[toAt + 1] = -from[at + 1]!;
  to[toAt + 2] = -from[at + 2]!;
  to[toAt + 3] = from[at + 3]!;
};
