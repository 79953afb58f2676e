import type { VRM } from '@pixiv/three-vrm';
import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { Quaternion, Vector3 } from 'three';
import { vrmVersion } from './rest-pose';
import { turnRotation } from './vrm0-axes';

type Quad = [number, number, number, number];

/** What the avatar really does, for tests and pictures. Everything in VRM 1.0's axes, whatever the file's version. */
export interface AvatarProbe {
  bones: Partial<Record<HumanoidBone, ProbedBone>>;
  /** Weights as set, before overrides. */
  expressions: Record<string, number>;
  /** Degrees: positive yaw to the avatar's own left, positive pitch down; undefined where the avatar has no look-at. */
  lookAt: { yaw: number; pitch: number } | undefined;
}

export interface ProbedBone {
  /** Local rotation of the normalised bone. */
  local: Quad;
  /** How far the bone that moves the mesh has turned from its rest, in the world. */
  world: Quad;
  /** Where it is, metres, in the world. */
  position: [number, number, number];
}

/** @param vrm at rest. @returns a function that reads the avatar as it is now. */
export const createAvatarProbe = (vrm: VRM): (() => AvatarProbe) => {
  const rest = new Map<HumanoidBone, Quaternion>();
  vrm.scene.updateWorldMatrix(true, true);
  for (const bone of HUMANOID_BONES) {
    const node = vrm.humanoid.getRawBoneNode(bone);
    if (node) rest.set(bone, node.getWorldQuaternion(new Quaternion()).invert());
  }
  return () => {
    const bones: AvatarProbe['bones'] = {};
    for (const [bone, inverseRest] of rest) bones[bone] = probeBone(vrm, bone, inverseRest);
    const expressions: Record<string, number> = {};
    for (const expression of vrm.expressionManager?.expressions ?? [])
      expressions[expression.expressionName] = expression.weight;
    const { lookAt } = vrm;
    return { bones, expressions, lookAt: lookAt && { yaw: lookAt.yaw, pitch: lookAt.pitch } };
  };
};

const probeBone = (vrm: VRM, bone: HumanoidBone, inverseRest: Quaternion): ProbedBone => {
  const local = vrm.humanoid.getNormalizedBoneNode(bone)!.quaternion.clone();
  if (vrmVersion(vrm) === 0) turnRotation(local);
  const node = vrm.humanoid.getRawBoneNode(bone)!;
  const world = node.getWorldQuaternion(new Quaternion()).multiply(inverseRest);
  const { x, y, z } = node.getWorldPosition(new Vector3());
  return { local: quad(local), world: quad(world), position: [x, y, z] };
};

const quad = ({ x, y, z, w }: Quaternion): Quad => [x, y, z, w];
