import { Vector3 } from 'three';
import { type Gltf, parentsFirst, parentsOf, worldMatrices } from './model';
import type { Rig, RigNode } from './rig';
import { isDeforming, isRigify } from './rigify';

const MAX_NAME = 120;

/**
 * The skeleton of a model: the joints of its skins and what they hang on; every node where no mesh is skinned, and of Rigify's rigs
 * the bones that bend the mesh.
 */
export const readRig = (json: Gltf): Rig => {
  const nodes = json.nodes ?? [];
  const parents = parentsOf(nodes);
  const worlds = worldMatrices(nodes);
  const wanted = bones(json, parents);
  const place = new Map<number, number>();
  const names = new Map<string, number>();
  const rig: RigNode[] = [];
  const position = new Vector3();
  for (const index of parentsFirst(nodes, parents)) {
    if (!wanted.has(index)) continue;
    let above = parents[index]!;
    while (above !== -1 && !wanted.has(above)) above = parents[above]!;
    position.setFromMatrixPosition(worlds[index]!);
    place.set(index, rig.length);
    rig.push({
      index,
      name: uniqueName(nodes[index]!.name, index, names),
      parent: place.get(above) ?? -1,
      position: [position.x, position.y, position.z],
    });
  }
  return rig;
};

const bones = (json: Gltf, parents: Int32Array): Set<number> => {
  const found = new Set<number>();
  for (const skin of json.skins ?? [])
    for (const joint of skin.joints)
      for (let at = joint; at !== -1 && !found.has(at); at = parents[at]!) found.add(at);
  const nodes = json.nodes ?? [];
  if (found.size === 0) return new Set(nodes.keys());
  if (isRigify(nodes)) for (const at of found) if (!isDeforming(nodes[at]!)) found.delete(at);
  return found;
};

const uniqueName = (given: unknown, index: number, names: Map<string, number>): string => {
  const name = (typeof given === 'string' ? given.trim() : '').slice(0, MAX_NAME) || `node ${index}`;
  const before = names.get(name) ?? 0;
  names.set(name, before + 1);
  return before === 0 ? name : uniqueName(`${name} (${before + 1})`, index, names);
};
