import {
  ARKIT_BLENDSHAPES,
  ARKIT_OFFSET,
  EXPRESSION_INDEX,
  VRM_PRESETS,
  type VrmPreset,
} from '@shared/expressions';
import { BONE_INDEX, HUMANOID_BONES } from '@shared/humanoid';

/** Which names blend shapes are sent under. VMC's documentation asks for VRM 0's by default, also of VRM 1.0 senders. */
export type VmcNames = 'vrm0' | 'vrm1';

/** Which set of blend shapes carries the face. An avatar that has both must not be given both: its mouth would open twice. */
export type VmcFace = 'presets' | 'arkit';

/** Parts of the body that are sent and received apart. */
export const VMC_PARTS = ['face', 'head', 'body', 'arms', 'hands'] as const;
export type VmcPart = (typeof VMC_PARTS)[number];
export type VmcParts = Readonly<Record<VmcPart, boolean>>;

export const ALL_VMC_PARTS: VmcParts = { face: true, head: true, body: true, arms: true, hands: true };

/** VRM 0's names of the presets (UniVRM, `BlendShapePreset`). It has no *surprised*; VRoid's clip for it is the custom `Surprised`. */
const VRM0_NAMES: Readonly<Record<VrmPreset, string>> = {
  happy: 'Joy',
  angry: 'Angry',
  sad: 'Sorrow',
  relaxed: 'Fun',
  surprised: 'Surprised',
  neutral: 'Neutral',
  aa: 'A',
  ih: 'I',
  ou: 'U',
  ee: 'E',
  oh: 'O',
  blink: 'Blink',
  blinkLeft: 'Blink_L',
  blinkRight: 'Blink_R',
  lookUp: 'LookUp',
  lookDown: 'LookDown',
  lookLeft: 'LookLeft',
  lookRight: 'LookRight',
};

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Unity's `HumanBodyBones` counts a thumb's joints as other fingers' are; VRM 1.0 calls its first the metacarpal. */
const unityBoneName = (bone: string): string =>
  capitalised(bone).replace('ThumbProximal', 'ThumbIntermediate').replace('ThumbMetacarpal', 'ThumbProximal');

/** Unity's names of HUMANOID_BONES, in their order. */
export const UNITY_BONES: readonly string[] = HUMANOID_BONES.map(unityBoneName);

/** Index of the bone of each Unity name, in any case. */
export const BONE_BY_UNITY_NAME: ReadonlyMap<string, number> = new Map(
  UNITY_BONES.map((name, i) => [name.toLowerCase(), i]),
);

/** The names of EXPRESSIONS to send under, in their order. Clips for ARKit's shapes are capitalised on VRM 0 avatars. */
export const expressionNames = (names: VmcNames): readonly string[] => [
  ...VRM_PRESETS.map((preset) => (names === 'vrm0' ? VRM0_NAMES[preset] : preset)),
  ...ARKIT_BLENDSHAPES.map((shape) => (names === 'vrm0' ? capitalised(shape) : shape)),
];

/** Index of the expression of each name that is in use, in lower case: senders differ in it. */
export const EXPRESSION_BY_VMC_NAME: ReadonlyMap<string, number> = new Map(
  (['vrm0', 'vrm1'] as const).flatMap((names) =>
    expressionNames(names).map((name, i): [string, number] => [name.toLowerCase(), i]),
  ),
);

/** Presets that ARKit's shapes take the place of: mouth, lids and glances. Moods stay. */
const MOODS: readonly VrmPreset[] = ['happy', 'angry', 'sad', 'relaxed', 'surprised', 'neutral'];
const MOOD_INDICES = new Set(MOODS.map((mood) => EXPRESSION_INDEX[mood]));

/** Whether the expression of this index is sent with its weight; the others of the presets are sent as 0, those of ARKit not at all. */
export const carriesExpression = (face: VmcFace, expression: number): boolean =>
  expression >= ARKIT_OFFSET ? face === 'arkit' : face === 'presets' || MOOD_INDICES.has(expression);

const partOf = (bone: string): VmcPart => {
  if (/Eye$|^jaw$/.test(bone)) return 'face';
  if (/^(neck|head)$/.test(bone)) return 'head';
  if (/Thumb|Index|Middle|Ring|Little/.test(bone)) return 'hands';
  return /Shoulder|Arm|Hand/.test(bone) ? 'arms' : 'body';
};

/** The part that each of HUMANOID_BONES belongs to, in their order. Fingers are `hands`; wrists belong to the `arms`. */
export const BONE_VMC_PART: readonly VmcPart[] = HUMANOID_BONES.map(partOf);

export const EYE_BONES = [BONE_INDEX.leftEye, BONE_INDEX.rightEye] as const;
