/** A part of the body that names tell apart; `side` says which of a pair. */
export type Role =
  | 'hips'
  | 'spine'
  | 'neck'
  | 'head'
  | 'jaw'
  | 'eye'
  | 'shoulder'
  | 'upperArm'
  | 'lowerArm'
  | 'hand'
  | 'upperLeg'
  | 'lowerLeg'
  | 'foot'
  | 'toes'
  | Finger;

export const FINGERS = ['Thumb', 'Index', 'Middle', 'Ring', 'Little'] as const;
export type Finger = (typeof FINGERS)[number];

export type Side = 'left' | 'right';

/** What a bone's name says. */
export interface NameReading {
  role: Role;
  side: Side | undefined;
  /** The word that said so. */
  word: string;
  /** Smaller is surer. */
  doubt: number;
}

/**
 * Words for each part, surest first. Sources: the bone names of Mixamo and HumanIK (`LeftUpLeg`), Unreal's mannequin
 * (`thigh_l`), 3ds Max Biped (`Bip01 L Calf`), Blender's Rigify (`shin.L`), VRoid (`J_Bip_L_UpperLeg`), Daz Genesis
 * (`lThighBend`), Character Creator (`CC_Base_L_Calf`), SMPL (`left_knee`), MikuMikuDance (`左ひざ`).
 */
const WORDS: Readonly<Record<Exclude<Role, Finger>, readonly string[]>> = {
  hips: ['hips', 'pelvis', 'hip', 'lowerbody', '下半身', '腰', 'センター'],
  spine: ['spine', 'abdomen', 'waist', 'torso', 'chest', 'upperbody', 'abdomenlower', '上半身'],
  neck: ['neck', 'necklower', 'necktwist', '首', 'spine004'],
  // Rigify's trunk is numbered up to the head.
  head: ['head', '頭', 'spine006'],
  jaw: ['jaw', 'lowerjaw', 'jawroot', 'jawbone', 'あご', '顎'],
  eye: ['eye', 'eyeball', 'faceeye', '目'],
  shoulder: ['clavicle', 'collar', 'collarbone', 'shoulder', '肩'],
  upperArm: ['upperarm', 'uparm', 'armupper', 'shldrbend', 'shldr', 'humerus', 'arm', 'shoulder', '腕'],
  lowerArm: ['forearm', 'lowerarm', 'armlower', 'forearmbend', 'loarm', 'elbow', 'ひじ', '肘'],
  hand: ['hand', 'wrist', '手首'],
  upperLeg: ['upleg', 'upperleg', 'legupper', 'thigh', 'thighbend', 'femur', 'hip', 'leg', '足'],
  lowerLeg: ['lowerleg', 'leglower', 'calf', 'shin', 'loleg', 'knee', 'tibia', 'leg', 'ひざ', '膝'],
  foot: ['foot', 'ankle', '足首'],
  toes: ['toebase', 'toes', 'toe', 'ball', 'football', 'つま先', '足先'],
};

const FINGER_WORDS: Readonly<Record<Finger, RegExp>> = {
  Thumb: /^(?:hand)?(?:thumb|親指)/,
  Index: /^f?(?:hand)?(?:index|point|人指|人差指|人差し指)/,
  Middle: /^f?(?:hand)?(?:middle|mid\d|mid$|中指)/,
  Ring: /^f?(?:hand)?(?:ring|薬指)/,
  Little: /^f?(?:hand)?(?:pinky|pinkie|little|小指)/,
};
/** Biped numbers its fingers: `Finger0` is the thumb, `Finger01` its second bone. */
const NUMBERED_FINGER = /^finger([0-4])[0-4]?$/;

/** Words of a rig's maker that say nothing about the body. */
const NOISE =
  /^(mixamorig|bip|biped|valve|j|c|cc|base|def|org|jnt|joint|jt|bone|bn|b|armature|rig|character|sk|skel|skeleton|adj|bind|root|genesis|f)$/;
