import type { HumanoidBone } from '@shared/humanoid';
import { Matrix4, type Quaternion, Vector3 } from 'three';
import { type GltfNode, parentsFirst, parentsOf, worldMatrices } from './model';

/** A model's nodes as they stand in the world, to be turned about their joints. */
export interface SkeletonPose {
  /** By node. */
  readonly worlds: Matrix4[];
  readonly parents: Int32Array;
  /** Nodes, each after its parent. */
  readonly order: readonly number[];
  has(bone: HumanoidBone): boolean;
  node(bone: HumanoidBone): number | undefined;
  /** Where the bone is; undefined where the model lacks it. */
  place(bone: HumanoidBone): Vector3 | undefined;
  /** Turns the bone, and all that hangs on it, about its joint. */
  turn(bone: HumanoidBone, rotation: Quaternion): void;
  /** Moves everything. */
  transform(matrix: Matrix4): void;
}

export const createSkeletonPose = (
  nodes: readonly GltfNode[],
  bones: ReadonlyMap<HumanoidBone, number>,
): SkeletonPose => {
  const parents = parentsOf(nodes);
  const order = parentsFirst(nodes, parents);
  const worlds = worldMatrices(nodes);
  const turning = new Matrix4();
  const pivot = new Vector3();

  const turnNode = (node: number): void => {
    worlds[node]!.premultiply(turning);
    for (const child of nodes[node]!.children ?? []) turnNode(child);
  };

  return {
    worlds,
    parents,
    order,
    has: (bone) => bones.has(bone),
    node: (bone) => bones.get(bone),
    place: (bone) => {
      const node = bones.get(bone);
      return node === undefined ? undefined : new Vector3().setFromMatrixPosition(worlds[node]!);
    },
    turn: (bone, rotation) => {
      const node = bones.get(bone);
      if (node === undefined) return;
      pivot.setFromMatrixPosition(worlds[node]!);
      turning
        .makeTranslation(pivot)
        .multiply(new Matrix4().makeRotationFromQuaternion(rotation))
        .multiply(new Matrix4().makeTranslation(pivot.negate()));
      turnNode(node);
    },
    transform: (matrix) => {
      for (const world of worlds) world.premultiply(matrix);
    },
  };
};
