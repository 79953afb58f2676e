import { readFileSync } from 'node:fs';
import { createTakePlayer, readTake, type TakeMeta } from '@motion/codecs/take';
import { ARKIT_COUNT } from '@shared/expressions';
import {
  createTrackingFrame,
  FACE_LANDMARKS,
  type FaceTracking,
  type TrackingFrame,
} from '@shared/tracking-frame';
import { decompressTake } from '../../src/renderer/capture/take-compression';
import { type Camera, focalLength, project } from '../synthetic/camera';
import { conjugate, product, type Quaternion, rotated, unit, type Vector } from '../synthetic/kinematics';
import { basis } from '../synthetic/reach';

/** A face apart from where its head is: what is seen of it on the head, and how the head is turned. */
export interface FacePose {
  /** From the face's own axes to the camera's (OpenGL's). */
  rotation: Quaternion;
  /** FACE_LANDMARKS × (x, y, z), centimetres in the axes of the head. */
  readonly points: Float64Array;
  /** ARKIT_COUNT weights. */
  readonly blendshapes: Float64Array;
}

export interface FaceClip {
  readonly meta: TakeMeta;
  /** ms, rising. */
  readonly times: Float64Array;
  readonly poses: readonly FacePose[];
}

export const createFacePose = (): FacePose => ({
  rotation: [0, 0, 0, 1],
  points: new Float64Array(FACE_LANDMARKS * 3),
  blendshapes: new Float64Array(ARKIT_COUNT),
});

/** Field of view that MediaPipe's face geometry assumes of every camera, degrees (face_geometry, environment). */
export const FACE_FIELD_OF_VIEW = 63;

/**
 * Loads a recorded take as faces.
 * @param frontal time at which the person looks straight ahead, ms: heads are turned relative to that
 */
export const loadFaceClip = async (file: string, frontal: number): Promise<FaceClip> => {
  const take = readTake(await decompressTake(readFileSync(file)));
  const player = createTakePlayer(take, { loop: false });
  const frame = createTrackingFrame();
  const poses = [...take.times].map((time) => {
    player.at(time, frame);
    return liftFace(frame);
  });
  const clip = { meta: take.meta, times: take.times, poses };
  const ahead = createFacePose();
  sampleClip(clip, frontal, ahead);
  const straight = conjugate(ahead.rotation);
  for (const pose of poses) pose.rotation = product(pose.rotation, straight);
  return clip;
};

/** Takes a recorded face out of the picture: the inverse of {@link showFace}. */
const liftFace = ({ face, imageWidth, imageHeight }: TrackingFrame): FacePose => {
  const pose = createFacePose();
  const { landmarks, matrix } = face;
  const column = (c: number): Vector => [matrix[c * 4]!, matrix[c * 4 + 1]!, matrix[c * 4 + 2]!];
  pose.rotation = basis(unit(column(0)), unit(column(2)));
  pose.blendshapes.set(face.blendshapes);
  const [tx, ty, tz] = column(3);
  const focal = imageHeight / 2 / Math.tan((FACE_FIELD_OF_VIEW * Math.PI) / 360);
  const toHead = conjugate(pose.rotation);
  for (let i = 0; i < FACE_LANDMARKS; i++) {
    const z = tz + (landmarks[i * 3 + 2]! * imageWidth * tz) / focal;
    const x = ((landmarks[i * 3]! - 0.5) * imageWidth * -z) / focal;
    const y = ((0.5 - landmarks[i * 3 + 1]!) * imageHeight * -z) / focal;
    pose.points.set(rotated(toHead, [x - tx, y - ty, z - tz]), i * 3);
  }
  return pose;
};

/** Writes a face as the trackers would see it with the head where `face.matrix` says it is. */
export const showFace = (pose: FacePose, camera: Camera, face: FaceTracking): void => {
  const origin: Vector = [face.matrix[12]!, face.matrix[13]!, face.matrix[14]!];
  const depthScale = focalLength(camera) / camera.width / -origin[2];
  for (let i = 0; i < FACE_LANDMARKS; i++) {
    const offset = rotated(pose.rotation, [
      pose.points[i * 3]!,
      pose.points[i * 3 + 1]!,
      pose.points[i * 3 + 2]!,
    ]);
    const [x, y] = project(camera, [
      (origin[0] + offset[0]) / 100,
      (origin[1] + offset[1]) / 100,
      (origin[2] + offset[2]) / 100,
    ]);
    face.landmarks.set([x, y, -offset[2] * depthScale], i * 3);
  }
  face.blendshapes.set(pose.blendshapes);
};

/** The face at a time between recorded ones, on a Catmull-Rom spline. */
export const sampleClip = (clip: FaceClip, time: number, out: FacePose): void => {
  const { times, poses } = clip;
  let at = 0;
  while (at < times.length - 2 && times[at + 1]! <= time) at++;
  const t = Math.min(1, Math.max(0, (time - times[at]!) / (times[at + 1]! - times[at]!)));
  const weights = splineWeights(t);
  const keys = [at - 1, at, at + 1, at + 2].map((k) => poses[Math.min(poses.length - 1, Math.max(0, k))]!);
  blendPoses(keys, weights, out);
};

/** Source: E. Catmull and R. Rom, "A class of local interpolating splines", 1974; tension ½. */
const splineWeights = (t: number): number[] => [
  (-t + 2 * t * t - t * t * t) / 2,
  (2 - 5 * t * t + 3 * t * t * t) / 2,
  (t + 4 * t * t - 3 * t * t * t) / 2,
  (-t * t + t * t * t) / 2,
];

/** Weighted mean of faces; weights sum to 1. `out` may be one of them. */
export const blendPoses = (poses: readonly FacePose[], weights: readonly number[], out: FacePose): void => {
  const mean = (of: (pose: FacePose) => number): number =>
    poses.reduce((sum, pose, k) => sum + of(pose) * weights[k]!, 0);
  const reference = poses[1]!.rotation;
  const signs = poses.map(({ rotation }) =>
    rotation.reduce((dot, value, k) => dot + value * reference[k]!, 0) < 0 ? -1 : 1,
  );
  const turned = [0, 1, 2, 3].map((axis) =>
    poses.reduce((sum, pose, k) => sum + signs[k]! * pose.rotation[axis]! * weights[k]!, 0),
  );
  const length = Math.hypot(...turned);
  for (let i = 0; i < out.points.length; i++) out.points[i] = mean((pose) => pose.points[i]!);
  for (let i = 0; i < out.blendshapes.length; i++)
    out.blendshapes[i] = Math.min(
      1,
      Math.max(
        0,
        mean((pose) => pose.blendshapes[i]!),
      ),
    );
  out.rotation = turned.map((value) => value / length) as Quaternion;
};
