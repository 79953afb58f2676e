/** Files that a real Blender writes: one of them is kept beside the tests, the others are made where Blender is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ARKIT_BLENDSHAPES } from '@shared/expressions';
import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { Box3, Matrix4, Vector3 } from 'three';
import { beforeAll, describe, expect, it } from 'vitest';
import { guessMap, type Model, movesMesh, readRig } from '../../../src/avatar-maker/import';
import { inverseBinds, parentsOf, worldMatrices } from '../../../src/avatar-maker/import/model';
import { readImageSize } from '../../../src/renderer/avatar/image-size';
import { checkFbx } from '../../../src/renderer/studio/avatar-import/check-fbx';
import { readFbxImages } from '../../../src/renderer/studio/avatar-import/fbx-images';
import { makeRigs, noBlender, type RigJob } from '../../fixtures/blender-rigs';
import { accessorReader } from '../../fixtures/foreign-rig';
import { convert, type Made, openModel } from './convert';
import { stubFileReader } from './file-reader-stub';
import { bonesOf, RIG_NAMES } from './rig-names';

const FIXTURE = resolve(import.meta.dirname, '../../fixtures/blender-mixamo.fbx');

beforeAll(stubFileReader);

/** What the skinned meshes fill at rest. */
const boundsOf = ({ json, bin }: Model): Box3 => {
  const bounds = new Box3();
  const worlds = worldMatrices(json.nodes!);
  const point = new Vector3();
  for (const { mesh, skin } of json.nodes!) {
    if (mesh === undefined || skin === undefined) continue;
    const { joints } = json.skins![skin]!;
    const moves = inverseBinds({ json, bin }, json.skins![skin]!).map((inverse, i) =>
      new Matrix4().multiplyMatrices(worlds[joints[i]!]!, inverse),
    );
    for (const { attributes } of json.meshes![mesh]!.primitives as unknown as { attributes: Attributes }[]) {
      const [at, of, weight] = [attributes.POSITION, attributes.JOINTS_0, attributes.WEIGHTS_0].map((index) =>
        accessorReader(json, bin, index),
      );
      for (let v = 0; v < json.accessors![attributes.POSITION]!.count; v++) {
        const sum = new Vector3();
        for (let k = 0; k < 4; k++)
          sum.addScaledVector(
            point.set(at!.get(v, 0), at!.get(v, 1), at!.get(v, 2)).applyMatrix4(moves[of!.get(v, k)]!),
            weight!.get(v, k),
          );
        bounds.expandByPoint(sum);
      }
    }
  }
  return bounds;
};

interface Attributes {
  POSITION: number;
  JOINTS_0: number;
  WEIGHTS_0: number;
}

/** The mannequin of `blender/mannequin.py` as it must stand: metres, in a T-pose, looking along +Z. */
const expectMannequin = ({ made, place, vrm }: Made): void => {
  expect(place('head').toArray()).toEqual([
    expect.closeTo(0, 2),
    expect.closeTo(1.5, 2),
    expect.closeTo(0.01, 2),
  ]);
  expect(place('leftUpperArm').toArray()).toEqual([
    expect.closeTo(0.16, 2),
    expect.closeTo(1.38, 2),
    expect.closeTo(0, 2),
  ]);
  expect(place('rightHand').toArray()).toEqual([
    expect.closeTo(-0.66, 2),
    expect.closeTo(1.38, 2),
    expect.closeTo(0, 2),
  ]);
  expect(place('leftFoot').toArray()).toEqual([
    expect.closeTo(0.09, 1),
    expect.closeTo(0.08, 1),
    expect.closeTo(-0.02, 1),
  ]);
  if (vrm.humanoid.humanBones.leftIndexDistal) {
    expect(place('leftIndexProximal').z - place('leftLittleProximal').z).toBeGreaterThan(0.05);
    expect(place('leftIndexDistal').y).toBeCloseTo(1.38, 2);
    expect(place('leftIndexDistal').x).toBeCloseTo(0.8, 1);
  }
  const { min, max } = boundsOf(made);
  expect(max.y).toBeGreaterThan(1.68);
  expect(max.y).toBeLessThan(1.78);
  expect(Math.abs(min.y)).toBeLessThan(0.06);
  // From finger tips to finger tips, and a hand without fingers is shorter.
  expect(max.x - min.x).toBeGreaterThan(1.4);
  expect(max.x - min.x).toBeLessThan(1.9);
  // Its shoes point forward.
  expect(max.z).toBeGreaterThan(0.15);
  expect(min.z).toBeGreaterThan(-0.16);
};

