import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BoneMap,
  checkMap,
  guessMap,
  type Model,
  type Rig,
  readRig,
} from '../../../src/avatar-maker/import';
import { readBoneName } from '../../../src/avatar-maker/import/bone-names';
import { type ForeignRigOptions, foreignRig, unpack } from '../../fixtures/foreign-rig';
import { tinyVrm } from '../avatar/tiny-vrm';
import { bonesOf, RIG_NAMES } from './rig-names';

const rigOf = (
  name: (bone: HumanoidBone) => string,
  without: readonly HumanoidBone[] = [],
  pose: Partial<ForeignRigOptions> = {},
): Rig => readRig((unpack(foreignRig(tinyVrm({ without }), { name, ...pose })) as Model).json);

const scrambled = (bone: HumanoidBone): string => `xq${(HUMANOID_BONES.indexOf(bone) * 37) % 55}z`;

describe('the names of bones', () => {
  it.each(Object.entries(RIG_NAMES))('%s', (_, names) => {
    const bones = bonesOf(names);
    const rig = rigOf(
      (bone) => names(bone)!,
      HUMANOID_BONES.filter((bone) => !bones.includes(bone)),
    );
    const { map, sure } = guessMap(rig);
    expect(sure).toBe(true);
    expect(map).toEqual(Object.fromEntries(bones.map((bone) => [bone, names(bone)!])));
  });

  it.each([
    'upperarm_twist_01_l',
    'DEF-upper_arm.L.001',
    'hand_ik.L',
    'J_Sec_Hair1_01',
    'HeadTop_End',
    'LeftEyelid',
    'Skirt_L_Leg',
    '左足ＩＫ',
    'thigh_pole.L',
    'index_metacarpal_l',
    '',
    '   ',
  ])('%s is no bone of the body', (name) => {
    expect(readBoneName(name)).toEqual([]);
  });

  it('any name at all is read without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        expect(Array.isArray(readBoneName(name))).toBe(true);
      }),
    );
  });
});

describe('the shape of a skeleton', () => {
  const MUST: readonly HumanoidBone[] = HUMANOID_BONES.filter(
    (bone) => !/Thumb|Index|Middle|Ring|Little|Eye|jaw/.test(bone),
  );

  it.each([
    ['T-pose', {}],
    ['A-pose, centimetres', { armsDown: 45, unit: 100, ownAxes: true }],
    ['facing -Z', { turned: 180 }],
  ] satisfies [string, Partial<ForeignRigOptions>][])(
    'tells the bones whose names say nothing: %s',
    (_, pose) => {
      const { map, sure } = guessMap(rigOf(scrambled, ['jaw', 'leftEye', 'rightEye'], pose));
      expect(sure).toBe(false);
      for (const bone of MUST) expect(map[bone], bone).toBe(scrambled(bone));
      expect(map.leftIndexProximal).toBe(scrambled('leftIndexProximal'));
      expect(map.rightLittleDistal).toBe(scrambled('rightLittleDistal'));
    },
  );

  it('a rig without fingers, shoulders, neck and toes too', () => {
    const without = HUMANOID_BONES.filter((bone) =>
      /Thumb|Index|Middle|Ring|Little|Eye|jaw|Shoulder|neck|Toes|upperChest/.test(bone),
    );
    const rig = rigOf(scrambled, without);
    const { map } = guessMap(rig);
    expect(checkMap(rig, map)).toEqual([]);
    expect(map.leftLowerArm).toBe(scrambled('leftLowerArm'));
    expect(map.rightLowerLeg).toBe(scrambled('rightLowerLeg'));
  });

  it('fills what the names leave open', () => {
    const name = (bone: HumanoidBone): string =>
      bone === 'leftLowerArm' ? 'Thing' : RIG_NAMES['Ready Player Me']!(bone)!;
    const { map, sure } = guessMap(rigOf(name));
    expect(sure).toBe(false);
    expect(map.leftLowerArm).toBe('Thing');
    expect(map.rightLowerArm).toBe('RightForeArm');
  });

  it('a chair is not a body', () => {
    const rig: Rig = ['seat', 'a', 'b', 'c', 'd'].map((name, index) => ({
      index,
      name,
      parent: index === 0 ? -1 : 0,
      position: [index % 2, 0, index],
    }));
    const { map, sure } = guessMap(rig);
    expect(sure).toBe(false);
    expect(checkMap(rig, map).length).toBeGreaterThan(0);
  });
});

describe('what is wrong with a map', () => {
  const rig = rigOf((bone) => bone);
  const good = Object.fromEntries(HUMANOID_BONES.map((bone) => [bone, bone])) as BoneMap;

  it('nothing', () => expect(checkMap(rig, good)).toEqual([]));

  it('a required bone is missing', () => {
    const { leftHand: _, ...map } = good;
    expect(checkMap(rig, map)).toEqual([{ kind: 'missing', bone: 'leftHand' }]);
  });

  it('one node is two bones', () => {
    expect(checkMap(rig, { ...good, neck: 'head' })).toContainEqual({
      kind: 'double',
      bone: 'head',
      other: 'neck',
      node: 'head',
    });
  });

  it('a forearm is on the other arm', () => {
    const map = { ...good, leftLowerArm: 'rightLowerArm', rightLowerArm: 'leftLowerArm' };
    expect(checkMap(rig, map)).toContainEqual({ kind: 'order', bone: 'leftLowerArm', above: 'leftUpperArm' });
  });

  it('a node is not in the file; an upper chest lacks its chest', () => {
    const { chest: _, ...map } = { ...good, jaw: 'nowhere' };
    expect(checkMap(rig, map)).toEqual([
      { kind: 'alone', bone: 'upperChest', needs: 'chest' },
      { kind: 'unknown', bone: 'jaw', node: 'nowhere' },
    ]);
  });
});
