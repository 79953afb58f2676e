import { Matrix4 } from 'three';
import { type Gltf, type GltfNode, hangOn, isBelow, parentsOf, worldMatrices } from './model';

const DEFORMING = 'DEF-';

/**
 * Rigify, Blender's rig maker, keeps the bones that bend the mesh (`DEF-`) apart from those that an animator moves: they hang here
 * and there, and Blender's constraints, which no file has, bring them together. Hangs each on the deforming bone that belongs to
 * the bone which it hangs on, without moving it. Source: Rigify's manual, "Bone groups and prefixes" (`ORG-`, `MCH-`, `DEF-`).
 */
export const hangRigifyTogether = (json: Gltf): void => {
  const nodes = json.nodes ?? [];
  if (!isRigify(nodes)) return;
  const parents = parentsOf(nodes);
  const worlds = worldMatrices(nodes);
  const deforming = new Map(
    nodes.flatMap((node, i) => (isDeforming(node) ? [[String(node.name), i] as const] : [])),
  );
  for (const node of deforming.values()) {
    for (let at = parents[node]!; at !== -1 && !isDeforming(nodes[at]!); at = parents[at]!) {
      const twin = deforming.get(DEFORMING + String(nodes[at]!.name).replace(/^(ORG|MCH)-/, ''));
      if (twin === undefined || isBelow(twin, node, parents)) continue;
      hangOn(nodes, parents, node, twin);
      keepPlace(nodes[node]!, worlds[node]!, worlds[twin]!);
      break;
    }
  }
};

/** Whether the bones are those of a rig that Rigify has generated. */
export const isRigify = (nodes: readonly GltfNode[]): boolean =>
  nodes.some(isDeforming) && nodes.some(({ name }) => typeof name === 'string' && name.startsWith('ORG-'));

/** Whether the bone bends the mesh; all others only steer. */
export const isDeforming = ({ name }: GltfNode): boolean =>
  typeof name === 'string' && name.startsWith(DEFORMING);

const keepPlace = (node: GltfNode, world: Matrix4, parent: Matrix4): void => {
  delete node.translation;
  delete node.rotation;
  delete node.scale;
  node.matrix = new Matrix4().copy(parent).invert().multiply(world).toArray();
};
