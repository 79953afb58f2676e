/** Loads a document as the Stage does, without a graphics card, and moves it by one frame. */
import { EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { type Mesh, type Object3D, Quaternion, Vector3 } from 'three';
import { type AvatarBody, createAvatarBody } from '../../../src/renderer/avatar/avatar-body';
import { loadAvatar } from '../../../src/renderer/avatar/load-avatar';
import { packVrm, type TinyDocument } from './tiny-vrm';

export const openBody = async (document: TinyDocument): Promise<AvatarBody> =>
  createAvatarBody(await loadAvatar(packVrm(document)));

export interface Pose {
  /** Axis times angle, radians. */
  bones?: Partial<Record<HumanoidBone, readonly [number, number, number]>>;
  expressions?: Partial<Record<ExpressionName, number>>;
  /** Expressions by their name in the file, as a user shows them. */
  shown?: Readonly<Record<string, number>>;
  /** To the avatar's left and up, degrees. */
  gaze?: readonly [number, number];
  hips?: readonly [number, number, number];
}

/** One frame of 1/60 s in this pose. */
export const move = (
  body: AvatarBody,
  { bones = {}, expressions = {}, shown, gaze = [0, 0], hips }: Pose,
): void => {
  const frame = createMotionFrame();
  const turn = new Quaternion();
  for (const [bone, vector] of Object.entries(bones)) {
    const axis = new Vector3(...vector);
    const angle = axis.length();
    turn.setFromAxisAngle(axis.normalize(), angle).toArray(frame.bones, BONE_INDEX[bone as HumanoidBone] * 4);
  }
  for (const [name, weight] of Object.entries(expressions))
    frame.expressions[EXPRESSION_INDEX[name as ExpressionName]] = weight;
  frame.gaze.set(gaze.map((degrees) => (degrees * Math.PI) / 180));
  if (hips) frame.hips.set(hips);
  body.apply(frame, shown && new Map(Object.entries(shown)));
  body.update(1 / 60);
  body.vrm.scene.updateMatrixWorld(true);
};

export const named = <T extends Object3D = Object3D>(body: AvatarBody, name: string): T => {
  const found = body.vrm.scene.getObjectByName(name);
  if (!found) throw new Error(`There is no "${name}" in the avatar.`);
  return found as T;
};

/** Influence of the first morph target of the mesh that `name` is. */
export const morphOf = (body: AvatarBody, name: string): number =>
  named<Mesh>(body, name).morphTargetInfluences![0]!;

export const worldPosition = (body: AvatarBody, name: string): Vector3 =>
  named(body, name).getWorldPosition(new Vector3());

/** Yaw to the avatar's left and pitch up of an eye, degrees, whatever the file's version. */
export const eyeAngles = (body: AvatarBody, eye: 'leftEye' | 'rightEye'): { yaw: number; pitch: number } => {
  const [x, y, z, w] = body.probe().bones[eye]!.world;
  const front = new Vector3(0, 0, 1).applyQuaternion(new Quaternion(x, y, z, w));
  return { yaw: degrees(Math.atan2(front.x, front.z)), pitch: degrees(Math.asin(front.y)) };
};

const degrees = (radians: number): number => (radians * 180) / Math.PI;
