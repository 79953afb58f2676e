import type { SolverOptions } from '@motion/solve';
import { BONE_INDEX, type HumanoidBone, type RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIDES, type Side } from '../../../scripts/synthetic/joints-by-angle';
import {
  conjugate,
  createJoints,
  type Joints,
  jointPosition,
  jointRotation,
  minus,
  poseJoints,
  rotated,
  unit,
  type Vector,
} from '../../../scripts/synthetic/kinematics';
import { POSE_NAMES, type PoseName, setFullBodyPose, setPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { reachTo } from '../../../scripts/synthetic/reach';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';
import { createScene, faultsOf, mostDifferent } from './solve-scene';

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** An avatar like the standard human but for the sizes of some parts. */
const avatarWith = (size: (bone: HumanoidBone) => number): RestPose => {
  const offsets = Float32Array.from(HUMAN_REST.offsets);
  for (const bone of Object.keys(BONE_INDEX) as HumanoidBone[])
    for (let k = 0; k < 3; k++) offsets[BONE_INDEX[bone] * 3 + k]! *= size(bone);
  return { offsets, has: Uint8Array.from(HUMAN_REST.has) };
};

const isArm = (bone: HumanoidBone): boolean => /LowerArm|Hand/.test(bone);
const isHead = (bone: HumanoidBone): boolean => /Eye|jaw/.test(bone);

const AVATARS = {
  'short arms': avatarWith((bone) => (isArm(bone) ? 0.75 : 1)),
  'long arms': avatarWith((bone) => (isArm(bone) ? 1.25 : 1)),
  'a big head and short arms': avatarWith((bone) => (isArm(bone) ? 0.75 : isHead(bone) ? 1.5 : 1)),
  'narrow shoulders': avatarWith((bone) => (/UpperArm|Shoulder/.test(bone) ? 0.75 : 1)),
} as const;

const ANGLES: SolverOptions = { arms: 'angles', mode: 'full' };
const REACH: SolverOptions = { arms: 'reach', mode: 'full' };

const headSize = (avatar: RestPose): number => avatar.offsets[EYE_HEIGHT]! / HUMAN_REST.offsets[EYE_HEIGHT]!;
const EYE_HEIGHT = BONE_INDEX.leftEye * 3 + 1;

/** A person in a named pose, and an avatar that follows them. */
const follow = (name: PoseName, avatar: RestPose, options: SolverOptions) => {
  const scene = createScene(options, avatar);
  setPose(scene.truth, name);
  const frame = scene.solve(1000);
  expect(faultsOf(frame)).toEqual([]);
  return { person: scene.joints, avatar: poseJoints(avatar, frame, createJoints()), frame };
};

/** Middle of the row of knuckles. */
const knuckles = (joints: Joints, side: Side): Vector => {
  const a = jointPosition(joints, `${side}IndexProximal`);
  const b = jointPosition(joints, `${side}LittleProximal`);
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
};

/** The knuckles as seen from a bone, in its axes, metres. */
const onBone = (joints: Joints, bone: HumanoidBone, side: Side): Vector =>
  rotated(conjugate(jointRotation(joints, bone)), minus(knuckles(joints, side), jointPosition(joints, bone)));

const distance = (a: Vector, b: Vector): number => Math.hypot(...minus(a, b));

/** Middle of the person's head in the head bone's axes, and from there to the skin, metres. */
const HEAD_MIDDLE: Vector = [0, 0.05, 0.036];
const HEAD_RADIUS = 0.09;

/** A place by the person's head on one of another size: as far from the skin, which is farther from the middle. */
const besideHead = (place: Vector, size: number): Vector => {
  const out = minus(place, HEAD_MIDDLE);
  const inside = Math.min(1, HEAD_RADIUS / Math.hypot(...out));
  return out.map((x, k) => HEAD_MIDDLE[k]! * size + x * (inside * size + 1 - inside)) as Vector;
};

/** How far from its place on the avatar's cheek the hand is, metres. */
const missesCheek = (avatar: RestPose, options: SolverOptions): number => {
  const { person, avatar: joints } = follow('handToCheek', avatar, options);
  const place = besideHead(onBone(person, 'head', 'left'), headSize(avatar));
  return distance(onBone(joints, 'head', 'left'), place);
};

/** How far the gap between both hands is from the person's, metres. */
const missesOtherHand = (avatar: RestPose, options: SolverOptions): number => {
  const { person, avatar: joints } = follow('handsTogether', avatar, options);
  const gap = (of: Joints): number => distance(knuckles(of, 'left'), knuckles(of, 'right'));
  return Math.abs(gap(joints) - gap(person));
};

/** How far from its place at the hip the worse hand is, metres. */
const missesHips = (avatar: RestPose, options: SolverOptions): number => {
  const { person, avatar: joints } = follow('handsOnHips', avatar, options);
  return Math.max(
    ...SIDES.map((side) =>
      distance(onBone(joints, `${side}UpperLeg`, side), onBone(person, `${side}UpperLeg`, side)),
    ),
  );
};

describe.each(Object.keys(AVATARS) as (keyof typeof AVATARS)[])('reach on an avatar with %s', (name) => {
  const avatar = AVATARS[name];

  it.each([
    ['at the cheek', missesCheek, 0.025],
    ['at the other hand', missesOtherHand, 0.025],
    ['on the hips', missesHips, 0.04],
  ] as const)('puts a hand %s', (_where, misses, bound) => {
    const byAngles = misses(avatar, ANGLES);
    const byReach = misses(avatar, REACH);
    expect(byReach).toBeLessThan(bound);
    if (byAngles > 0.03) expect(byReach).toBeLessThan(0.75 * byAngles);
  });
});

describe('reach', () => {
  it.each(POSE_NAMES)('moves like angles on an avatar of the own proportions: %s', (name) => {
    const byAngles = follow(name, HUMAN_REST, ANGLES).frame;
    const byReach = follow(name, HUMAN_REST, REACH).frame;
    const { bone, degrees } = mostDifferent(byAngles, byReach);
    expect(degrees, bone).toBeLessThan(2);
  });

  it('leaves the wrists where angles puts them, to 3 cm, in any pose of a person like the avatar', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [a, b] = [ANGLES, REACH].map((options) => {
          const scene = createScene(options);
          setFullBodyPose(scene.truth, createRandom(seed));
          return poseJoints(HUMAN_REST, scene.solve(1000), createJoints());
        });
        for (const side of SIDES)
          expect(
            distance(jointPosition(a!, `${side}Hand`), jointPosition(b!, `${side}Hand`)),
            side,
          ).toBeLessThan(0.03);
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  it('stretches the arm towards what it cannot reach, whatever the avatar', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 1e-3, 0.1, 0.5, 3, 40), (seed, size) => {
        const avatar = avatarWith((bone) => (isArm(bone) ? size : 1));
        const scene = createScene(REACH, avatar);
        setFullBodyPose(scene.truth, createRandom(seed));
        expect(faultsOf(scene.solve(1000))).toEqual([]);
      }),
      { numRuns: 100 },
    );
    const { person, avatar } = follow(
      'handToCheek',
      avatarWith((bone) => (isArm(bone) ? 0.1 : 1)),
      REACH,
    );
    const elbow = jointPosition(avatar, 'leftLowerArm');
    const upper = unit(minus(elbow, jointPosition(avatar, 'leftUpperArm')));
    const lower = unit(minus(jointPosition(avatar, 'leftHand'), elbow));
    const toCheek = unit(minus(knuckles(person, 'left'), jointPosition(person, 'leftUpperArm')));
    expect(dot(upper, lower)).toBeGreaterThan(0.99);
    expect(dot(upper, toCheek)).toBeGreaterThan(0.9);
  });

  it('brings hands together and apart without a leap', () => {
    const avatar = AVATARS['a big head and short arms'];
    const scene = createScene(REACH, avatar);
    let before: MotionFrame | undefined;
    for (let i = 0; i <= 200; i++) {
      setPose(scene.truth, 'standing');
      const apart = 0.3 * (0.5 + 0.5 * Math.cos((Math.PI * i) / 100));
      for (const side of SIDES) {
        const sign = side === 'left' ? 1 : -1;
        reachTo(scene.truth, HUMAN_REST, side, {
          wrist: [sign * (0.03 + apart), 1.25 + apart, 0.27],
          pole: [sign, -1, -0.2],
          fingers: [0, 0.9, 0.4],
          palm: [-sign, 0, 0],
        });
      }
      const now = scene.solve(1000 + i * 33);
      if (before) {
        const { bone, degrees } = mostDifferent(before, now);
        expect(degrees, `${bone} in step ${i}`).toBeLessThan(5);
      }
      before = now;
    }
  });
});