describe('a binary FBX of Blender', () => {
  const file = new Uint8Array(readFileSync(FIXTURE));

  it('becomes a person of human size in a T-pose, with hands and a face', async () => {
    const converted = await convert(file);
    expectMannequin(converted);
    const { humanBones } = converted.vrm.humanoid;
    for (const bone of [
      'leftThumbMetacarpal',
      'leftIndexDistal',
      'rightLittleIntermediate',
      'leftEye',
    ] as const)
      expect(humanBones[bone], bone).toBeDefined();
    const { preset, custom } = converted.vrm.expressions;
    expect(Object.keys(custom)).toEqual(['eyeBlinkLeft', 'eyeBlinkRight', 'jawOpen']);
    expect(Object.keys(preset)).toEqual(expect.arrayContaining(['blink', 'blinkLeft', 'blinkRight', 'aa']));
  });

  it('has its picture found, though Blender gave it no ending', () => {
    const [picture, ...others] = readFbxImages(file).values();
    expect(others).toEqual([]);
    expect(readImageSize(picture!)).toEqual({ width: 16, height: 4 });
  });

  it('cut short anywhere is refused in a sentence', () => {
    for (let share = 0.001; share < 0.999; share += 0.013)
      expect(() => checkFbx(file.subarray(0, file.length * share))).toThrow(/damaged or cut short/);
  });

  it('of an old version, binary or text, is refused in a sentence', () => {
    const old = file.slice();
    new DataView(old.buffer).setUint32(23, 6100, true);
    expect(() => checkFbx(old)).toThrow(/FBX 6.1; Kagami reads 6.4 and newer/);
    const text =
      '; FBX 6.1.0 project file\nFBXHeaderExtension:  {\n\tFBXHeaderVersion: 1003\n\tFBXVersion: 6100\n}\n';
    expect(() => checkFbx(new TextEncoder().encode(text))).toThrow(/FBX 6.1; Kagami reads 7 and newer/);
  });
});

const named = (rig: string, without = /^$/): RigJob['bones'] =>
  Object.fromEntries(
    bonesOf(RIG_NAMES[rig]!).flatMap((bone) => (without.test(bone) ? [] : [[bone, RIG_NAMES[rig]!(bone)!]])),
  );
const FINGERS = /Thumb|Index|Middle|Ring|Little/;
const mixamo = named('Mixamo');
const A_POSE = { armsDown: 45, curl: 12, legsApart: 6 };

