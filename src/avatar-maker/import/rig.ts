import type { HumanoidBone } from '@shared/humanoid';

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
