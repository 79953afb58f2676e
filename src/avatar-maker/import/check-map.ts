import { BONE_PARENT, HUMANOID_BONES, type HumanoidBone, REQUIRED_BONES } from '@shared/humanoid';
import { type BoneMap, indexRig, type Rig } from './rig';

/** What is wrong with a map. */
export type MapProblem =
  /** A required bone has no node. */
  | { kind: 'missing'; bone: HumanoidBone }
  /** The node that is meant is not in the file. */
  | { kind: 'unknown'; bone: HumanoidBone; node: string }
  /** One node stands for two bones. */
  | { kind: 'double'; bone: HumanoidBone; other: HumanoidBone; node: string }
  /** The bone does not hang on the one that it must hang on. */
  | { kind: 'order'; bone: HumanoidBone; above: HumanoidBone }
  /** A bone that needs another between it and the trunk has it not. */
  | { kind: 'alone'; bone: HumanoidBone; needs: HumanoidBone };

/** Optional bones that VRM allows only with another: humanoid.md, "parent required". */
const NEEDS: Partial<Record<HumanoidBone, HumanoidBone>> = { upperChest: 'chest' };
for (const side of ['left', 'right'] as const) {
  NEEDS[`${side}ThumbProximal`] = `${side}ThumbMetacarpal`;
  NEEDS[`${side}ThumbDistal`] = `${side}ThumbProximal`;
  for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const) {
    NEEDS[`${side}${finger}Intermediate`] = `${side}${finger}Proximal`;
    NEEDS[`${side}${finger}Distal`] = `${side}${finger}Intermediate`;
  }
}

/** The nearest bone above `bone` that the map has. */
export const mappedParent = (map: BoneMap, bone: HumanoidBone): HumanoidBone | undefined => {
  let at = BONE_PARENT[bone];
  while (at && map[at] === undefined) at = BONE_PARENT[at];
  return at;
};

/** Everything that keeps a map from making an avatar; empty where it is good. */
export const checkMap = (rig: Rig, map: BoneMap): MapProblem[] => {
  const index = indexRig(rig);
  const problems: MapProblem[] = [];
  const used = new Map<string, HumanoidBone>();
  for (const bone of HUMANOID_BONES) {
    const node = map[bone];
    if (node === undefined) {
      if (REQUIRED_BONES.includes(bone)) problems.push({ kind: 'missing', bone });
      continue;
    }
    const other = used.get(node);
    used.set(node, bone);
    const at = index.at(node);
    if (at === undefined) problems.push({ kind: 'unknown', bone, node });
    else if (other !== undefined) problems.push({ kind: 'double', bone, other, node });
    else {
      const above = mappedParent(map, bone);
      const aboveAt = above && index.at(map[above]!);
      const needs = NEEDS[bone];
      if (above && aboveAt !== undefined && aboveAt !== at && !index.isBelow(at, aboveAt))
        problems.push({ kind: 'order', bone, above });
      else if (needs && map[needs] === undefined) problems.push({ kind: 'alone', bone, needs });
    }
  }
  return problems;
};
