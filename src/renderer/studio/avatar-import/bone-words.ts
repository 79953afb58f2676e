import type { HumanoidBone } from '@shared/humanoid';
import type { TFunction } from 'i18next';
import type { MapProblem } from '../../../avatar-maker/import';
import type { StudioKey } from '../i18n';

const PARTS: Readonly<Record<string, StudioKey>> = {
  hips: 'bones.hips',
  spine: 'bones.spine',
  chest: 'bones.chest',
  upperChest: 'bones.upperChest',
  neck: 'bones.neck',
  head: 'bones.head',
  jaw: 'bones.jaw',
  Eye: 'bones.eye',
  Shoulder: 'bones.shoulder',
  UpperArm: 'bones.upperArm',
  LowerArm: 'bones.lowerArm',
  Hand: 'bones.hand',
  UpperLeg: 'bones.upperLeg',
  LowerLeg: 'bones.lowerLeg',
  Foot: 'bones.foot',
  Toes: 'bones.toes',
};

const FINGERS = {
  Thumb: 'bones.thumb',
  Index: 'bones.index',
  Middle: 'bones.middle',
  Ring: 'bones.ring',
  Little: 'bones.little',
} as const;
const THUMB_LINKS = ['Metacarpal', 'Proximal', 'Distal'];
const LINKS = ['Proximal', 'Intermediate', 'Distal'];

/** A bone's name in the user's language, without its side: `upper arm`. */
export const partName = (bone: HumanoidBone, t: TFunction): string => {
  const part = bone.replace(/^(left|right)/, '');
  const finger = /^(Thumb|Index|Middle|Ring|Little)(.+)$/.exec(part);
  if (!finger) return t(PARTS[part] ?? 'bones.hips');
  const [, name, link] = finger as unknown as [string, keyof typeof FINGERS, string];
  return t(FINGERS[name], { number: (name === 'Thumb' ? THUMB_LINKS : LINKS).indexOf(link) + 1 });
};

/** A bone's name in the user's language: `left upper arm`. */
export const boneName = (bone: HumanoidBone, t: TFunction): string => {
  const part = partName(bone, t);
  if (bone.startsWith('left')) return t('bones.ofLeft', { part });
  if (bone.startsWith('right')) return t('bones.ofRight', { part });
  return part;
};

/** What is wrong with a map, as a sentence for the user. */
export const problemWords = (problem: MapProblem, t: TFunction): string => {
  const bone = boneName(problem.bone, t);
  switch (problem.kind) {
    case 'missing':
      return t('bones.problemMissing', { bone });
    case 'unknown':
      return t('bones.problemUnknown', { bone, node: problem.node });
    case 'double':
      return t('bones.problemDouble', { bone, other: boneName(problem.other, t), node: problem.node });
    case 'order':
      return t('bones.problemOrder', { bone, above: boneName(problem.above, t) });
    case 'alone':
      return t('bones.problemAlone', { bone, needs: boneName(problem.needs, t) });
  }
};
