/*
 * Gaze (yaw to the avatar's own left, pitch up; radians) as directions and eye rotations, in MotionFrame's axes.
 */

/** Writes where the eyes look to, seen from the head, `distance` metres away. */
export const gazeTarget = (gaze: Float32Array, distance: number, out: Float32Array): void => {
  const [yaw, pitch] = [gaze[0]!, gaze[1]!];
  out[0] = distance * Math.sin(yaw) * Math.cos(pitch);
  out[1] = distance * Math.sin(pitch);
  out[2] = distance * Math.cos(yaw) * Math.cos(pitch);
};

/** Writes the rotation that turns an eye from straight ahead (+Z) to the gaze: pitch, then yaw about +Y. */
export const gazeRotation = (gaze: Float32Array, out: Float32Array): void => {
  const [sy, cy] = [Math.sin(gaze[0]! / 2), Math.cos(gaze[0]! / 2)];
  // Up is a negative turn about +X, the avatar's left.
  const [sp, cp] = [Math.sin(-gaze[1]! / 2), Math.cos(-gaze[1]! / 2)];
  out[0] = cy * sp;
  out[1] = sy * cp;
  out[2] = -sy * sp;
  out[3] = cy * cp;
};

/** Writes the gaze towards a point seen from the head; leaves it as it is where the point is in the head. */
export const gazeTowards = (x: number, y: number, z: number, gaze: Float32Array): void => {
  if (Math.hypot(x, y, z) < 1e-4) return;
  gaze[0] = Math.atan2(x, z);
  gaze[1] = Math.atan2(y, Math.hypot(x, z));
};

/** Writes the gaze of an eye that is turned by the unit quaternion at `at`. */
export const gazeOfRotation = (q: Float32Array, at: number, gaze: Float32Array): void => {
  const [x, y, z, w] = [q[at]!, q[at + 1]!, q[at + 2]!, q[at + 3]!];
  gazeTowards(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y), gaze);
};
