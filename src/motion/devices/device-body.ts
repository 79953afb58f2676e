import { BONE_INDEX } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { type Head, poseHead } from '../solve/direct/head';
import { jointFromHips } from '../solve/direct/joints';
import { createSkeleton, followParent, writeBone } from '../solve/direct/skeleton';
import { copyQuat, multiplyQuat, type Quat, quat, rotateVec, setQuat } from '../solve/maths/quaternion';
import { addScaledVec, addVec, clamp, copyVec, scaleVec, subVec, vec3 } from '../solve/maths/vector';
import { type Device, type DeviceSet, yawOf } from './device-set';
import { createArm, createLeg, type Limb } from './limb';

export interface DeviceBodyOptions {
  head: boolean;
  arms: boolean;
  /** Trunk, legs and the place where the avatar stands. */
  body: boolean;
}

/** Poses a body by the devices that somebody wears. */
export interface DeviceBody {
  /**
   * Writes what the devices tell into `frame`, and that it drives it; leaves the bones that `told` names (1 each), which the sender told
   * itself. Allocates nothing.
   */
  pose(frame: MotionFrame, told: Uint8Array): void;
  /** The wearer stands as if anew. */
  reset(): void;
}

const { hips: HIPS, neck: NECK, head: HEAD, upperChest: UPPER_CHEST } = BONE_INDEX;
const TRUNK = [HIPS, BONE_INDEX.spine, BONE_INDEX.chest, UPPER_CHEST] as const;

/** Metres from the head joint to where a headset is, before the eyes; of the standard human. */
const HEADSET = vec3(0, 0.06, 0.09);
/** Metres from the wrist to the middle of a controller's grip. */
const GRIP_LENGTH = 0.1;
/** A controller held as a pistol: forwards are the fingers, which lie along ±X in the T-pose, and the palm, down there, faces inwards. */
const LEFT_GRIP = quat(-0.5, -0.5, -0.5, 0.5);
const RIGHT_GRIP = quat(-0.5, 0.5, 0.5, 0.5);
/** The head turns this far over the body before the body turns with it, radians. */
const FREE_TURN = 0.6;
/** How far hips move that are only guessed from the head, metres: aside over planted feet, down and up. */
const MOST_SWAY = 0.2;
const DEEPEST = 0.7;
const HIGHEST = 0.3;

const joint = vec3();
const target = vec3();
const moved = vec3();
const headJoint = vec3();
const turn = quat();
const rotation = quat();

/**
 * Head from the headset, hands from controllers by two-bone inverse kinematics, hips and feet from trackers; without a tracker at the
 * waist the hips are where the head is carried by an upright trunk. Solved on the standard human in the size of the wearer: bones are
 * rotations, so that the avatar's own size does not matter.
 */
