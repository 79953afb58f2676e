/** Makes small VRM files for tests: a cube at every humanoid bone, one morph target, expressions bound to it. */
import { writeGlbParts } from '@motion/codecs/glb';
import { BONE_PARENT, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';

export interface TinyVrmOptions {
  version?: 0 | 1;
  /** Optional bones that it lacks; bones below hang on the next one above. */
  without?: readonly HumanoidBone[];
  presets?: readonly string[];
  custom?: readonly string[];
  lookAt?: 'bone' | 'expression' | 'none';
  /** Uniform scale of the whole body. */
  scale?: number;
}

/** A glTF document before it is packed: tests damage it here. */
export interface TinyDocument {
  // biome-ignore lint/suspicious/noExplicitAny: tests write any nonsense into it
  json: any;
  bin: Uint8Array;
}

/** World positions at rest, metres, VRM 1.0's axes. */
const restPosition = (bone: HumanoidBone): [number, number, number] => {
  const x = bone.startsWith('left') ? 1 : -1;
  const body: Partial<Record<HumanoidBone, [number, number, number]>> = {
    hips: [0, 0.9, 0],
    spine: [0, 1, 0],
    chest: [0, 1.12, 0],
    upperChest: [0, 1.22, 0],
    neck: [0, 1.38, 0],
    head: [0, 1.45, 0],
    jaw: [0, 1.47, 0.03],
  };
  const limbs: Record<string, [number, number, number]> = {
    Eye: [0.03, 1.52, 0.08],
    UpperLeg: [0.09, 0.85, 0],
    LowerLeg: [0.09, 0.48, 0],
    Foot: [0.09, 0.08, 0],
    Toes: [0.09, 0.02, 0.1],
    Shoulder: [0.04, 1.33, 0],
    UpperArm: [0.15, 1.33, 0],
    LowerArm: [0.4, 1.33, 0],
    Hand: [0.64, 1.33, 0],
  };
  const known = body[bone];
  if (known) return known;
  const part = bone.replace(/^(left|right)/, '');
  const [px, py, pz] = limbs[part] ?? fingerPosition(part);
  return [px * x, py, pz];
};

const fingerPosition = (part: string): [number, number, number] => {
  const finger = ['Thumb', 'Index', 'Middle', 'Ring', 'Little'].findIndex((name) => part.startsWith(name));
  const link = ['Metacarpal', 'Proximal', 'Intermediate', 'Distal'].findIndex((name) => part.endsWith(name));
  return [0.68 + link * 0.025, 1.33, 0.05 - finger * 0.02];
};

const CUBE = [
  0, 1, 2, 2, 1, 3, 4, 6, 5, 5, 6, 7, 0, 4, 1, 1, 4, 5, 2, 3, 6, 6, 3, 7, 0, 2, 4, 4, 2, 6, 1, 5, 3, 3, 5, 7,
];
const CUBE_SIZE = 0.06;

export const tinyDocument = (options: TinyVrmOptions = {}): TinyDocument => {
  const { version = 1, without = [], scale = 1 } = options;
  const bones = HUMANOID_BONES.filter((bone) => !without.includes(bone));
  const turn = version === 0 ? -1 : 1;
  const world = bones.map((bone) => {
    const [x, y, z] = restPosition(bone);
    return [x * turn * scale, y * scale, z * turn * scale] as const;
  });
  const parentOf = (bone: HumanoidBone): number => {
    let at = BONE_PARENT[bone];
    while (at && !bones.includes(at)) at = BONE_PARENT[at];
    return at ? bones.indexOf(at) : -1;
  };
  const nodes = bones.map((bone, i) => {
    const parent = world[parentOf(bone)] ?? [0, 0, 0];
    const children = bones.flatMap((child, c) => (parentOf(child) === i ? [c] : []));
    const translation = world[i]!.map((value, axis) => value - parent[axis]!);
    return { name: bone, translation, ...(children.length > 0 ? { children } : {}) };
  });
  const geometry = cubes(world, scale);
  const body = nodes.length;
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [bones.indexOf('hips'), body] }],
    nodes: [...nodes, { name: 'body', mesh: 0, skin: 0 }],
    skins: [{ joints: bones.map((_, i) => i), inverseBindMatrices: 5 }],
    materials: [{ pbrMetallicRoughness: { baseColorFactor: [1, 0.6, 0.5, 1], metallicFactor: 0 } }],
    meshes: [
      {
        primitives: [
          {
            attributes: { POSITION: 0, JOINTS_0: 1, WEIGHTS_0: 2 },
            indices: 3,
            material: 0,
            targets: [{ POSITION: 4 }],
          },
        ],
      },
    ],
    ...geometry.json,
    extensions: version === 1 ? { VRMC_vrm: vrm1(bones, options) } : { VRM: vrm0(bones, options) },
    extensionsUsed: [version === 1 ? 'VRMC_vrm' : 'VRM'],
  };
  return { json, bin: geometry.bin };
};

/** Packs a document into the bytes of a .vrm file. */
export const packVrm = ({ json, bin }: TinyDocument): Uint8Array => writeGlbParts({ json, binary: bin });

export const tinyVrm = (options: TinyVrmOptions = {}): Uint8Array => packVrm(tinyDocument(options));

