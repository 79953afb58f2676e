/**
 * What a person looks like at rest to one camera: recorded in a neutral pose of three seconds, subtracted from then on.
 * Always in the person's own left and right.
 */
export interface Calibration {
  /** Rotation of neck and head together against the chest while looking ahead: x, y, z, w. */
  headZero: [number, number, number, number];
  /** Pitch of the upright torso as the camera sees it, radians, positive = appears to lean forward. */
  cameraPitch: number;
  /** Weights of expressions at rest, by name; those missing rest at 0. */
  neutral: Record<string, number>;
  /** Weights of the blinks with the eyes at ease open, 0..1. */
  eyesOpen: { left: number; right: number };
  /** Metres between the shoulder joints, and from shoulder over elbow to wrist; 0 where they could not be seen. */
  shoulderWidth: number;
  armLength: number;
  /** The face at rest as its landmarks measure it, where the tracker gave no blendshapes; see motion/solve/face/face-rest.ts. */
  faceRest?: number[];
}

/** A calibration with the camera (by label, as ids change between runs) and the avatar that it belongs to. */
export interface StoredCalibration {
  camera: string;
  avatar: string;
  calibration: Calibration;
}

/** How many calibrations the settings keep; the oldest gives way. */
export const MAX_CALIBRATIONS = 32;

/** The calibration of this camera and avatar; that of the camera with another avatar where there is none; else undefined. */
export const findCalibration = (
  list: readonly StoredCalibration[],
  camera: string,
  avatar: string,
): Calibration | undefined =>
  (
    list.find((entry) => entry.camera === camera && entry.avatar === avatar) ??
    list.findLast((entry) => entry.camera === camera)
  )?.calibration;

/** `list` with `entry` as its newest, replacing that of the same camera and avatar. */
export const withCalibration = (
  list: readonly StoredCalibration[],
  entry: StoredCalibration,
): StoredCalibration[] =>
  [...list.filter((old) => old.camera !== entry.camera || old.avatar !== entry.avatar), entry].slice(
    -MAX_CALIBRATIONS,
  );