/** Noise that is numbered: `Bip001`, `mixamorig1`, `Character1`. */
const NUMBERED_NOISE = /^(mixamorig|bip|biped|character)$/;
/** What only looks like a bone of the body. */
const OTHER_THINGS =
  /^(ik|fk|ctrl|control|pole|target|twist|roll|end|nub|tip|helper|socket|attach|weapon|hair|skirt|cloth|cape|breast|bust|tail|ear|ribbon|sleeve|sec|mch|share|corrective|phys|lid|eyelid|brow|metacarpal|carpal|捩|親)$/;

const SIDES: Readonly<Record<string, Side>> = {
  l: 'left',
  lf: 'left',
  lft: 'left',
  left: 'left',
  左: 'left',
  r: 'right',
  rt: 'right',
  rgt: 'right',
  right: 'right',
  右: 'right',
};

const KNOWN = new Map<string, { role: Role; doubt: number }[]>();
for (const [role, words] of Object.entries(WORDS) as [Role, readonly string[]][])
  for (const [doubt, word] of words.entries()) KNOWN.set(word, [...(KNOWN.get(word) ?? []), { role, doubt }]);

const MAX_LENGTH = 120;
/** A word that is found behind others (`Robot_Hips`) is less sure than any alone. */
const BEHIND = 20;
const NUMBERED = 10;

/** Every part that the name may mean, surest first; none where it says nothing. */
export const readBoneName = (name: string): NameReading[] => {
  const { words, side } = split(name);
  if (words.length === 0 || words.some((word, i) => OTHER_THINGS.test(word) && !isOwn(word, words[i - 1])))
    return [];
  for (let skipped = 0; skipped < words.length; skipped++) {
    const word = words.slice(skipped).join('');
    const found = rolesOf(word, side);
    const doubt = skipped === 0 ? 0 : BEHIND;
    if (found.length > 0)
      return found.map((reading) => ({ ...reading, side, word, doubt: reading.doubt + doubt }));
  }
  return [];
};

/** Character Creator's neck is called a twist, and the thumb's first bone is one of the palm's. */
const isOwn = (word: string, before: string | undefined): boolean =>
  (word === 'twist' && before === 'neck') || (word === 'metacarpal' && before === 'thumb');

/** Whether the name is that of a bone inside the palm, which VRM has for thumbs alone. */
export const isPalmBone = (name: string): boolean => /carpal/i.test(name) && !/thumb/i.test(name);

const rolesOf = (word: string, side: Side | undefined): { role: Role; doubt: number }[] => {
  if (side !== undefined) {
    const finger = fingerOf(word);
    if (finger) return [{ role: finger, doubt: 0 }];
  }
  // Blender numbers copies with three digits: `.001` is another bone of the kind.
  const bare = word.replace(/(?<!\d)0?[01]$/, '');
  const known = KNOWN.get(word) ?? KNOWN.get(bare) ?? [];
  const numbered = KNOWN.has(word) ? 0 : NUMBERED;
  return known
    .filter(({ role }) => isPaired(role) === (side !== undefined))
    .map(({ role, doubt }) => ({ role, doubt: doubt + numbered }));
};

const fingerOf = (word: string): Finger | undefined => {
  const number = NUMBERED_FINGER.exec(word)?.[1];
  if (number !== undefined) return FINGERS[Number(number)];
  return FINGERS.find((finger) => FINGER_WORDS[finger].test(word));
};

const UNPAIRED: readonly Role[] = ['hips', 'spine', 'neck', 'head', 'jaw'];
const isPaired = (role: Role): boolean => !UNPAIRED.includes(role);

const split = (name: string): { words: string[]; side: Side | undefined } => {
  const plain = name
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .replace(/^.*[:|]/, '')
    .replace(/([左右])/g, ' $1 ');
  const words = plain.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[\p{L}]+/gu) ?? [];
  let side: Side | undefined;
  const kept: string[] = [];
  let former = '';
  for (const given of words) {
    const word = given.toLowerCase();
    const glued = /^(left|right)(\w+)$/.exec(word);
    if (SIDES[word]) side ??= SIDES[word];
    else if (glued) {
      side ??= glued[1] as Side;
      kept.push(glued[2]!);
    } else if (!NOISE.test(word) && !(NUMBERED_NOISE.test(former) && /^\d+$/.test(word))) kept.push(word);
    former = word;
  }
  return { words: kept, side };
};