const cubes = (
  centres: readonly (readonly [number, number, number])[],
  scale: number,
): { json: object; bin: Uint8Array } => {
  const half = (CUBE_SIZE / 2) * scale;
  const positions: number[] = [];
  const joints: number[] = [];
  const weights: number[] = [];
  const indices: number[] = [];
  for (const [i, centre] of centres.entries()) {
    for (const corner of CUBE) indices.push(i * 8 + corner);
    for (let c = 0; c < 8; c++) {
      for (const axis of [0, 1, 2] as const) positions.push(centre[axis] + (c & (1 << axis) ? half : -half));
      joints.push(i, 0, 0, 0);
      weights.push(1, 0, 0, 0);
    }
  }
  const inverses = centres.flatMap(([x, y, z]) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1]);
  const parts = [
    { data: new Float32Array(positions), type: 'VEC3', componentType: 5126, bounds: true },
    { data: new Uint8Array(joints), type: 'VEC4', componentType: 5121 },
    { data: new Float32Array(weights), type: 'VEC4', componentType: 5126 },
    { data: new Uint16Array(indices), type: 'SCALAR', componentType: 5123 },
    { data: new Float32Array(positions.length).fill(0.01), type: 'VEC3', componentType: 5126 },
    { data: new Float32Array(inverses), type: 'MAT4', componentType: 5126 },
  ];
  const bin = new Uint8Array(
    parts.reduce((length, { data }) => length + Math.ceil(data.byteLength / 4) * 4, 0),
  );
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  let at = 0;
  const size: Record<string, number> = { SCALAR: 1, VEC3: 3, VEC4: 4, MAT4: 16 };
  for (const [i, { data, type, componentType, bounds }] of parts.entries()) {
    bin.set(new Uint8Array(data.buffer), at);
    bufferViews.push({ buffer: 0, byteOffset: at, byteLength: data.byteLength });
    const range = bounds ? { min: [-2, -2, -2], max: [2, 2, 2] } : {};
    accessors.push({ bufferView: i, componentType, count: data.length / size[type]!, type, ...range });
    at += Math.ceil(data.byteLength / 4) * 4;
  }
  return { json: { buffers: [{ byteLength: bin.length }], bufferViews, accessors }, bin };
};

const morphBind = (body: number): object => ({ morphTargetBinds: [{ node: body, index: 0, weight: 1 }] });

const vrm1 = (bones: readonly HumanoidBone[], options: TinyVrmOptions): object => {
  const range = { inputMaxValue: 90, outputScale: 10 };
  const entries = (names: readonly string[]): object =>
    Object.fromEntries(names.map((name) => [name, morphBind(bones.length)]));
  const { lookAt = 'bone', presets = [], custom = [] } = options;
  return {
    specVersion: '1.0',
    meta: {
      name: 'Tiny',
      version: '1',
      authors: ['Kagami tests'],
      licenseUrl: 'https://vrm.dev/licenses/1.0/',
    },
    humanoid: { humanBones: Object.fromEntries(bones.map((bone, node) => [bone, { node }])) },
    expressions: { preset: entries(presets), custom: entries(custom) },
    ...(lookAt === 'none'
      ? {}
      : {
          lookAt: {
            type: lookAt,
            offsetFromHeadBone: [0, 0.07, 0],
            rangeMapHorizontalInner: range,
            rangeMapHorizontalOuter: range,
            rangeMapVerticalDown: { inputMaxValue: 90, outputScale: 20 },
            rangeMapVerticalUp: range,
          },
        }),
  };
};

const vrm0 = (bones: readonly HumanoidBone[], options: TinyVrmOptions): object => {
  const range = { curve: [0, 0, 0, 1, 1, 1, 1, 0], xRange: 90, yRange: 10 };
  const { lookAt = 'bone', presets = [], custom = [] } = options;
  const oldName = (bone: string): string =>
    bone.replace('ThumbProximal', 'ThumbIntermediate').replace('ThumbMetacarpal', 'ThumbProximal');
  const group = (name: string, presetName: string): object => ({
    name,
    presetName,
    binds: [{ mesh: 0, index: 0, weight: 100 }],
    materialValues: [],
  });
  return {
    exporterVersion: 'Kagami tests',
    meta: { title: 'Tiny', author: 'Kagami tests', licenseName: 'CC0' },
    humanoid: {
      humanBones: bones.map((bone, node) => ({ bone: oldName(bone), node, useDefaultValues: true })),
    },
    blendShapeMaster: {
      blendShapeGroups: [
        ...presets.map((name) => group(name, name)),
        ...custom.map((name) => group(name, 'unknown')),
      ],
    },
    firstPerson: {
      firstPersonBone: bones.indexOf('head'),
      firstPersonBoneOffset: { x: 0, y: 0.07, z: 0 },
      lookAtTypeName: lookAt === 'expression' ? 'BlendShape' : 'Bone',
      lookAtHorizontalInner: range,
      lookAtHorizontalOuter: range,
      lookAtVerticalDown: { ...range, yRange: 20 },
      lookAtVerticalUp: range,
    },
    secondaryAnimation: { boneGroups: [], colliderGroups: [] },
    materialProperties: [],
  };
};
