import type { HumanoidBone } from '@shared/humanoid';
import { Matrix4, Vector3 } from 'three';

/** Where a mapped bone stands; undefined where the map lacks it. */
export type PlaceOf = (bone: HumanoidBone) => Vector3 | undefined;

/** Head joint above the ankles as a part of a person's height. */
const HEAD_JOINT = 0.8;
/** Heights that an avatar may have, metres: a toy's to a giant's. */
const LEAST_HEIGHT = 0.4;
const MOST_HEIGHT = 3;
/** Metres, centimetres (FBX), millimetres, decimetres. */
const UNITS = [1, 0.01, 0.001, 0.1];
/** What a model of an unknown unit is made, metres. */
const USUAL_HEIGHT = 1.6;
/** How far a leaning body's own axes may be from the file's and still mean those: cosine. */
const NEAR_AXIS = 0.9;

/** Turns and scales a body so that it stands along +Y, looks along +Z and is measured in metres. */
export const bodyFrame = (place: PlaceOf): Matrix4 => {
  const at = (bone: HumanoidBone): Vector3 => place(bone) ?? new Vector3();
  const feet = at('leftFoot').clone().add(at('rightFoot')).multiplyScalar(0.5);
  const up = at('head').clone().sub(feet);
  const left = at('leftUpperArm').clone().sub(at('rightUpperArm'));
  left.add(at('leftUpperLeg')).sub(at('rightUpperLeg'));
  const height = up.length() / HEAD_JOINT;
  const scale = height > 0 ? unitOf(height) : 1;
  const [x, y, z] = axes(left, up);
  return new Matrix4()
    .makeBasis(x, y, z)
    .transpose()
    .premultiply(new Matrix4().makeScale(scale, scale, scale));
};

const unitOf = (height: number): number =>
  UNITS.find((unit) => height * unit >= LEAST_HEIGHT && height * unit <= MOST_HEIGHT) ??
  USUAL_HEIGHT / height;

/** The body's left, up and front: the file's own axes where it stands about along them, else its own. */
const axes = (left: Vector3, up: Vector3): [Vector3, Vector3, Vector3] => {
  const y = up.clone().normalize();
  const x = left.clone().addScaledVector(y, -left.dot(y)).normalize();
  const nearX = nearestAxis(x);
  const nearY = nearestAxis(y);
  if (x.dot(nearX) > NEAR_AXIS && y.dot(nearY) > NEAR_AXIS && nearX.dot(nearY) === 0)
    return [nearX, nearY, nearX.clone().cross(nearY)];
  return [x, y, x.clone().cross(y)];
};

const nearestAxis = (direction: Vector3): Vector3 => {
  const parts = direction.toArray();
  const most = parts.reduce((best, part, i) => (Math.abs(part) > Math.abs(parts[best]!) ? i : best), 0);
  return new Vector3().setComponent(most, Math.sign(parts[most]!));
};
