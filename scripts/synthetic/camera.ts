import { conjugate, minus, type Quaternion, rotated, turn, type Vector } from './kinematics';

/** A pinhole camera that looks at the person from the front. */
export interface Camera {
  width: number;
  height: number;
  /** Vertical field of view, degrees. */
  fieldOfView: number;
  /** Metres in the person's world (+Z is in front of the person). */
  position: Vector;
  /** Degrees that the camera looks down. */
  pitch: number;
}

/** On top of a monitor, 0.75 m from a sitting person: head, shoulders and gesturing hands are in the picture. */
export const DESK_CAMERA: Camera = {
  width: 640,
  height: 480,
  fieldOfView: 60,
  position: [0, 1.5, 0.9],
  pitch: 0,
};

/** Far enough to see the whole person. */
export const ROOM_CAMERA: Camera = {
  width: 640,
  height: 480,
  fieldOfView: 50,
  position: [0, 1.0, 2.6],
  pitch: 0,
};

/** World rotation of the camera; its axes are OpenGL's: x right in the picture, y up, z towards the camera. */
export const cameraRotation = (camera: Camera): Quaternion => turn('x', -camera.pitch);

/** A world point in camera axes (OpenGL's), metres. */
export const toCamera = (camera: Camera, point: Vector): Vector =>
  rotated(conjugate(cameraRotation(camera)), minus(point, camera.position));

/** Focal length in pixels. */
export const focalLength = (camera: Camera): number =>
  camera.height / 2 / Math.tan((camera.fieldOfView * Math.PI) / 360);

/** A point in camera axes to the picture: x and y in 0..1, x right, y down. */
export const project = (camera: Camera, [x, y, z]: Vector): [number, number] => {
  const scale = focalLength(camera) / Math.max(0.05, -z);
  return [0.5 + (x * scale) / camera.width, 0.5 - (y * scale) / camera.height];
};
