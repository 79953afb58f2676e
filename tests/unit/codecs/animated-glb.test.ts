import { addAnimation } from '@motion/codecs/animated-glb';
import { readGlbParts, writeGlbParts } from '@motion/codecs/glb';
import { validateBytes } from 'gltf-validator';
import { AnimationMixer, LoopOnce } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { expect, test } from 'vitest';

/** A file with one node, some numbers of its own, and an odd length. */
const model = (): Uint8Array => {
  const binary = new Uint8Array(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer);
  return writeGlbParts({
    json: {
      asset: { version: '2.0', copyright: 'someone' },
      scene: 0,
      scenes: [{ nodes: [0] }],
      nodes: [{ name: 'bone' }],
      accessors: [
        { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
      ],
      meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
      bufferViews: [{ buffer: 0, byteOffset: 0, byteLength: binary.length }],
      buffers: [{ byteLength: binary.length }],
    },
    binary,
  });
};

const half = Math.SQRT1_2;
const animation = {
  name: 'turn',
  times: Float64Array.of(0, 1000),
  tracks: [
    { node: 0, path: 'rotation' as const, values: Float32Array.of(0, 0, 0, 1, 0, half, 0, half) },
    { node: 0, path: 'translation' as const, values: Float32Array.of(0, 0, 0, 0, 2, 0) },
  ],
};

test('an animation joins a file that stays valid and keeps what it had', async () => {
  const file = model();
  const before = file.slice();
  const made = addAnimation(file, animation);
  expect(file).toEqual(before);
  const report = await validateBytes(made);
  expect(report.issues.messages.filter(({ severity }) => severity === 0)).toEqual([]);
  const [was, is] = [readGlbParts(file), readGlbParts(made)];
  expect(is.json.asset).toEqual(was.json.asset);
  expect(is.binary.slice(0, was.binary.length)).toEqual(was.binary);
});

test('three plays it as it was given', async () => {
  const made = addAnimation(model(), animation);
  const { scene, animations } = await new GLTFLoader().parseAsync(made.buffer, '');
  expect(animations[0]!.name).toBe('turn');
  const mixer = new AnimationMixer(scene);
  const action = mixer.clipAction(animations[0]!);
  action.setLoop(LoopOnce, 1);
  action.clampWhenFinished = true;
  action.play();
  mixer.update(1);
  const bone = scene.getObjectByName('bone')!;
  expect(bone.position.y).toBeCloseTo(2);
  expect(bone.quaternion.y).toBeCloseTo(half);
});

test('a file whose numbers lie elsewhere is refused with a sentence', () => {
  const { json } = readGlbParts(model());
  const away = writeGlbParts({
    json: { ...json, buffers: [{ byteLength: 36, uri: 'numbers.bin' }] },
    binary: new Uint8Array(0),
  });
  expect(() => addAnimation(away, animation)).toThrow('Export it again as one file.');
});
