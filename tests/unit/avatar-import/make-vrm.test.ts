import { existsSync, readFileSync } from 'node:fs';
import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import fc from 'fast-check';
import { validateBytes } from 'gltf-validator';
import { Matrix4, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { guessMap, type Model, makeVrm, readRig, unmakeVrm } from '../../../src/avatar-maker/import';
import { inverseBinds, worldMatrices } from '../../../src/avatar-maker/import/model';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { type ForeignRigOptions, foreignRig, mixamoName, pack, unpack } from '../../fixtures/foreign-rig';
import { tinyVrm } from '../avatar/tiny-vrm';

const HIKARI = 'resources/avatars/hikari.vrm';

const convert = (source: Uint8Array, options: ForeignRigOptions): { before: Model; after: Model } => {
  const before = unpack(foreignRig(source, options)) as Model;
  const { map, sure } = guessMap(readRig(before.json));
  expect(sure).toBe(true);
  return { before, after: makeVrm(before, map, 'Guest') };
};

const humanBones = ({ json }: Model): Record<HumanoidBone, { node: number }> =>
  (json.extensions as { VRMC_vrm: { humanoid: { humanBones: never } } }).VRMC_vrm.humanoid.humanBones;

/** Where bones are after conversion. */
const placesOf = (model: Model): ((bone: HumanoidBone) => Vector3) => {
  const worlds = worldMatrices(model.json.nodes!);
  return (bone) => new Vector3().setFromMatrixPosition(worlds[humanBones(model)[bone].node]!);
};

const along = (place: (bone: HumanoidBone) => Vector3, from: HumanoidBone, to: HumanoidBone): Vector3 =>
  place(to).sub(place(from)).normalize();

const expectTPose = (model: Model): void => {
  const place = placesOf(model);
  for (const [side, x] of [
    ['left', 1],
    ['right', -1],
  ] as const) {
    expect(along(place, `${side}UpperArm`, `${side}LowerArm`).x * x).toBeGreaterThan(0.999);
    expect(along(place, `${side}LowerArm`, `${side}Hand`).x * x).toBeGreaterThan(0.999);
    expect(along(place, `${side}UpperLeg`, `${side}LowerLeg`).y).toBeLessThan(-0.999);
    expect(along(place, `${side}LowerLeg`, `${side}Foot`).y).toBeLessThan(-0.999);
    // Palms down: the first knuckle lies in front of the last.
    const knuckles = along(place, `${side}LittleProximal`, `${side}IndexProximal`);
    expect(knuckles.z).toBeGreaterThan(0.98);
    expect(place(`${side}Toes`).z).toBeGreaterThan(place(`${side}Foot`).z);
  }
  expect(along(place, 'hips', 'head').y).toBeGreaterThan(0.98);
  const sole = Math.min(place('leftToes').y, place('rightToes').y);
  expect(sole).toBeGreaterThan(-0.06);
  expect(sole).toBeLessThan(0.2);
};

const mixamo = (bone: HumanoidBone): string => mixamoName(bone);

describe('a humanoid of another program becomes a VRM', () => {
  it.each([
    ['T-pose, metres', {}],
    ['A-pose, centimetres, bones with axes of their own', { armsDown: 45, unit: 100, ownAxes: true }],
    ['arms at the sides, palms to the front', { armsDown: 75, palms: 90 }],
    ['legs apart', { legsApart: 12, armsDown: 30 }],
    ['facing -Z', { turned: 180, armsDown: 40, ownAxes: true }],
    ['Z up, centimetres', { tilted: 90, unit: 100 }],
    ['saved in the middle of an animation', { midAnimation: true, ownAxes: true }],
    ['millimetres', { unit: 1000 }],
  ] satisfies [string, Partial<ForeignRigOptions>][])('%s', (_, options) => {
    const { after } = convert(tinyVrm({ lookAt: 'bone' }), { name: mixamo, ...options });
    expectTPose(after);
    const place = placesOf(after);
    // As tall as it was: the tiny VRM's head bone is 1.45 m above the ground, its ankles 0.08 m.
    expect(place('head').y - place('leftFoot').y).toBeCloseTo(1.37, 1);
    expect(checkAvatarFile(pack(after.json, after.bin))).toEqual({ ok: true, version: 1 });
  });

  it('every node is a mere offset, and the mesh goes with its bones', () => {
    const options = { name: mixamo, armsDown: 45, unit: 100, ownAxes: true };
    const { before, after } = convert(tinyVrm(), options);
    for (const node of after.json.nodes!) {
      expect(node.rotation).toBeUndefined();
      expect(node.scale).toBeUndefined();
    }
    const bound = worldMatrices(before.json.nodes!);
    const worlds = worldMatrices(after.json.nodes!);
    const skin = after.json.skins![0]!;
    for (const [i, inverse] of inverseBinds(after, skin).entries()) {
      const joint = skin.joints[i]!;
      const moved = new Matrix4().multiplyMatrices(worlds[joint]!, inverse);
      // What was modelled at the joint is at the joint.
      const modelled = new Vector3().setFromMatrixPosition(bound[joint]!).applyMatrix4(moved);
      expect(modelled.distanceTo(new Vector3().setFromMatrixPosition(worlds[joint]!))).toBeLessThan(1e-4);
      expect(moved.determinant()).toBeCloseTo(1e-6, 7);
    }
  });

  it('the T-pose is found from any A-pose, unit and direction', () => {
    fc.assert(
      fc.property(
        fc.record({
          armsDown: fc.double({ min: 0, max: 80, noNaN: true }),
          palms: fc.double({ min: -60, max: 60, noNaN: true }),
          legsApart: fc.double({ min: 0, max: 20, noNaN: true }),
          turned: fc.constantFrom(0, 90, 180, 270),
          tilted: fc.constantFrom(0, 90, -90),
          unit: fc.constantFrom(1, 100, 1000),
          ownAxes: fc.boolean(),
        }),
        (options) => expectTPose(convert(tinyVrm(), { name: mixamo, ...options }).after),
      ),
      { numRuns: 40 },
    );
  });

  it('thighs that hang on the spine are moved under the hips', () => {
    const source = unpack(tinyVrm());
    const bone = (name: HumanoidBone): number => HUMANOID_BONES.indexOf(name);
    const { nodes } = source.json;
    const isThigh = (node: number): boolean => [bone('leftUpperLeg'), bone('rightUpperLeg')].includes(node);
    nodes[bone('hips')].children = nodes[bone('hips')].children.filter((n: number) => !isThigh(n));
    nodes[bone('spine')].children.push(bone('leftUpperLeg'), bone('rightUpperLeg'));
    for (const thigh of [bone('leftUpperLeg'), bone('rightUpperLeg')]) nodes[thigh].translation[1] -= 0.1;
    const { after } = convert(pack(source.json, source.bin), { name: mixamo });
    expect(after.json.nodes![bone('hips')]!.children).toEqual(
      expect.arrayContaining([bone('leftUpperLeg'), bone('rightUpperLeg')]),
    );
    expect(placesOf(after)('leftUpperLeg').y).toBeCloseTo(0.85, 2);
  });

  it('keeps what it was made of, and is made again with another map', () => {
    const { before, after } = convert(tinyVrm(), { name: mixamo, armsDown: 45, ownAxes: true, unit: 100 });
    const again = unmakeVrm(after)!;
    expect(again.model.json.nodes).toEqual(before.json.nodes);
    expect(again.map.leftUpperArm).toBe('mixamorig:LeftArm');
    const { leftToes: _, ...withoutToes } = again.map;
    const second = makeVrm(again.model, withoutToes, 'Guest');
    expect(humanBones(second).leftToes).toBeUndefined();
    expect(placesOf(second)('leftHand').distanceTo(placesOf(after)('leftHand'))).toBeLessThan(1e-4);
    expect(unmakeVrm(unpack(tinyVrm()) as Model)).toBeUndefined();
  });

  it('a file without terms of use grants nothing and names whom it names', () => {
    const { after } = convert(tinyVrm(), { name: mixamo });
    const { meta } = (after.json.extensions as { VRMC_vrm: { meta: Record<string, unknown> } }).VRMC_vrm;
    expect(meta).toMatchObject({
      name: 'Guest',
      avatarPermission: 'onlyAuthor',
      allowRedistribution: false,
      copyrightInformation: '2026 A Modeller',
    });
  });

  it.skipIf(!existsSync(HIKARI))('a whole character in an A-pose stands as it was modelled', async () => {
    const source = new Uint8Array(readFileSync(HIKARI));
    const options = { name: mixamo, armsDown: 50, unit: 100, ownAxes: true };
    const { before, after } = convert(source, options);
    const errorsOf = async ({ json, bin }: Model) =>
      (await validateBytes(pack(json, bin))).issues.messages.filter(({ severity }) => severity === 0);
    // No error that the model has not brought along.
    expect(await errorsOf(after)).toEqual(await errorsOf(before));
    const found = placesOf(after);
    const wanted = placesOf(unpack(source) as Model);
    for (const bone of HUMANOID_BONES) {
      if (!humanBones(after)[bone] || /Thumb|Intermediate|Distal|Eye|jaw/.test(bone)) continue;
      expect(found(bone).distanceTo(wanted(bone)), bone).toBeLessThan(0.03);
    }
  });
});