const EXPORTS: Record<string, Omit<RigJob, 'file'>> = {
  'Mixamo, T-pose': {},
  'Mixamo, A-pose': A_POSE,
  'posed, bound in a T-pose': { ...A_POSE, restIsPose: false },
  'without leaf bones': { ...A_POSE, export: { add_leaf_bones: false } },
  'Z up, looking along Y': { ...A_POSE, export: { axis_forward: 'Y', axis_up: 'Z' } },
  'Z up, looking along -Y': { ...A_POSE, export: { axis_forward: '-Y', axis_up: 'Z' } },
  'X up': { ...A_POSE, export: { axis_forward: 'Z', axis_up: 'X' } },
  'looking along Z': { ...A_POSE, export: { axis_forward: 'Z', axis_up: 'Y' } },
  'axes baked': { ...A_POSE, export: { bake_space_transform: true } },
  'units in the file': { ...A_POSE, export: { apply_scale_options: 'FBX_SCALE_UNITS' } },
  'scale applied to all': { ...A_POSE, export: { apply_scale_options: 'FBX_SCALE_ALL' } },
  'unit not applied': { ...A_POSE, export: { apply_unit_scale: false } },
  'armature a hundredth, figure a hundredfold': { ...A_POSE, objectScale: 0.01 },
  'the same, and lying': { ...A_POSE, objectScale: 0.01, turn: [90, 0, 0] },
  'turned round': { ...A_POSE, turn: [0, 0, 180] },
  'armature as root': { ...A_POSE, export: { armature_nodetype: 'ROOT' } },
  'armature as a bone': { ...A_POSE, export: { armature_nodetype: 'LIMBNODE' } },
  'bones along X': { ...A_POSE, export: { primary_bone_axis: 'X', secondary_bone_axis: '-Z' } },
};

const NAMES = ['Rigify', 'Unreal mannequin', 'Biped', 'MikuMikuDance', 'VRM itself'];

const JOBS: RigJob[] = [
  ...Object.entries(EXPORTS).map(([name, job]) => ({ bones: mixamo, ...job, file: `${name}.fbx` })),
  ...NAMES.map((name) => ({ file: `${name}.fbx`, bones: named(name), ...A_POSE })),
  { file: 'VRoid, no fingers.fbx', bones: named('VRoid', FINGERS), ...A_POSE },
  { file: 'Ready Player Me.glb', bones: named('Ready Player Me'), ...A_POSE },
  { file: 'Ready Player Me, no fingers.glb', bones: named('Ready Player Me', FINGERS), ...A_POSE },
  { file: 'Z up.glb', bones: mixamo, ...A_POSE, export: { export_yup: false } },
  { file: 'text.gltf', bones: mixamo, ...A_POSE },
];
const RIGIFY: RigJob[] = [
  { file: 'rigify.fbx', source: 'rigify', restIsPose: false },
  {
    file: 'rigify, deforming bones.fbx',
    source: 'rigify',
    restIsPose: false,
    export: { use_armature_deform_only: true },
  },
  { file: 'rigify.glb', source: 'rigify', restIsPose: false },
  { file: 'metarig.fbx', source: 'rigify', metarig: true, restIsPose: false },
  { file: 'metarig.glb', source: 'rigify', metarig: true, restIsPose: false },
];
const OTHERS: RigJob[] = [
  { file: 'clothes.fbx', bones: mixamo, ...A_POSE, clothes: true },
  { file: 'clothes.glb', bones: mixamo, ...A_POSE, clothes: true },
  { file: 'two figures.fbx', bones: mixamo, second: true },
  { file: 'two figures.glb', bones: mixamo, second: true },
  { file: 'not bound.fbx', bones: mixamo, noSkin: true },
  { file: 'not bound.glb', bones: mixamo, noSkin: true },
];

const HIKARI = resolve('resources/avatars/hikari.vrm');
const hasHikari = existsSync(HIKARI);
const WHOLE: RigJob = { file: 'hikari.fbx', source: HIKARI, bones: mixamo, ...A_POSE };

