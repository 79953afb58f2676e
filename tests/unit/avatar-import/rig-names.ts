/** How other programs call the bones of a humanoid: one name for each bone that their rigs have. */
import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { mixamoName } from '../../fixtures/foreign-rig';

type Names = (bone: HumanoidBone) => string | undefined;

const parts = (bone: HumanoidBone): { side: 'left' | 'right' | undefined; part: string } => {
  const [, side, part] = /^(left|right)(.+)$/.exec(bone) ?? [];
  return { side: side as 'left' | undefined, part: part ?? bone };
};

const finger = (part: string): { name: string; link: number } | undefined => {
  const [, name, link] =
    /^(Thumb|Index|Middle|Ring|Little)(Metacarpal|Proximal|Intermediate|Distal)$/.exec(part) ?? [];
  if (!name || !link) return undefined;
  const links =
    name === 'Thumb' ? ['Metacarpal', 'Proximal', 'Distal'] : ['Proximal', 'Intermediate', 'Distal'];
  return { name, link: links.indexOf(link) };
};

interface Style {
  trunk: Partial<Record<HumanoidBone, string>>;
  limbs: Readonly<Record<string, string>>;
  finger: (name: string, link: number) => string;
  side: (name: string, side: 'left' | 'right') => string;
}

const style =
  ({ trunk, limbs, finger: fingerName, side: sided }: Style): Names =>
  (bone) => {
    const { side, part } = parts(bone);
    if (!side) return trunk[bone];
    const digit = finger(part);
    const name = digit ? fingerName(digit.name, digit.link) : limbs[part];
    return name === undefined ? undefined : sided(name, side);
  };

const letter = (side: 'left' | 'right'): 'L' | 'R' => (side === 'left' ? 'L' : 'R');
const limbs = (
  shoulder: string,
  upperArm: string,
  lowerArm: string,
  hand: string,
  upperLeg: string,
  lowerLeg: string,
  foot: string,
  toes: string,
): Record<string, string> => ({
  Shoulder: shoulder,
  UpperArm: upperArm,
  LowerArm: lowerArm,
  Hand: hand,
  UpperLeg: upperLeg,
  LowerLeg: lowerLeg,
  Foot: foot,
  Toes: toes,
});

const lower = (name: string): string => name.toLowerCase().replace('little', 'pinky');

