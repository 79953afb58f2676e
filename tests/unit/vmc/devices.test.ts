import { ALL_VMC_PARTS, createVmcReader, type VmcReader, type VmcReaderOptions } from '@motion/codecs/vmc';
import { createStandardHuman } from '@motion/solve/direct/standard-human';
import { BONE_INDEX, type HumanoidBone, PARENT_INDEX } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';

/** Eyes of the standard human, where a headset is worn. */
const EYES = new Vector3(0, 1.55, 0.1);
const AHEAD = new Quaternion();
const LEFT_SERIAL = 'WMHD_Controller_Left';
const RIGHT_SERIAL = 'WMHD_Controller_Right';
const human = createStandardHuman();

const turned = (x: number, y: number, z: number, angle: number): Quaternion =>
  new Quaternion().setFromAxisAngle(new Vector3(x, y, z).normalize(), angle);

/** Sends as VMC does, in Unity's axes: x and the turns about y and z are mirrored. */
const tell = (
  reader: VmcReader,
  device: 'Hmd' | 'Con' | 'Tra' | `${'Hmd' | 'Con' | 'Tra'}/Local`,
  serial: string,
  place: Vector3,
  rotation = AHEAD,
) => {
  const [kind, local] = device.split('/');
  const address = `/VMC/Ext/${kind}/Pos${local === undefined ? '' : '/Local'}`;
  const { x, y, z, w } = rotation;
  return reader.read(address, [serial, -place.x, place.y, place.z, x, -y, -z, w]);
};

const wear = (options: Partial<VmcReaderOptions> = {}, rotation = AHEAD): VmcReader => {
  const reader = createVmcReader({ parts: ALL_VMC_PARTS, ...options });
  tell(reader, 'Hmd', 'headset', EYES, rotation);
  return reader;
};

interface Joint {
  place: Vector3;
  rotation: Quaternion;
}

/** Where a joint of the standard human in this pose is, by three.js. */
const jointOf = (frame: MotionFrame, bone: HumanoidBone): Joint => {
  const index = BONE_INDEX[bone];
  const own = new Quaternion().fromArray(frame.bones, index * 4);
  const offset = new Vector3().fromArray(human.offsets, index * 3);
  const parent = PARENT_INDEX[index]!;
  if (parent < 0) return { place: offset.add(new Vector3(...frame.hips)), rotation: own };
  const above = jointOf(frame, Object.keys(BONE_INDEX)[parent] as HumanoidBone);
  return {
    place: offset.applyQuaternion(above.rotation).add(above.place),
    rotation: above.rotation.multiply(own),
  };
};

const drives = (frame: MotionFrame, bone: HumanoidBone): boolean =>
  frame.drives.bones[BONE_INDEX[bone]] === 1;

