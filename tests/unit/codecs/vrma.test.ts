import { readGlbParts, writeGlbParts } from '@motion/codecs/glb';
import { readVrmaClip } from '@motion/codecs/vrma-reader';
import { writeVrma } from '@motion/codecs/vrma-writer';
import {
  VRM,
  VRMExpression,
  VRMExpressionManager,
  type VRMHumanBones,
  VRMHumanoid,
  VRMLookAt,
  VRMLookAtBoneApplier,
  VRMLookAtRangeMap,
  type VRMMeta,
} from '@pixiv/three-vrm';
import {
  createVRMAnimationClip,
  type VRMAnimation,
  VRMAnimationLoaderPlugin,
  VRMLookAtQuaternionProxy,
} from '@pixiv/three-vrm-animation';
import { ARKIT_BLENDSHAPES, EXPRESSIONS, VRM_PRESETS } from '@shared/expressions';
import { BONE_INDEX, BONE_PARENT, HUMANOID_BONES, type HumanoidBone, type RestPose } from '@shared/humanoid';
import fc from 'fast-check';
import { validateBytes } from 'gltf-validator';
import { AnimationMixer, Group, LoopOnce, Object3D, Quaternion, Vector3 } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { describe, expect, test } from 'vitest';
import { bakeDemo, degreesBetween, standingRest } from './motion-samples';

const RATE = 30;

/** An avatar of three-vrm's own classes with this skeleton, as its animation package wants it. */
const avatarOf = (rest: RestPose): VRM => {
  const scene = new Group();
  const nodes = new Map<HumanoidBone, Object3D>();
  for (const [i, bone] of HUMANOID_BONES.entries()) {
    if (!rest.has[i]) continue;
    let parent = BONE_PARENT[bone];
    while (parent !== undefined && !nodes.has(parent)) parent = BONE_PARENT[parent];
    const node = new Object3D();
    node.name = `raw ${bone}`;
    node.position.fromArray(rest.offsets, i * 3);
    (nodes.get(parent ?? bone) ?? scene).add(node);
    nodes.set(bone, node);
  }
  scene.updateMatrixWorld(true);
  const bones = Object.fromEntries([...nodes].map(([bone, node]) => [bone, { node }])) as VRMHumanBones;
  const humanoid = new VRMHumanoid(bones, { autoUpdateHumanBones: true });
  scene.add(humanoid.normalizedHumanBonesRoot);
  const expressionManager = new VRMExpressionManager();
  for (const name of [...VRM_PRESETS, ...ARKIT_BLENDSHAPES]) {
    const expression = new VRMExpression(name);
    expressionManager.registerExpression(expression);
    scene.add(expression);
  }
  const range = () => new VRMLookAtRangeMap(90, 90);
  const lookAt = new VRMLookAt(
    humanoid,
    new VRMLookAtBoneApplier(humanoid, range(), range(), range(), range()),
  );
  const proxy = new VRMLookAtQuaternionProxy(lookAt);
  proxy.name = 'proxy';
  scene.add(proxy);
  return new VRM({ scene, humanoid, expressionManager, lookAt, meta: { metaVersion: '1' } as VRMMeta });
};

const play = async (bytes: Uint8Array, vrm: VRM): Promise<AnimationMixer> => {
  const loader = new GLTFLoader();
  loader.register((parser) => new VRMAnimationLoaderPlugin(parser));
  const gltf = await loader.parseAsync(bytes.slice().buffer as ArrayBuffer, '');
  const [animation] = gltf.userData.vrmAnimations as VRMAnimation[];
  const mixer = new AnimationMixer(vrm.scene);
  const action = mixer.clipAction(createVRMAnimationClip(animation!, vrm)).setLoop(LoopOnce, 1);
  action.clampWhenFinished = true;
  action.play();
  return mixer;
};