export const RIG_NAMES: Readonly<Record<string, Names>> = {
  Mixamo: (bone) => mixamoName(bone),
  'Mixamo through an FBX reader': (bone) => mixamoName(bone, 'mixamorig1'),
  'Ready Player Me': (bone) => mixamoName(bone, ''),
  'Unreal mannequin': style({
    trunk: {
      hips: 'pelvis',
      spine: 'spine_01',
      chest: 'spine_02',
      upperChest: 'spine_03',
      neck: 'neck_01',
      head: 'head',
    },
    limbs: limbs('clavicle', 'upperarm', 'lowerarm', 'hand', 'thigh', 'calf', 'foot', 'ball'),
    finger: (name, link) => `${lower(name)}_0${link + 1}`,
    side: (name, side) => `${name}_${letter(side).toLowerCase()}`,
  }),
  Biped: style({
    trunk: {
      hips: 'Bip01 Pelvis',
      spine: 'Bip01 Spine',
      chest: 'Bip01 Spine1',
      upperChest: 'Bip01 Spine2',
      neck: 'Bip01 Neck',
      head: 'Bip01 Head',
    },
    limbs: limbs('Clavicle', 'UpperArm', 'Forearm', 'Hand', 'Thigh', 'Calf', 'Foot', 'Toe0'),
    finger: (name, link) =>
      `Finger${['Thumb', 'Index', 'Middle', 'Ring', 'Little'].indexOf(name)}${link || ''}`,
    side: (name, side) => `Bip01 ${letter(side)} ${name}`,
  }),
  Rigify: style({
    trunk: {
      hips: 'DEF-spine',
      spine: 'DEF-spine.001',
      chest: 'DEF-spine.002',
      upperChest: 'DEF-spine.003',
      neck: 'DEF-neck',
      head: 'DEF-head',
    },
    limbs: limbs('shoulder', 'upper_arm', 'forearm', 'hand', 'thigh', 'shin', 'foot', 'toe'),
    finger: (name, link) => (name === 'Thumb' ? `thumb.0${link + 1}` : `f_${lower(name)}.0${link + 1}`),
    side: (name, side) => `DEF-${name}.${letter(side)}`,
  }),
  'Rigify today': style({
    trunk: {
      hips: 'DEF-spine',
      spine: 'DEF-spine.001',
      chest: 'DEF-spine.002',
      upperChest: 'DEF-spine.003',
      neck: 'DEF-spine.004',
      head: 'DEF-spine.006',
    },
    limbs: limbs('shoulder', 'upper_arm', 'forearm', 'hand', 'thigh', 'shin', 'foot', 'toe'),
    finger: (name, link) => (name === 'Thumb' ? `thumb.0${link + 1}` : `f_${lower(name)}.0${link + 1}`),
    side: (name, side) => `DEF-${name}.${letter(side)}`,
  }),
  'VRM itself': (bone) => bone,
  'Blender through an FBX reader': style({
    trunk: { hips: 'hips', spine: 'spine', chest: 'chest', neck: 'neck', head: 'head' },
    limbs: limbs('shoulder', 'upper_arm', 'forearm', 'hand', 'thigh', 'shin', 'foot', 'toe'),
    finger: (name, link) => (name === 'Thumb' ? `thumb0${link + 1}` : `f_${lower(name)}0${link + 1}`),
    side: (name, side) => `${name}${letter(side)}`,
  }),
  VRoid: style({
    trunk: {
      hips: 'J_Bip_C_Hips',
      spine: 'J_Bip_C_Spine',
      chest: 'J_Bip_C_Chest',
      upperChest: 'J_Bip_C_UpperChest',
      neck: 'J_Bip_C_Neck',
      head: 'J_Bip_C_Head',
    },
    limbs: {
      ...limbs('Shoulder', 'UpperArm', 'LowerArm', 'Hand', 'UpperLeg', 'LowerLeg', 'Foot', 'ToeBase'),
    },
    finger: (name, link) => `${name}${link + 1}`,
    side: (name, side) => `J_Bip_${letter(side)}_${name}`,
  }),
  'Daz Genesis': style({
    trunk: {
      hips: 'hip',
      spine: 'abdomenLower',
      chest: 'chestLower',
      upperChest: 'chestUpper',
      neck: 'neckLower',
      head: 'head',
    },
    limbs: limbs('Collar', 'ShldrBend', 'ForearmBend', 'Hand', 'ThighBend', 'Shin', 'Foot', 'Toe'),
    finger: (name, link) => `${name.replace('Middle', 'Mid').replace('Little', 'Pinky')}${link + 1}`,
    side: (name, side) => `${letter(side).toLowerCase()}${name}`,
  }),
  'Character Creator': style({
    trunk: {
      hips: 'CC_Base_Hip',
      spine: 'CC_Base_Waist',
      chest: 'CC_Base_Spine01',
      upperChest: 'CC_Base_Spine02',
      neck: 'CC_Base_NeckTwist01',
      head: 'CC_Base_Head',
    },
    limbs: limbs('Clavicle', 'Upperarm', 'Forearm', 'Hand', 'Thigh', 'Calf', 'Foot', 'ToeBase'),
    finger: (name, link) => `${name.replace('Middle', 'Mid').replace('Little', 'Pinky')}${link + 1}`,
    side: (name, side) => `CC_Base_${letter(side)}_${name}`,
  }),
  SMPL: style({
    trunk: {
      hips: 'pelvis',
      spine: 'spine1',
      chest: 'spine2',
      upperChest: 'spine3',
      neck: 'neck',
      head: 'head',
    },
    limbs: limbs('collar', 'shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle', 'foot'),
    finger: (name, link) => `${lower(name)}${link + 1}`,
    side: (name, side) => `${side}_${name}`,
  }),
  MikuMikuDance: style({
    trunk: { hips: '下半身', spine: '上半身', chest: '上半身2', neck: '首', head: '頭' },
    limbs: { ...limbs('肩', '腕', 'ひじ', '手首', '足', 'ひざ', '足首', 'つま先'), Eye: '目' },
    finger: (name, link) =>
      ({ Thumb: '親指', Index: '人指', Middle: '中指', Ring: '薬指', Little: '小指' })[name]! +
      '１２３'[link],
    side: (name, side) => (side === 'left' ? '左' : '右') + name,
  }),
  VRChat: style({
    trunk: { hips: 'Hips', spine: 'Spine', chest: 'Chest', neck: 'Neck', head: 'Head' },
    limbs: limbs('shoulder', 'arm', 'elbow', 'wrist', 'leg', 'knee', 'ankle', 'toe'),
    finger: (name, link) => `${name === 'Little' ? 'Little' : name}Finger${link + 1}`,
    side: (name, side) =>
      name.includes('Finger') ? `${name}_${letter(side)}` : `${side === 'left' ? 'Left' : 'Right'} ${name}`,
  }),
};

/** Bones that a rig of these names has. */
export const bonesOf = (names: Names): HumanoidBone[] =>
  HUMANOID_BONES.filter((bone) => names(bone) !== undefined);
