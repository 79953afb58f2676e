import type { HumanoidBone } from '@shared/humanoid';
import { Vector3 } from 'three';
import { type Gltf, parentsFirst, parentsOf, worldMatrices } from './model';

/** What may be a bone of an imported model. Plain data: it goes from a worker to Studio. */
export interface RigNode {
  /** Place in the file's list of nodes. */
  index: number;
  /** As in the file; where several have one name, the later ones have a number after it. */
  name: string;
  /** Place in {@link Rig}, -1 for a root. A parent always comes before its children. */
  parent: number;
  /** Where it stands at rest: the file's own axes and units. */
  position: [number, number, number];
}

export type Rig = readonly RigNode[];

/** Which node is which humanoid bone, by the names in the rig. */
export type BoneMap = Partial<Record<HumanoidBone, string>>;

const MAX_NAME = 120;

/** The skeleton of a model: the joints of its skins and what they hang on; every node where no mesh is skinned. */
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
  if (found.size > 0) return found;
  return new Set((json.nodes ?? []).keys());
};

const uniqueName = (given: unknown, index: number, names: Map<string, number>): string => {
  const name = (typeof given === 'string' ? given.trim() : '').slice(0, MAX_NAME) || `node ${index}`;
  const before = names.get(name) ?? 0;
  names.set(name, before + 1);
  return before === 0 ? name : uniqueName(`${name} (${before + 1})`, index, names);
};

/** Looks a rig's nodes up by name, and tells who hangs on whom. */
export interface RigIndex {
  readonly rig: Rig;
  at(name: string): number | undefined;
  children(node: number): readonly number[];
  isBelow(node: number, ancestor: number): boolean;
  /** From `node` up to the root, `node` first. */
  chain(node: number): number[];
}

export const indexRig = (rig: Rig): RigIndex => {
  const byName = new Map(rig.map(({ name }, i) => [name, i]));
  const children: number[][] = rig.map(() => []);
  for (const [i, { parent }] of rig.entries()) children[parent]?.push(i);
  const chain = (node: number): number[] => {
    const found: number[] = [];
    for (let at = node; at !== -1; at = rig[at]!.parent) found.push(at);
    return found;
  };
  return {
    rig,
    at: (name) => byName.get(name),
    children: (node) => children[node] ?? [],
    isBelow: (node, ancestor) => {
      for (let at = rig[node]?.parent ?? -1; at !== -1; at = rig[at]!.parent)
        if (at === ancestor) return true;
      return false;
    },
    chain,
  };
};
