/** A take's clip inside of the avatar's own file: read and played by three alone, it must move as Kagami moves it. */
import type { MotionClip } from '@motion/clip';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { defaultSettings } from '@shared/settings';
import { AnimationMixer, type Mesh, Quaternion, Vector3 } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { expect, it } from 'vitest';
import { loadAvatar } from '../../../src/renderer/avatar/load-avatar';
import { animateAvatar } from '../../../src/renderer/studio/export/animate-avatar';
import { move, openBody } from './open-body';
import { tinyDocument, tinyVrm } from './tiny-vrm';

const { physics } = defaultSettings().scene;
const TURN = [0, 0.5, 0.2] as const;
const HIPS = [0.1, -0.05, 0.02] as const;
const rotation = new Quaternion().setFromAxisAngle(
  new Vector3(...TURN).normalize(),
  new Vector3(...TURN).length(),
);

/** From rest into the pose, and held. */
const clip = (hipsHeight: number): MotionClip => ({
  name: 'turn',
  times: Float64Array.of(0, 500, 1000),
  bones: Uint8Array.of(BONE_INDEX.head),
  rotations: Float32Array.of(0, 0, 0, 1, ...rotation.toArray(), ...rotation.toArray()),
  hips: Float32Array.of(0, 0, 0, ...HIPS, ...HIPS),
  hipsHeight,
  expressions: Uint8Array.of(EXPRESSION_INDEX.aa),
  weights: Float32Array.of(0, 0.7, 0.7),
  gaze: new Float32Array(0),
});

const watched = (signal = new AbortController().signal) => ({ signal, onProgress: () => undefined });

it.each([0, 1] as const)('moves an avatar of VRM %i in three as on the Stage', async (version) => {
  const presets = [version === 0 ? 'A' : 'aa'];
  const file = tinyVrm({ version, presets });
  const body = await openBody(tinyDocument({ version, presets }));
  const height = body.rest.offsets[BONE_INDEX.hips * 3 + 1]!;
  const avatar = await loadAvatar(file);
  const made = await animateAvatar({ file, avatar, clip: clip(height), physics }, watched());

  const { scene, animations } = await new GLTFLoader().parseAsync(await made.arrayBuffer(), '');
  const mixer = new AnimationMixer(scene);
  mixer.clipAction(animations[0]!).play();
  mixer.update(0.9);
  scene.updateMatrixWorld(true);
  move(body, { bones: { head: TURN }, hips: HIPS, expressions: { aa: 0.7 } });

  const head = scene.getObjectByName('head')!;
  const shown = body.vrm.humanoid.getRawBoneNode('head')!;
  // Single precision: an angle is no finer near zero.
  expect(head.quaternion.angleTo(shown.quaternion)).toBeLessThan(1e-3);
  const hips = body.vrm.humanoid.getRawBoneNode('hips')!;
  expect(scene.getObjectByName('hips')!.position.distanceTo(hips.position)).toBeLessThan(1e-4);
  const mesh = scene.getObjectByName('body') as Mesh;
  expect(mesh.morphTargetInfluences![0]).toBeCloseTo(0.7, 4);
  // What stands still is left to the file.
  expect(animations[0]!.tracks.some(({ name }) => name.includes('leftHand'))).toBe(false);
});

it('ends at once when it is cancelled', async () => {
  const file = tinyVrm();
  const own = new AbortController();
  own.abort();
  const making = animateAvatar(
    { file, avatar: await loadAvatar(file), clip: clip(0.9), physics },
    watched(own.signal),
  );
  await expect(making).rejects.toThrow(own.signal.reason);
});