describe.each([
  ['presets', []],
  ['arkit', ['upperChest', 'leftToes', 'rightToes', 'leftShoulder', 'rightShoulder'] as HumanoidBone[]],
] as const)('a take as VRMA, its face as %s', (face, without) => {
  const rest = standingRest([...without]);
  const clip = bakeDemo({ rest, from: 9000, to: 12_000, frameRate: RATE, face });
  const bytes = writeVrma(clip, rest, { generator: 'Kagami test' });

  test('passes the Khronos validator', async () => {
    const { issues } = await validateBytes(bytes);
    // The validator does not know VRM's extensions: it may say so, and that nothing else uses the nodes.
    expect(issues.messages.filter(({ severity }) => severity <= 1)).toEqual([]);
    const { json } = readGlbParts(bytes);
    const { humanoid } = (json.extensions as { VRMC_vrm_animation: { humanoid: { humanBones: object } } })
      .VRMC_vrm_animation;
    // The specification wants no eyes among the bones.
    expect(Object.keys(humanoid.humanBones).filter((bone) => bone.endsWith('Eye'))).toEqual([]);
  });

  test("plays in pixiv's three-vrm-animation: the same bones, place, expressions and gaze", async () => {
    const vrm = avatarOf(rest);
    const mixer = await play(bytes, vrm);
    const bone = new Quaternion();
    const moved = new Set<string>();
    for (const key of [0, 10, 37, 89]) {
      mixer.setTime((key + 1e-4) / RATE);
      for (const [b, index] of clip.bones.entries()) {
        const name = HUMANOID_BONES[index]!;
        bone.fromArray(clip.rotations, (key * clip.bones.length + b) * 4);
        expect(degreesBetween(vrm.humanoid.getNormalizedBoneNode(name)!.quaternion, bone), name).toBeLessThan(
          0.1,
        );
        if (degreesBetween(bone, new Quaternion()) > 10) moved.add(name);
      }
      const hips = vrm.humanoid.getNormalizedBoneNode('hips')!.position;
      for (const [k, axis] of (['x', 'y', 'z'] as const).entries())
        expect(hips[axis]).toBeCloseTo(rest.offsets[BONE_INDEX.hips * 3 + k]! + clip.hips[key * 3 + k]!, 3);
      for (const [e, index] of clip.expressions.entries())
        expect(vrm.expressionManager!.getValue(EXPRESSIONS[index]!)).toBeCloseTo(
          clip.weights[key * clip.expressions.length + e]!,
          2,
        );
      expect(vrm.lookAt!.yaw).toBeCloseTo((clip.gaze[key * 2]! * 180) / Math.PI, 1);
      expect(vrm.lookAt!.pitch).toBeCloseTo((-clip.gaze[key * 2 + 1]! * 180) / Math.PI, 1);
    }
    expect(moved.size, 'bones that move').toBeGreaterThan(5);
    expect(clip.expressions.length, 'expressions').toBeGreaterThan(face === 'arkit' ? 15 : 4);
  });

  test('comes back as the same clip', () => {
    const back = readVrmaClip(bytes, 'demo');
    expect([...back.bones]).toEqual([...clip.bones]);
    expect([...back.expressions]).toEqual([...clip.expressions]);
    const farthest = (a: Float32Array, b: Float32Array) =>
      Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
    expect(back.times.length).toBe(clip.times.length);
    expect(farthest(back.weights, clip.weights)).toBeLessThan(1e-3);
    expect(farthest(back.hips, clip.hips)).toBeLessThan(1e-4);
    expect(farthest(back.gaze, clip.gaze)).toBeLessThan(1e-3);
    expect(farthest(back.rotations.map(Math.abs), clip.rotations.map(Math.abs))).toBeLessThan(1e-3);
  });
});