export const createDeviceBody = (devices: DeviceSet, takes: DeviceBodyOptions): DeviceBody => {
  const skeleton = createSkeleton();
  const { world } = skeleton;
  const head: Head = { rotation: quat(), confidence: 1, distance: 0 };
  const arms = [createArm(skeleton, 'left'), createArm(skeleton, 'right')] as const;
  const legs = [createLeg(skeleton, 'left'), createLeg(skeleton, 'right')] as const;
  const hips = vec3();
  /** How far before the hips a headset is that looks ahead over an upright trunk. */
  const headDepth = HEADSET.z + skeleton.position[HEAD]!.z;
  const restFeet = legs.map(({ bones }) => {
    const foot = vec3();
    subVec(foot, skeleton.position[bones[2]!]!, skeleton.position[HIPS]!);
    return foot;
  });
  /** Where the trunk faces: yaw, radians; in an array, as numbers of a closure are put on the heap. */
  const facing = new Float64Array(1);

  const write = (frame: MotionFrame, told: Uint8Array, bone: number): void => {
    if (told[bone] === 1) return;
    writeBone(skeleton, bone, frame.bones);
    frame.drives.bones[bone] = 1;
  };

  const writeAll = (frame: MotionFrame, told: Uint8Array, bones: readonly number[]): void => {
    for (let i = 0; i < bones.length; i++) write(frame, told, bones[i]!);
  };

  /** A headset's wearer faces where it looks, but for what the neck turns by itself; a tracker at the waist knows better. */
  const face = (headset: Device, waist: Device | undefined): void => {
    if (waist !== undefined) {
      facing[0] = waist.restYaw + yawOf(waist.turned);
      return;
    }
    const ahead = yawOf(headset.rotation) - facing[0]!;
    const over = Math.atan2(Math.sin(ahead), Math.cos(ahead));
    facing[0] = facing[0]! + over - clamp(over, -FREE_TURN, FREE_TURN);
  };

  const poseTrunk = ({ bones }: MotionFrame, told: Uint8Array): void => {
    for (let i = 0; i < TRUNK.length; i++) {
      const bone = TRUNK[i]!;
      const at = bone * 4;
      if (bone === HIPS) setYaw(world[bone]!, facing[0]!);
      else followParent(skeleton, bone);
      if (told[bone] !== 1) continue;
      setQuat(rotation, bones[at]!, bones[at + 1]!, bones[at + 2]!, bones[at + 3]!);
      if (bone === HIPS) copyQuat(world[bone]!, rotation);
      else multiplyQuat(world[bone]!, world[bone]!, rotation);
    }
  };

  /** How far the hips have moved since the wearer was first seen. */
  const placeHips = (frame: MotionFrame, told: Uint8Array, headset: Device, waist?: Device): void => {
    if (waist !== undefined) copyVec(hips, waist.moved);
    else {
      // Where an upright trunk stands that carries this head, and where it stood at first.
      jointFromHips(joint, skeleton, HEAD);
      subVec(hips, headJoint, joint);
      addScaledVec(hips, hips, skeleton.position[HIPS]!, -1);
      hips.x -= headset.position.x - headset.moved.x - headDepth * Math.sin(headset.restYaw);
      hips.z -= headset.position.z - headset.moved.z - headDepth * Math.cos(headset.restYaw);
      hips.x = clamp(hips.x, -MOST_SWAY, MOST_SWAY);
      hips.y = clamp(hips.y, -DEEPEST, HIGHEST);
      hips.z = clamp(hips.z, -MOST_SWAY, MOST_SWAY);
    }
    if (told[HIPS] === 1) return;
    write(frame, told, HIPS);
    frame.hips[0] = hips.x * devices.scale;
    frame.hips[1] = hips.y * devices.scale;
    frame.hips[2] = hips.z * devices.scale;
    frame.drives.roots[0] = 1;
  };

  const poseArm = (frame: MotionFrame, told: Uint8Array, limb: Limb, hand: Device | undefined): void => {
    if (hand === undefined || told[limb.bones[1]!] === 1) return;
    multiplyQuat(rotation, hand.rotation, limb === arms[0] ? LEFT_GRIP : RIGHT_GRIP);
    rotateVec(moved, hand.rotation, FRONT);
    addScaledVec(target, hand.position, moved, -GRIP_LENGTH);
    subVec(target, target, headJoint);
    jointFromHips(joint, skeleton, HEAD);
    addVec(target, target, joint);
    if (!limb.follow(target, rotation)) return;
    writeAll(frame, told, limb.bones);
    frame.confidence[PART_INDEX.body] = 1;
  };

  const poseLeg = (frame: MotionFrame, told: Uint8Array, side: 0 | 1, foot: Device | undefined): void => {
    const limb = legs[side];
    if (foot === undefined || told[limb.bones[0]!] === 1) return;
    setYaw(turn, foot.restYaw);
    rotateVec(target, turn, restFeet[side]!);
    addVec(target, target, foot.moved);
    subVec(target, target, hips);
    multiplyQuat(rotation, foot.turned, turn);
    if (limb.follow(target, rotation)) writeAll(frame, told, limb.bones);
  };

  return {
    pose(frame, told) {
      const headset = devices.of('head');
      if (headset === undefined) return;
      const waist = devices.of('hips');
      if (takes.body) face(headset, waist);
      poseTrunk(frame, told);
      copyQuat(head.rotation, headset.rotation);
      poseHead(skeleton, head);
      rotateVec(moved, headset.rotation, HEADSET);
      subVec(headJoint, headset.position, moved);
      if (takes.body) placeHips(frame, told, headset, waist);
      if (takes.head) {
        write(frame, told, NECK);
        write(frame, told, HEAD);
        frame.confidence[PART_INDEX.face] = 1;
      }
      if (takes.arms) {
        poseArm(frame, told, arms[0], devices.of('leftHand'));
        poseArm(frame, told, arms[1], devices.of('rightHand'));
      }
      if (takes.body) {
        poseLeg(frame, told, 0, devices.of('leftFoot'));
        poseLeg(frame, told, 1, devices.of('rightFoot'));
      }
    },
    reset() {
      facing[0] = 0;
      scaleVec(hips, hips, 0);
    },
  };
};

const FRONT = vec3(0, 0, 1);

/** A turn about the vertical by `yaw`, radians. */
const setYaw = (out: Quat, yaw: number): void => setQuat(out, 0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2));
