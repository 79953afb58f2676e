import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type BakedFace, bakeTake } from '@motion/bake/bake-take';
import type { MotionClip } from '@motion/clip';
import { readTake } from '@motion/codecs/take';
import { shapeOptions } from '@motion/shape/options';
import { BONE_COUNT, BONE_PARENT, HUMANOID_BONES, type HumanoidBone, type RestPose } from '@shared/humanoid';
import { defaultSettings } from '@shared/settings';
import { Quaternion, Vector3 } from 'three';

const FINGERS = ['Thumb', 'Index', 'Middle', 'Ring', 'Little'];

/** A plain T-pose, metres; the left side stands for both. */
const OFFSETS: Partial<Record<HumanoidBone, [number, number, number]>> = {
  hips: [0, 0.9, 0],
  spine: [0, 0.08, 0],
  chest: [0, 0.1, -0.01],
  upperChest: [0, 0.1, 0],
  neck: [0, 0.12, 0.01],
  head: [0, 0.08, 0.01],
  leftEye: [0.03, 0.06, 0.06],
  jaw: [0, 0.02, 0.03],
  leftUpperLeg: [0.08, -0.05, 0],
  leftLowerLeg: [0.005, -0.4, 0.01],
  leftFoot: [0, -0.37, -0.02],
  leftToes: [0, -0.06, 0.11],
  leftShoulder: [0.03, 0.08, 0],
  leftUpperArm: [0.09, 0, 0],
  leftLowerArm: [0.24, 0, 0],
  leftHand: [0.22, 0, 0],
};

/** @param without bones that the avatar lacks; their offsets go to the bones below them */
export const standingRest = (without: readonly HumanoidBone[] = []): RestPose => {
  const offsets = new Float32Array(BONE_COUNT * 3);
  const has = new Uint8Array(BONE_COUNT);
  for (const [i, bone] of HUMANOID_BONES.entries()) {
    if (without.includes(bone)) continue;
    has[i] = 1;
    const left = bone.replace('right', 'left') as HumanoidBone;
    const finger = FINGERS.findIndex((name) => bone.includes(name));
    const [x, y, z] =
      OFFSETS[left] ?? (/Proximal|Metacarpal/.test(left) ? [0.07, 0, 0.03 - finger * 0.02] : [0.03, 0, 0]);
    offsets.set([bone.startsWith('right') ? -x : x, y, z], i * 3);
  }
  return { offsets, has };
};

/** World rotation and place of every bone that the avatar has, at a key of a clip. */
export const worldsAt = (clip: MotionClip, rest: RestPose, key: number) => {
  const worlds = new Map<HumanoidBone, { rotation: Quaternion; place: Vector3 }>();
  for (const [i, bone] of HUMANOID_BONES.entries()) {
    if (!rest.has[i]) continue;
    const at = clip.bones.indexOf(i);
    const rotation = new Quaternion();
    if (at >= 0) rotation.fromArray(clip.rotations, (key * clip.bones.length + at) * 4);
    const place = new Vector3().fromArray(rest.offsets, i * 3);
    if (bone === 'hips') place.add(new Vector3().fromArray(clip.hips, key * 3));
    let parent = bone;
    do parent = parentOf(parent) ?? 'hips';
    while (bone !== 'hips' && !worlds.has(parent));
    const above = bone === 'hips' ? undefined : worlds.get(parent);
    if (above !== undefined) {
      place.applyQuaternion(above.rotation).add(above.place);
      rotation.premultiply(above.rotation);
    }
    worlds.set(bone, { rotation, place });
  }
  return worlds;
};

const parentOf = (bone: HumanoidBone): HumanoidBone | undefined => BONE_PARENT[bone];

const take = readTake(
  gunzipSync(readFileSync(resolve(import.meta.dirname, '../../../resources/takes/demo.ktake'))),
);

export const bakeDemo = (options: {
  rest: RestPose;
  frameRate?: number;
  from?: number;
  to?: number;
  face?: BakedFace;
}): MotionClip => {
  const baking = bakeTake({
    name: 'demo',
    take,
    solver: 'direct',
    solverOptions: { arms: 'angles', mode: 'upper' },
    shape: shapeOptions(defaultSettings().motion),
    frameRate: 30,
    face: 'presets',
    ...options,
  });
  for (;;) {
    const step = baking.next();
    if (step.done) return step.value;
  }
};

/** How far two rotations are apart, degrees. */
export const degreesBetween = (a: Quaternion, b: Quaternion): number => (a.angleTo(b) * 180) / Math.PI;