test('a file whose bones rest turned, as other programs write them, moves the avatar alike', () => {
  const rest = standingRest();
  const clip = bakeDemo({ rest, from: 3000, to: 3500, frameRate: RATE });
  const { json, binary } = readGlbParts(writeVrma(clip, rest, { generator: '' }));
  // The arm's own axes are turned by a quarter about X: its local rotations are those between turned axes.
  const turn = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), Math.PI / 2);
  const nodes = json.nodes as { name: string; rotation?: number[]; translation: number[] }[];
  const arm = nodes.findIndex(({ name }) => name === 'leftUpperArm');
  const below = nodes.findIndex(({ name }) => name === 'leftLowerArm');
  nodes[arm]!.rotation = turn.toArray();
  nodes[below]!.rotation = turn.clone().invert().toArray();
  const { channels, samplers } = (json.animations as Animation[])[0]!;
  const accessors = json.accessors as { bufferView: number; count: number }[];
  const views = json.bufferViews as { byteOffset: number }[];
  const data = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const rewrite = (node: number, change: (rotation: Quaternion) => Quaternion): void => {
    const channel = channels.find(({ target }) => target.node === node && target.path === 'rotation')!;
    const { bufferView, count } = accessors[samplers[channel.sampler]!.output]!;
    for (let key = 0; key < count; key++) {
      const at = views[bufferView]!.byteOffset + key * 16;
      const read = [0, 4, 8, 12].map((k) => data.getFloat32(at + k, true));
      const next = change(new Quaternion().fromArray(read)).toArray();
      for (const [k, value] of next.entries()) data.setFloat32(at + k * 4, value, true);
    }
  };
  rewrite(arm, (rotation) => rotation.multiply(turn));
  rewrite(below, (rotation) => rotation.premultiply(turn.clone().invert()));
  const back = readVrmaClip(writeGlbParts({ json, binary }), '');
  for (const bone of [BONE_INDEX.leftUpperArm, BONE_INDEX.leftLowerArm, BONE_INDEX.leftHand]) {
    const at = (5 * clip.bones.length + clip.bones.indexOf(bone)) * 4;
    const wanted = new Quaternion().fromArray(clip.rotations, at);
    expect(degreesBetween(new Quaternion().fromArray(back.rotations, at), wanted)).toBeLessThan(0.1);
  }
});

interface Animation {
  channels: { sampler: number; target: { node: number; path: string } }[];
  samplers: { output: number }[];
}

describe('a hostile VRMA file', () => {
  const rest = standingRest();
  const bytes = writeVrma(bakeDemo({ rest, from: 3000, to: 3300 }), rest, { generator: '' });
  const changed = (change: (json: Record<string, never>) => void): Uint8Array => {
    const { json, binary } = readGlbParts(bytes);
    const copy = JSON.parse(JSON.stringify(json)) as Record<string, never>;
    change(copy);
    return writeGlbParts({ json: copy, binary });
  };
  // biome-ignore lint/suspicious/noExplicitAny: a broken file is of no type
  type Any = any;
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['cut off', bytes.slice(0, 5000)],
    [
      'no VRM data',
      changed((json: Any) => {
        json.extensions = {};
      }),
    ],
    [
      'no hips',
      changed((json: Any) => {
        delete json.extensions.VRMC_vrm_animation.humanoid.humanBones.hips;
      }),
    ],
    [
      'nodes in a circle',
      changed((json: Any) => {
        json.nodes[1].children = [0];
      }),
    ],
    [
      'numbers past the end',
      changed((json: Any) => {
        json.accessors[3].count = 1e5;
      }),
    ],
    [
      'numbers of another kind',
      changed((json: Any) => {
        json.accessors[3].type = 'MAT4';
      }),
    ],
    [
      'prototype pollution',
      changed((json: Any) => {
        json.extensions.VRMC_vrm_animation.humanoid = { humanBones: { constructor: { node: 0 } } };
      }),
    ],
    [
      'a million nodes',
      changed((json: Any) => {
        json.nodes = Array.from({ length: 1e5 }, () => ({}));
      }),
    ],
  ])('with %s is refused in a sentence', (_, file) => {
    let refusal: Error | undefined;
    try {
      readVrmaClip(file, '');
    } catch (error) {
      refusal = error as Error;
    }
    expect(refusal?.name).toBe('ClipError');
    expect(refusal?.message).toMatch(/^[A-Z].*\.$/);
  });

  test('is never more than an error, whatever byte is broken', () => {
    fc.assert(
      fc.property(fc.nat(6000), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const broken = bytes.slice();
        broken[at] = value;
        try {
          readVrmaClip(broken, '');
        } catch (error) {
          expect((error as Error).name).toBe('ClipError');
        }
      }),
      { numRuns: 150 },
    );
  });
});
