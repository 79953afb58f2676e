import { BONE_INDEX, HUMANOID_BONES, type HumanoidBone, PARENT_INDEX } from '@shared/humanoid';

/** A bone that exists, and the bones of a MotionFrame whose rotations it takes, parents first (indices). */
export interface FoldedBone {
  bone: number;
  sources: readonly number[];
}

/** Missing parts of the trunk bend in the part below. */
const TO_PARENT: readonly HumanoidBone[] = ['chest', 'upperChest'];

/** Missing links of a chain turn with the next one outwards; in the trunk they would take the other limbs along. */
const TO_CHILD: Readonly<Partial<Record<HumanoidBone, HumanoidBone>>> = {
  neck: 'head',
  leftShoulder: 'leftUpperArm',
  rightShoulder: 'rightUpperArm',
  ...fingerChains('left'),
  ...fingerChains('right'),
};

function fingerChains(side: 'left' | 'right'): Partial<Record<HumanoidBone, HumanoidBone>> {
  const chains: Partial<Record<HumanoidBone, HumanoidBone>> = {
    [`${side}ThumbMetacarpal`]: `${side}ThumbProximal`,
    [`${side}ThumbProximal`]: `${side}ThumbDistal`,
  };
  for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const) {
    chains[`${side}${finger}Proximal`] = `${side}${finger}Intermediate`;
    chains[`${side}${finger}Intermediate`] = `${side}${finger}Distal`;
  }
  return chains;
}

/**
 * Where each rotation goes on an avatar that lacks optional bones: trunk bones fold into the nearest part below, neck,
 * shoulders and finger links into the next bone outwards. What has neither (toes, eyes, jaw, finger tips) is dropped.
 * @param has BONE_COUNT flags: 1 where the avatar has the bone.
 */
export const foldedBones = (has: Uint8Array): FoldedBone[] => {
  const sources = HUMANOID_BONES.map((_, i) => (has[i] ? [i] : []));
  for (const [i, bone] of HUMANOID_BONES.entries()) {
    if (has[i]) continue;
    const child = TO_CHILD[bone];
    if (TO_PARENT.includes(bone)) sources[existingAncestor(i, has)]?.push(i);
    // A missing child hands on what it has collected when its turn comes.
    else if (child !== undefined) sources[BONE_INDEX[child]]!.push(...sources[i]!, i);
  }
  // A parent's index is always the smaller one.
  for (const list of sources) list.sort((a, b) => a - b);
  return HUMANOID_BONES.flatMap((_, i) => (has[i] ? [{ bone: i, sources: sources[i]! }] : []));
};

const existingAncestor = (bone: number, has: Uint8Array): number => {
  let at = PARENT_INDEX[bone]!;
  while (at >= 0 && !has[at]) at = PARENT_INDEX[at]!;
  return at;
};
