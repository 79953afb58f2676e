import { Matrix4 } from 'three';
import { type Gltf, type GltfNode, parentsOf, worldMatrices } from './model';

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
  const isBelow = (node: number, ancestor: number): boolean => {
    for (let at = node; at !== -1; at = parents[at]!) if (at === ancestor) return true;
    return false;
  };
  for (const node of deforming.values()) {
    for (let at = parents[node]!; at !== -1 && !isDeforming(nodes[at]!); at = parents[at]!) {
      const twin = deforming.get(DEFORMING + String(nodes[at]!.name).replace(/^(ORG|MCH)-/, ''));
      if (twin === undefined || isBelow(twin, node)) continue;
      hang(nodes, node, parents[node]!, twin, worlds);
      parents[node] = twin;
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

const hang = (
  nodes: readonly GltfNode[],
  node: number,
  from: number,
  to: number,
  worlds: readonly Matrix4[],
): void => {
  const former = nodes[from]!;
  former.children = former.children?.filter((child) => child !== node);
  if (former.children?.length === 0) delete former.children;
  nodes[to]!.children = [...(nodes[to]!.children ?? []), node];
  const moved = nodes[node]!;
  delete moved.translation;
  delete moved.rotation;
  delete moved.scale;
  moved.matrix = new Matrix4().copy(worlds[to]!).invert().multiply(worlds[node]!).toArray();
};
