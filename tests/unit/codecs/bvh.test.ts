import { clipDuration, type MotionClip } from '@motion/clip';
import { readBvhClip } from '@motion/codecs/bvh-clip';
import { readBvh } from '@motion/codecs/bvh-reader';
import { writeBvh } from '@motion/codecs/bvh-writer';
import { BONE_INDEX, HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import fc from 'fast-check';
import { AnimationMixer, Euler, Group, LoopOnce, Quaternion, Vector3 } from 'three';
import { BVHLoader } from 'three/examples/jsm/loaders/BVHLoader.js';
import { describe, expect, test } from 'vitest';
import { bakeDemo, degreesBetween, standingRest, worldsAt } from './motion-samples';

const RATE = 30;
const FACE: readonly HumanoidBone[] = ['leftEye', 'rightEye', 'jaw'];
const unityName = (bone: HumanoidBone): string =>
  (bone.charAt(0).toUpperCase() + bone.slice(1))
    .replace('ThumbProximal', 'ThumbIntermediate')
    .replace('ThumbMetacarpal', 'ThumbProximal');

describe.each([
  ['with every bone', []],
  [
    'without the bones that may be missing',
    [
      'upperChest',
      'chest',
      'neck',
      'leftShoulder',
      'rightShoulder',
      'leftToes',
      'rightToes',
      'jaw',
    ] as HumanoidBone[],
  ],
])('a take as BVH, of an avatar %s', (_, without) => {
  const rest = standingRest(without);
  const clip = bakeDemo({ rest, from: 3000, to: 6000, frameRate: RATE });
  const text = writeBvh(clip, rest, { frameRate: RATE }).join('');

  test("moves three's skeleton as it moves the avatar: within a tenth of a degree and a millimetre", () => {
    const { skeleton, clip: animation } = new BVHLoader().parse(text);
    expect(animation.duration).toBeCloseTo(clipDuration(clip) / 1000, 3);
    const root = skeleton.bones[0]!;
    const scene = new Group().add(root);
    const mixer = new AnimationMixer(scene);
    const action = mixer.clipAction(animation).setLoop(LoopOnce, 1);
    action.clampWhenFinished = true;
    action.play();
    let moved = 0;
    const first = worldsAt(clip, rest, 0);
    for (const key of [0, 10, 37, 89]) {
      // A hair after the key: the loader's times are sums of rounded ones.
      mixer.setTime((key + 1e-4) / RATE);
      scene.updateMatrixWorld(true);
      for (const [bone, { rotation, place }] of worldsAt(clip, rest, key)) {
        if (FACE.includes(bone)) continue;
        const node = skeleton.getBoneByName(unityName(bone));
        expect(node, bone).toBeDefined();
        expect(degreesBetween(node!.getWorldQuaternion(new Quaternion()), rotation), bone).toBeLessThan(0.1);
        // Centimetres.
        expect(node!.getWorldPosition(new Vector3()).divideScalar(100).distanceTo(place), bone).toBeLessThan(
          0.001,
        );
        moved = Math.max(moved, degreesBetween(rotation, first.get(bone)!.rotation));
      }
    }
    expect(moved, 'the take moves').toBeGreaterThan(20);
  });

  test('comes back as the same clip', () => {
    const back = readBvhClip(text, 'back');
    expect(back.times.length).toBe(clip.times.length);
    const scaled: MotionClip = { ...back, hips: back.hips.map((offset) => offset * clip.hipsHeight) };
    for (const key of [0, 37, 89]) {
      const wanted = worldsAt(clip, rest, key);
      for (const [bone, { rotation, place }] of worldsAt(scaled, rest, key)) {
        if (FACE.includes(bone)) continue;
        expect(degreesBetween(rotation, wanted.get(bone)!.rotation), bone).toBeLessThan(0.1);
        expect(place.distanceTo(wanted.get(bone)!.place), bone).toBeLessThan(0.002);
      }
    }
  });
});

const pose = (degrees: Partial<Record<HumanoidBone, [number, number, number]>>): MotionClip => {
  const bones = HUMANOID_BONES.flatMap((bone, i) => (degrees[bone] === undefined ? [] : [i]));
  const rotations = bones.flatMap((i) => {
    const [x, y, z] = degrees[HUMANOID_BONES[i]!]!;
    const turn = new Euler(x * RAD, y * RAD, z * RAD, 'XYZ');
    return new Quaternion().setFromEuler(turn).toArray();
  });
  return {
    name: 'pose',
    times: Float64Array.of(0),
    bones: Uint8Array.from(bones),
    rotations: Float32Array.from(rotations),
    hips: Float32Array.of(0, 0, 0),
    hipsHeight: 0.9,
    expressions: new Uint8Array(0),
    weights: new Float32Array(0),
    gaze: new Float32Array(0),
  };
};
const RAD = Math.PI / 180;

test('any rotation survives, also with a joint turned straight up', () => {
  const rest = standingRest();
  const angle = fc.double({ min: -180, max: 180, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(angle, angle, angle),
      fc.tuple(fc.constantFrom(90, -90), angle, angle),
      (head, arm) => {
        const clip = pose({ head, leftUpperArm: arm });
        const back = readBvhClip(writeBvh(clip, rest, { frameRate: 60 }).join(''), '');
        const wanted = worldsAt(clip, rest, 0);
        for (const [bone, { rotation }] of worldsAt(back, rest, 0))
          expect(degreesBetween(rotation, wanted.get(bone)!.rotation), bone).toBeLessThan(0.1);
      },
    ),
    { numRuns: 40 },
  );
});

/** A skeleton as other programs write it: their names, arms hanging at 45°, Z up, the person facing -Y, in inches. */
const foreign = (frames: string): string => `HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation Xrotation
  JOINT Spine
  { OFFSET 0 0 8 CHANNELS 3 Zrotation Yrotation Xrotation
    JOINT Head
    { OFFSET 0 0 14 CHANNELS 3 Zrotation Yrotation Xrotation End Site { OFFSET 0 0 6 } }
    JOINT LeftArm
    { OFFSET 6 0 10 CHANNELS 3 Zrotation Yrotation Xrotation
      JOINT LeftForeArm
      { OFFSET 8 0 -8 CHANNELS 3 Zrotation Yrotation Xrotation
        JOINT LeftHand { OFFSET 7 0 -7 CHANNELS 3 Zrotation Yrotation Xrotation End Site { OFFSET 2 0 -2 } } } }
    JOINT RightArm
    { OFFSET -6 0 10 CHANNELS 3 Zrotation Yrotation Xrotation
      JOINT RightForeArm
      { OFFSET -8 0 -8 CHANNELS 3 Zrotation Yrotation Xrotation End Site { OFFSET -7 0 -7 } } }
  }
  JOINT LeftUpLeg
  { OFFSET 3 0 0 CHANNELS 3 Zrotation Yrotation Xrotation
    JOINT LeftLeg { OFFSET 0 0 -18 CHANNELS 3 Zrotation Yrotation Xrotation End Site { OFFSET 0 0 -17 } } }
  JOINT RightUpLeg
  { OFFSET -3 0 0 CHANNELS 3 Zrotation Yrotation Xrotation
    JOINT RightLeg { OFFSET 0 0 -18 CHANNELS 3 Zrotation Yrotation Xrotation End Site { OFFSET 0 0 -17 } } }
}
MOTION
Frames: ${frames.split('\n').length}
Frame Time: 0.0333333
${frames}
`;
/** Root's place, then the 9 joints' rotations below it: zero but for those given. */
const line = (place: string, root = '0 0 0', head = '0 0 0'): string =>
  `${place} ${root} 0 0 0 ${head} ${'0 0 0 '.repeat(9)}`;

test('another program’s skeleton — A-pose, Z up, inches, placed far away — moves the avatar as it stands', () => {
  const clip = readBvhClip(
    foreign([line('200 50 35', '0 0 0', '30 0 0'), line('200 50 38.5')].join('\n')),
    'walk',
  );
  const frame = worldsAt(clip, standingRest(), 0);
  const along = (bone: HumanoidBone, axis: Vector3) =>
    axis.clone().applyQuaternion(frame.get(bone)!.rotation);
  // The arms hang at 45° in the file's own rest pose, so they do on the avatar.
  expect(along('leftUpperArm', new Vector3(1, 0, 0)).y).toBeCloseTo(-Math.SQRT1_2, 2);
  expect(along('rightLowerArm', new Vector3(-1, 0, 0)).x).toBeCloseTo(-Math.SQRT1_2, 2);
  expect(along('leftUpperLeg', new Vector3(0, -1, 0)).y).toBeCloseTo(-1, 3);
  // Turned 30° about the file's Z, which is up: to its own left.
  expect(along('head', new Vector3(0, 0, 1)).x).toBeCloseTo(Math.sin(30 * RAD), 2);
  // It starts in the middle and then rises by a tenth of the hips' height.
  expect([...clip.hips].map((value) => Number(value.toFixed(3)))).toEqual([0, 0, 0, 0, 0.1, 0]);
});

test.each([
  ['mixamorig:LeftForeArm', 'leftLowerArm'],
  ['mixamorig:RightHandIndex1', 'rightIndexProximal'],
  ['J_Bip_L_UpperLeg', 'leftUpperLeg'],
  ['LeftUpLeg', 'leftUpperLeg'],
  ['lThumb1', 'leftThumbMetacarpal'],
  ['Shoulder.R', 'rightShoulder'],
  ['r_foot', 'rightFoot'],
  ['leftLittleDistal', 'leftLittleDistal'],
  ['Bip01_R_Calf', 'rightLowerLeg'],
  ['Hips', 'hips'],
  ['Chest', 'chest'],
])('the joint %s is the bone %s', async (joint, bone) => {
  const { boneOfJoint } = await import('@motion/codecs/bvh-names');
  expect(boneOfJoint(joint)).toBe(BONE_INDEX[bone as HumanoidBone]);
});

describe('a hostile BVH file', () => {
  const good = foreign(line('0 0 35'));
  test.each([
    ['nothing', ''],
    ['another kind of text', '<html></html>'],
    ['cut off in its skeleton', good.slice(0, 400)],
    ['cut off in its motion', good.slice(0, good.length - 40)],
    ['a million frames', good.replace('Frames: 1', 'Frames: 1000000')],
    ['numbers that are words', good.replace('OFFSET 6 0 10', 'OFFSET six 0 10')],
    ['numbers without an end', good.replace('OFFSET 6 0 10', 'OFFSET 1e999 0 10')],
    ['no time', good.replace('0.0333333', '0')],
    ['a thousand channels', good.replace('CHANNELS 6', 'CHANNELS 1000')],
    ['a skeleton without arms', good.replaceAll('Arm', 'Tentacle')],
    ['joints in joints without end', `HIERARCHY ROOT a { ${'JOINT b { '.repeat(5000)}`],
  ])('with %s is refused in a sentence', (_, text) => {
    let refusal: Error | undefined;
    try {
      readBvhClip(text, '');
    } catch (error) {
      refusal = error as Error;
    }
    expect(refusal?.name).toBe('ClipError');
    expect(refusal?.message).toMatch(/^[A-Z].*\.$/);
  });

  test('is never more than an error, whatever is broken', () => {
    fc.assert(
      fc.property(fc.nat(good.length), fc.string({ maxLength: 12 }), (at, junk) => {
        try {
          readBvh(good.slice(0, at) + junk + good.slice(at + junk.length));
        } catch (error) {
          expect((error as Error).name).toBe('ClipError');
        }
      }),
    );
  });
});