const missing = noBlender();
describe.skipIf(missing)(`a figure that Blender exports${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    files = await makeRigs([...JOBS, ...RIGIFY, ...OTHERS, ...(hasHikari ? [WHOLE] : [])]);
  }, 300_000);

  it.each(JOBS.map(({ file }) => file))('%s', async (name) => {
    const converted = await convert(files.get(name)!);
    expectMannequin(converted);
    expect(Object.keys(converted.vrm.expressions.custom)).toHaveLength(5);
    const { humanBones } = converted.vrm.humanoid;
    expect(humanBones.rightRingDistal === undefined).toBe(name.includes('no fingers'));
  });

  it.each(RIGIFY.map(({ file }) => file))('%s: moves by the bones that bend the mesh', async (name) => {
    const { model, place, vrm, made } = await convert(files.get(name)!);
    const nameOf = (bone: HumanoidBone): unknown =>
      made.json.nodes![vrm.humanoid.humanBones[bone]!.node]!.name;
    const prefix = name.startsWith('rigify') ? 'DEF-' : '';
    expect(nameOf('hips')).toBe(`${prefix}spine`);
    expect(nameOf('head')).toBe(`${prefix}spine.006`);
    expect(nameOf('leftUpperArm')).toBe(`${prefix}upper_arm.L`);
    expect(nameOf('rightIndexProximal')).toBe(`${prefix}f_index.01.R`);
    expect(place('head').y).toBeCloseTo(1.78, 1);
    expect(place('leftHand').y).toBeCloseTo(place('leftUpperArm').y, 2);
    // Every joint of the skin goes along with the hips.
    const rig = readRig(model.json);
    const hips = rig.findIndex((node) => node.name === `${prefix}spine`);
    const loose = rig.filter((node) => {
      if (!node.name.startsWith('DEF-')) return false;
      for (let at = rig.indexOf(node); at !== -1; at = rig[at]!.parent) if (at === hips) return false;
      return true;
    });
    expect(loose).toEqual([]);
  });

  it.skipIf(!hasHikari)(
    'a whole character of many meshes keeps face, pictures and one skeleton',
    async () => {
      const file = files.get(WHOLE.file)!;
      const { model, made, place, vrm } = await convert(file);
      expect(Object.keys(vrm.expressions.custom)).toEqual([...ARKIT_BLENDSHAPES]);
      expect(Object.keys(vrm.humanoid.humanBones)).toHaveLength(55);
      expect(readFbxImages(file).size).toBeGreaterThan(5);
      // Fourteen meshes share their bones.
      expect(model.json.skins).toHaveLength(14);
      expect(new Set(model.json.skins!.flatMap(({ joints }) => joints)).size).toBeLessThan(120);
      expect(place('head').y).toBeCloseTo(1.2, 1);
      const { min, max } = boundsOf(made);
      expect(Math.abs(min.y)).toBeLessThan(0.05);
      expect(max.y).toBeGreaterThan(1.4);
      expect(max.y).toBeLessThan(1.7);
    },
  );

  it.each(['two figures.fbx', 'two figures.glb'])('%s: takes one of them whole', async (name) => {
    const { place, vrm } = await convert(files.get(name)!);
    expect(Object.keys(vrm.humanoid.humanBones).length).toBeGreaterThan(50);
    expect(place('leftHand').x - place('rightHand').x).toBeCloseTo(1.32, 2);
    for (const bone of HUMANOID_BONES)
      if (vrm.humanoid.humanBones[bone]) expect(Math.abs(place(bone).x), bone).toBeLessThan(1);
  });

  it.each(['clothes.fbx', 'clothes.glb'])('%s: what has a skeleton of its own goes along', async (name) => {
    const converted = await convert(files.get(name)!);
    expectMannequin(converted);
    const { nodes = [], skins = [] } = converted.made.json;
    expect(skins).toHaveLength(2);
    const parents = parentsOf(nodes);
    const hips = converted.vrm.humanoid.humanBones.hips!.node;
    const hang = (joint: number): boolean => {
      for (let at = joint; at !== -1; at = parents[at]!) if (at === hips) return true;
      return false;
    };
    for (const { joints } of skins) expect(joints.filter((joint) => !hang(joint))).toEqual([]);
  });

  it.each(['not bound.fbx', 'not bound.glb'])('%s: is known to move nothing', async (name) => {
    const model = await openModel(files.get(name)!);
    const rig = readRig(model.json);
    expect(movesMesh(model.json, rig, guessMap(rig).map)).toBe(false);
  });
});
