import type { NodeTrack } from '@motion/codecs/animated-glb';
import type { VRM, VRMSpringBoneJoint } from '@pixiv/three-vrm';
import { HUMANOID_BONES } from '@shared/humanoid';
import type { Mesh, Object3D } from 'three';
import { fileNodes } from './file-nodes';

/** Writes down, key by key, how the nodes of an avatar's file stand: the bones, hair and clothes, and the faces' morph targets. */
export interface NodeRecorder {
  /** Takes the avatar as it is after its update, as the next key. */
  add(): void;
  /** What has moved. What stayed at rest is left to the file. */
  finish(): NodeTrack[];
}

interface Property {
  node: number;
  path: NodeTrack['path'];
  size: number;
  /** As the file has it. */
  rest: Float32Array;
  values: Float32Array;
  /** Writes its numbers as they are now. */
  read(into: Float32Array, at: number): void;
}

/** Below this a number has not moved: a thousandth of a millimetre, a ten thousandth of a degree. */
const STILL = 1e-6;

/**
 * @param vrm as loaded, still at rest
 * @param keys how many will be added
 */
export const createNodeRecorder = (vrm: VRM, keys: number): NodeRecorder => {
  const nodes = fileNodes(vrm);
  const properties: Property[] = [];
  let key = 0;

  const follow = (
    object: Object3D | null,
    path: NodeTrack['path'],
    size: number,
    read: Property['read'],
  ): void => {
    const node = object === null ? undefined : nodes.get(object);
    if (node === undefined || properties.some((other) => other.node === node && other.path === path)) return;
    const rest = new Float32Array(size);
    read(rest, 0);
    properties.push({ node, path, size, rest, values: new Float32Array(keys * size), read });
  };

  const followRotation = (object: Object3D | null): void =>
    follow(object, 'rotation', 4, (into, at) => object?.quaternion.toArray(into, at));

  for (const bone of HUMANOID_BONES) followRotation(vrm.humanoid.getRawBoneNode(bone));
  const hips = vrm.humanoid.getRawBoneNode('hips');
  follow(hips, 'translation', 3, (into, at) => hips?.position.toArray(into, at));
  const joints: Iterable<VRMSpringBoneJoint> = vrm.springBoneManager?.joints ?? [];
  for (const { bone } of joints) followRotation(bone);
  vrm.scene.traverse((object) => {
    const weights = (object as Mesh).morphTargetInfluences;
    if (weights === undefined || weights.length === 0) return;
    // A mesh of several primitives is a group of meshes, all with the weights of the one node.
    const owner = nodes.has(object) ? object : object.parent;
    follow(owner, 'weights', weights.length, (into, at) => into.set(weights, at));
  });

  return {
    add() {
      for (const { size, values, read } of properties) read(values, key * size);
      key += 1;
    },
    finish: () =>
      properties
        .map(({ node, path, size, rest, values }) => ({
          node,
          path,
          rest,
          values: values.subarray(0, key * size),
        }))
        .filter(({ rest, values }) =>
          values.some((value, i) => Math.abs(value - rest[i % rest.length]!) > STILL),
        )
        .map(({ node, path, values }) => ({ node, path, values })),
  };
};