describe('a headset and controllers, of a sender that names no bones', () => {
  const unit = fc.double({ min: -1, max: 1, noNaN: true });
  const direction = fc
    .tuple(unit, unit, unit)
    .filter((v) => Math.hypot(...v) > 0.2)
    .map((v) => new Vector3(...v).normalize());
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

  it('put the head and both hands where they are, however they are held', () => {
    fc.assert(
      fc.property(
        direction,
        fc.tuple(direction, between(0.15, 0.42)),
        fc.tuple(direction, between(0, 1)),
        fc.constantFrom(1, -1),
        (nod, [reach, far], [axis, angle], side) => {
          const look = turned(nod.x, nod.y, nod.z, 0.5);
          const reader = wear({}, look);
          // Within reach of the shoulder, wherever the turned head has it: the wrist, and the controller before it.
          const wrist = reach
            .clone()
            .multiplyScalar(far)
            .add(new Vector3(0.16 * side, 1.36, 0));
          const held = turned(axis.x, axis.y, axis.z, angle);
          const forwards = new Vector3(0, 0, 1).applyQuaternion(held);
          const grip = forwards.clone().multiplyScalar(0.1).add(wrist);
          tell(reader, 'Con', side > 0 ? LEFT_SERIAL : RIGHT_SERIAL, grip, held);
          const { frame } = reader;
          const head = jointOf(frame, 'head');
          const hand = jointOf(frame, side > 0 ? 'leftHand' : 'rightHand');
          expect(head.rotation.angleTo(look)).toBeLessThan(1e-3);
          // As seen from the headset: the hips sway no further than planted feet allow.
          const worn = new Vector3(0, 0.06, 0.09).applyQuaternion(look).add(head.place);
          expect(hand.place.sub(worn).distanceTo(wrist.sub(EYES))).toBeLessThan(2e-3);
          // Fingers point where the controller does.
          const fingers = new Vector3(side, 0, 0).applyQuaternion(hand.rotation);
          expect(fingers.distanceTo(forwards)).toBeLessThan(2e-3);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hang the elbows, palms inwards, thumbs up', () => {
    const reader = wear();
    tell(reader, 'Con', LEFT_SERIAL, new Vector3(0.2, 1.15, 0.35));
    const { frame } = reader;
    expect(jointOf(frame, 'leftLowerArm').place.y).toBeLessThan(1.2);
    expect(jointOf(frame, 'leftLowerArm').place.x).toBeGreaterThan(0.1);
    const { rotation } = jointOf(frame, 'leftHand');
    expect(new Vector3(0, -1, 0).applyQuaternion(rotation).x, 'palm').toBeLessThan(-0.99);
    expect(new Vector3(0, 0, 1).applyQuaternion(rotation).y, 'thumb').toBeGreaterThan(0.99);
    expect(drives(frame, 'rightUpperArm'), 'a hand without controller').toBe(false);
  });

  it('tell controllers without a side in their names apart by where they are, facing anywhere', () => {
    for (const yaw of [0, 2.5]) {
      const about = turned(0, 1, 0, yaw);
      const reader = wear({}, about);
      const at = (x: number): Vector3 => EYES.clone().add(new Vector3(x, -0.5, 0.3).applyQuaternion(about));
      expect(tell(reader, 'Con', 'LHR-1', at(-0.2))).toBe('changed');
      expect(drives(reader.frame, 'rightUpperArm')).toBe(true);
      expect(drives(reader.frame, 'leftUpperArm')).toBe(false);
      tell(reader, 'Con', 'LHR-2', at(0.2));
      expect(drives(reader.frame, 'leftUpperArm')).toBe(true);
      // Crossed hands stay whose they are.
      const before = jointOf(reader.frame, 'leftHand').place;
      tell(reader, 'Con', 'LHR-1', at(0.3));
      const crossed = jointOf(reader.frame, 'rightHand').place.applyQuaternion(about.clone().invert());
      expect(crossed.x).toBeGreaterThan(0);
      expect(jointOf(reader.frame, 'leftHand').place.distanceTo(before)).toBeLessThan(1e-3);
    }
  });

  it('turn the trunk with a head that looks far round, and lower the hips of who crouches', () => {
    const reader = wear();
    tell(reader, 'Hmd', 'headset', EYES, turned(0, 1, 0, 0.4));
    expect(jointOf(reader.frame, 'upperChest').rotation.angleTo(AHEAD)).toBeLessThan(1e-3);
    tell(reader, 'Hmd', 'headset', EYES, turned(0, 1, 0, 2));
    expect(jointOf(reader.frame, 'upperChest').rotation.angleTo(turned(0, 1, 0, 1.4))).toBeLessThan(1e-3);
    tell(reader, 'Hmd', 'headset', EYES.clone().add(new Vector3(0, -0.4, 0)), AHEAD);
    expect(reader.frame.hips[1]).toBeCloseTo(-0.4, 1);
  });

  it('are nobody’s own size: one half as high moves its hands alike', () => {
    const [tall, small] = [1, 0.7].map((size) => {
      const reader = createVmcReader({ parts: ALL_VMC_PARTS });
      tell(reader, 'Hmd', 'headset', EYES.clone().multiplyScalar(size));
      tell(reader, 'Con', LEFT_SERIAL, new Vector3(0.3, 1.3, 0.4).multiplyScalar(size));
      return jointOf(reader.frame, 'leftHand').place;
    });
    expect(tall!.distanceTo(small!)).toBeLessThan(0.01);
  });
});

describe('trackers', () => {
  it('at waist and feet are told by their height, and however they are strapped on', () => {
    const reader = wear();
    const strapped = turned(1, 2, 3, 1.3);
    const waist = new Vector3(0, 0.95, 0.1);
    const foot = new Vector3(0.1, 0.1, 0);
    tell(reader, 'Tra', 'LHR-A', waist, strapped);
    tell(reader, 'Tra', 'LHR-B', foot, strapped);
    expect(tell(reader, 'Tra', 'LHR-C', new Vector3(0.1, 1.3, 0)), 'one on the chest').toBe('ignored');
    expect(jointOf(reader.frame, 'hips').rotation.angleTo(AHEAD)).toBeLessThan(1e-3);
    expect(jointOf(reader.frame, 'leftFoot').rotation.angleTo(AHEAD)).toBeLessThan(1e-3);
    const standing = jointOf(reader.frame, 'leftFoot').place;

    const step = new Vector3(0.1, 0, 0.2);
    const lift = new Vector3(0.05, 0.2, 0.3);
    tell(reader, 'Tra', 'LHR-A', waist.clone().add(step), turned(0, 1, 0, 0.5).multiply(strapped));
    tell(reader, 'Tra', 'LHR-B', foot.clone().add(lift), strapped);
    const { frame } = reader;
    expect(new Vector3(...frame.hips).distanceTo(step)).toBeLessThan(1e-3);
    expect(jointOf(frame, 'hips').rotation.angleTo(turned(0, 1, 0, 0.5))).toBeLessThan(1e-3);
    expect(jointOf(frame, 'leftFoot').place.distanceTo(standing.add(lift))).toBeLessThan(2e-3);
    expect(jointOf(frame, 'leftLowerLeg').place.z, 'the knee bends forwards').toBeGreaterThan(0.25);
    expect(drives(frame, 'rightUpperLeg')).toBe(false);
  });
});

describe('devices beside other messages', () => {
  it('leave the bones that the sender names itself', () => {
    const reader = wear({}, turned(0, 1, 0, 0.3));
    tell(reader, 'Con', LEFT_SERIAL, new Vector3(0.3, 1.3, 0.4));
    reader.read('/VMC/Ext/Bone/Pos', ['Head', 0, 0, 0, 0, 0, 0, 1]);
    reader.read('/VMC/Ext/Bone/Pos', ['LeftUpperArm', 0, 0, 0, 0, 0, 0, 1]);
    tell(reader, 'Hmd', 'headset', EYES, turned(0, 1, 0, 0.5));
    const { frame } = reader;
    for (const bone of ['head', 'leftUpperArm'] as const)
      expect(new Quaternion().fromArray(frame.bones, BONE_INDEX[bone] * 4).angleTo(AHEAD), bone).toBeLessThan(
        1e-6,
      );
  });

  it('drive no part that is not taken', () => {
    const reader = wear({ parts: { ...ALL_VMC_PARTS, arms: false, body: false } });
    tell(reader, 'Con', LEFT_SERIAL, new Vector3(0.3, 1.3, 0.4));
    tell(reader, 'Tra', 'waist', new Vector3(0, 0.9, 0));
    const { frame } = reader;
    expect([...frame.drives.bones.keys()].filter((bone) => frame.drives.bones[bone] === 1)).toEqual([
      BONE_INDEX.neck,
      BONE_INDEX.head,
    ]);
    expect(frame.drives.roots[0]).toBe(0);
  });

  it('take places as they are measured only while none is told that fits the sender’s avatar', () => {
    const reader = createVmcReader({ parts: ALL_VMC_PARTS });
    expect(tell(reader, 'Hmd/Local', 'headset', new Vector3(0, 1.7, 0), turned(0, 1, 0, 0.5))).toBe(
      'changed',
    );
    expect(jointOf(reader.frame, 'head').rotation.angleTo(turned(0, 1, 0, 0.5))).toBeLessThan(1e-3);
    tell(reader, 'Hmd', 'headset', EYES);
    expect(tell(reader, 'Hmd/Local', 'headset', new Vector3(0, 1.7, 0), turned(0, 1, 0, 0.5))).toBe(
      'ignored',
    );
    expect(jointOf(reader.frame, 'head').rotation.angleTo(AHEAD)).toBeLessThan(1e-3);
  });

  it('are told apart anew when the wearer is centred, and forgotten with the sender', () => {
    const reader = wear();
    tell(reader, 'Con', 'LHR-1', new Vector3(0.3, 1.2, 0.3));
    expect(drives(reader.frame, 'leftHand')).toBe(true);
    reader.recentre();
    tell(reader, 'Hmd', 'headset', EYES);
    tell(reader, 'Con', 'LHR-1', new Vector3(-0.3, 1.2, 0.3));
    expect(drives(reader.frame, 'rightHand')).toBe(true);
    reader.reset();
    expect(reader.frame.drives.flags.some((flag) => flag === 1)).toBe(false);
    expect(tell(reader, 'Con', 'LHR-1', EYES), 'without a headset nothing tells whose hand it is').toBe(
      'ignored',
    );
  });

  it('refuse what is no place, and pass over devices that nobody can wear', () => {
    const reader = wear();
    for (const args of [
      [],
      ['a', 1],
      [3, 0, 0, 0, 0, 0, 0, 1],
      ['a', 0, Number.NaN, 0, 0, 0, 0, 1],
      ['a', 0, 0, 0, 0, 0, 0, 0],
    ])
      expect(reader.read('/VMC/Ext/Con/Pos', args)).toBe('refused');
    for (let i = 0; i < 1000; i++)
      tell(reader, i % 2 === 0 ? 'Con' : 'Tra', `made up ${i}`, new Vector3(Math.sin(i), 1, 0));
    expect(reader.frame.bones.every(Number.isFinite)).toBe(true);
    expect(tell(reader, 'Hmd', 'headset', EYES)).toBe('changed');
  });
});
