import { BONE_INDEX, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { BONE_BY_UNITY_NAME } from './vmc-names';

/**
 * Joint names of the programs that BVH files come from, without their side: motion capture suites and CMU's library
 * (`LeftUpLeg`, `LeftArm`, `LeftForeArm`), Mixamo (the same, fingers `LeftHandIndex1`), MMD and VRoid exporters
 * (`J_Bip_L_UpperArm`), Xsens and Poser.
 */
const TRUNK: Readonly<Record<string, HumanoidBone>> = {
  hip: 'hips',
  hips: 'hips',
  pelvis: 'hips',
  root: 'hips',
  spine: 'spine',
  abdomen: 'spine',
  lowerback: 'spine',
  chest: 'chest',
  spine1: 'chest',
  torso: 'chest',
  upperchest: 'upperChest',
  spine2: 'upperChest',
  spine3: 'upperChest',
  chest2: 'upperChest',
  neck: 'neck',
  neck1: 'neck',
  head: 'head',
};

const LIMBS: Readonly<Record<string, string>> = {
  upleg: 'UpperLeg',
  upperleg: 'UpperLeg',
  hip: 'UpperLeg',
  thigh: 'UpperLeg',
  leg: 'LowerLeg',
  lowerleg: 'LowerLeg',
  knee: 'LowerLeg',
  shin: 'LowerLeg',
  calf: 'LowerLeg',
  foot: 'Foot',
  ankle: 'Foot',
  toe: 'Toes',
  toes: 'Toes',
  toebase: 'Toes',
  shoulder: 'Shoulder',
  collar: 'Shoulder',
  clavicle: 'Shoulder',
  arm: 'UpperArm',
  upperarm: 'UpperArm',
  uparm: 'UpperArm',
  shldr: 'UpperArm',
  forearm: 'LowerArm',
  lowerarm: 'LowerArm',
  lowarm: 'LowerArm',
  elbow: 'LowerArm',
  hand: 'Hand',
  wrist: 'Hand',
};

const FINGERS = ['thumb', 'index', 'middle', 'mid', 'ring', 'pinky', 'little'] as const;
const FINGER_NAMES: Readonly<Record<string, string>> = {
  thumb: 'Thumb',
  index: 'Index',
  middle: 'Middle',
  mid: 'Middle',
  ring: 'Ring',
  pinky: 'Little',
  little: 'Little',
};
const LINKS = ['Proximal', 'Intermediate', 'Distal'] as const;
const THUMB_LINKS = ['Metacarpal', 'Proximal', 'Distal'] as const;

/** The humanoid bone of a joint by its name; undefined where the name says nothing. */
export const boneOfJoint = (name: string): number | undefined => {
  const bare = name
    .replace(/^.*[:|]/, '')
    .replace(/^(J_)?(Bip0?1?|bip|mixamorig\d*|Character\d+)[_ ]?/i, '')
    .replace(/^(C|Sec|Adj)_/, '');
  const unity = BONE_BY_UNITY_NAME.get(bare.toLowerCase());
  if (unity !== undefined) return unity;
  const { side, rest } = sideOf(bare);
  const bone = side === undefined ? TRUNK[rest] : limbOf(side, rest);
  return bone === undefined ? undefined : BONE_INDEX[bone];
};

/** `LeftArm`, `L_Arm`, `lArm`, `Arm.L`, `Arm_l`. */
const sideOf = (name: string): { side: 'left' | 'right' | undefined; rest: string } => {
  const patterns: [RegExp, 'left' | 'right'][] = [
    [/^left[_ .-]?/i, 'left'],
    [/^right[_ .-]?/i, 'right'],
    [/^l(?=[_ .-]|[A-Z])[_ .-]?/, 'left'],
    [/^r(?=[_ .-]|[A-Z])[_ .-]?/, 'right'],
    [/^L[_ .-]/, 'left'],
    [/^R[_ .-]/, 'right'],
    [/[_ .-]?left$/i, 'left'],
    [/[_ .-]?right$/i, 'right'],
    [/[_ .-]l$/i, 'left'],
    [/[_ .-]r$/i, 'right'],
  ];
  for (const [pattern, side] of patterns)
    if (pattern.test(name)) return { side, rest: plain(name.replace(pattern, '')) };
  return { side: undefined, rest: plain(name) };
};

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const limbOf = (side: 'left' | 'right', rest: string): HumanoidBone | undefined => {
  const limb = LIMBS[rest];
  if (limb !== undefined) return existing(`${side}${limb}`);
  const finger = FINGERS.find((candidate) => rest.replace(/^(in)?hand/, '').startsWith(candidate));
  const link = /([1-3])$/.exec(rest)?.[1];
  if (finger === undefined || link === undefined) return undefined;
  const links = finger === 'thumb' ? THUMB_LINKS : LINKS;
  return existing(`${side}${FINGER_NAMES[finger]}${links[Number(link) - 1]}`);
};

const existing = (name: string): HumanoidBone | undefined => HUMANOID_BONES.find((bone) => bone === name);
