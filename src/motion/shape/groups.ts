import { BONE_INDEX, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';

/** What comes and goes together, is filtered alike and fades as one. */
export const GROUPS = [
  'torso',
  'head',
  'leftArm',
  'rightArm',
  'leftFingers',
  'rightFingers',
  'leftLeg',
  'rightLeg',
  'face',
  'gaze',
  'root',
] as const;
export type Group = (typeof GROUPS)[number];
export const GROUP_COUNT = GROUPS.length;
export const GROUP_INDEX = Object.fromEntries(GROUPS.map((group, i) => [group, i])) as Record<Group, number>;

const PARTS: readonly [pattern: RegExp, group: string][] = [
  [/^(hips|spine|chest|upperChest)$/, 'torso'],
  [/^(neck|head)$/, 'head'],
  [/^(jaw|leftEye|rightEye)$/, 'face'],
  [/(Shoulder|UpperArm|LowerArm|Hand)$/, 'Arm'],
  [/(UpperLeg|LowerLeg|Foot|Toes)$/, 'Leg'],
  [/(Thumb|Index|Middle|Ring|Little)/, 'Fingers'],
];

const groupOf = (bone: HumanoidBone): Group => {
  const part = PARTS.find(([pattern]) => pattern.test(bone))![1];
  const side = /^(left|right)/.exec(bone)?.[0];
  return (part === 'face' || side === undefined ? part : side + part) as Group;
};

/** Group of each bone, by index. */
export const BONE_GROUP = Uint8Array.from(HUMANOID_BONES, (bone) => GROUP_INDEX[groupOf(bone)]);

/** Bones of each group. */
export const GROUP_BONES: readonly Uint8Array[] = GROUPS.map((group) =>
  Uint8Array.from(
    HUMANOID_BONES.filter((bone) => groupOf(bone) === group),
    (bone) => BONE_INDEX[bone],
  ),
);
