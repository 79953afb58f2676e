import { conjugateQuat, multiplyQuat, type Quat, quat, rotateVec } from '../solve/maths/quaternion';
import { clamp, copyVec, scaleVec, setVec, subVec, type Vec3, vec3 } from '../solve/maths/vector';
import { type DeviceKind, type DevicePlace, type DeviceRole, otherSide, roleOf } from './device-role';

/** One device as it is now. Places are metres of a wearer of the standard human's size, in MotionFrame's axes. */
export interface Device {
  readonly position: Vec3;
  readonly rotation: Quat;
  /** How far it has moved, and how it has turned, since it was first heard: a tracker may be strapped on anyhow. */
  readonly moved: Vec3;
  readonly turned: Quat;
  /** Where the wearer faced then: yaw, radians. */
  readonly restYaw: number;
}

/** The devices that a sender tells of, by what they follow. */
export interface DeviceSet {
  /** Metres of the sender to a metre of the standard human. */
  readonly scale: number;
  /**
   * Takes where a device is.
   * @param raw as the device says, not scaled to the sender's avatar: counts only while no scaled place of it was told
   * @param pose position (metres) and unit quaternion, in MotionFrame's axes
   * @returns whether it is one that is followed
   */
  see(kind: DeviceKind, serial: string, raw: boolean, pose: Float32Array): boolean;
  of(role: DeviceRole): Device | undefined;
  /** Forgets them all: they are told apart anew by where they are next. */
  reset(): void;
}

/** More than anybody wears: what a sender makes up beyond is passed over. */
const MOST_DEVICES = 16;
/** Height of a headset over the ground on the standard human, metres. */
const HUMAN_HEIGHT = 1.55;
/** Least height, metres, that tells the wearer's size: below, it is measured from the seat or from the headset itself. */
const LEAST_HEIGHT = 0.9;
const SMALLEST = 0.6;
const LARGEST = 1.3;

interface Seen extends Device {
  serial: string;
  role: DeviceRole;
  raw: boolean;
  restYaw: number;
  readonly restPosition: Vec3;
  readonly restInverse: Quat;
}

const ahead = vec3();
const FRONT = vec3(0, 0, 1);
const UP = vec3(0, 1, 0);
/** Beyond this height of its front a head looks up or down so steeply that its crown tells better where it faces. */
const STEEP = 0.9;

/** Where something faces over the ground: radians from +Z to +X, the own left. */
export const yawOf = (q: Quat): number => {
  rotateVec(ahead, q, FRONT);
  if (Math.abs(ahead.y) > STEEP) {
    const down = ahead.y < 0 ? 1 : -1;
    rotateVec(ahead, q, UP);
    scaleVec(ahead, ahead, down);
  }
  return Math.atan2(ahead.x, ahead.z);
};

export const createDeviceSet = (): DeviceSet => {
  const seen: Seen[] = [];
  let scale = 1;
  /** What lifts places that are measured from the headset or a seat to the ground, metres of the sender. */
  let lift = 0;

  const find = (serial: string): Seen | undefined => {
    for (let i = 0; i < seen.length; i++) if (seen[i]!.serial === serial) return seen[i];
    return undefined;
  };

  const holderOf = (role: DeviceRole): Seen | undefined => {
    for (let i = 0; i < seen.length; i++) if (seen[i]!.role === role) return seen[i];
    return undefined;
  };

  const measure = (height: number): void => {
    const tells = height >= LEAST_HEIGHT;
    scale = tells ? clamp(height / HUMAN_HEIGHT, SMALLEST, LARGEST) : 1;
    lift = tells ? 0 : HUMAN_HEIGHT - height;
  };

  /** Where a pose is as seen from who wears the headset. */
  const placeOf = (pose: Float32Array): DevicePlace | undefined => {
    const headset = holderOf('head');
    if (headset === undefined) return undefined;
    const { position } = headset;
    const yaw = yawOf(headset.rotation);
    const [dx, dz] = [pose[0]! / scale - position.x, pose[2]! / scale - position.z];
    return {
      left: dx * Math.cos(yaw) - dz * Math.sin(yaw),
      height: (pose[1]! + lift) / scale / Math.max(position.y, LEAST_HEIGHT),
    };
  };

  const meet = (kind: DeviceKind, serial: string, raw: boolean, pose: Float32Array): Seen | undefined => {
    if (seen.length >= MOST_DEVICES) return undefined;
    let role = roleOf(kind, serial, placeOf(pose));
    if (role !== undefined && holderOf(role) !== undefined) role = otherSide(role);
    if (role === undefined || holderOf(role) !== undefined) return undefined;
    if (role === 'head') measure(pose[1]!);
    const device: Seen = {
      serial,
      role,
      raw,
      position: vec3(),
      rotation: quat(),
      moved: vec3(),
      turned: quat(),
      restYaw: 0,
      restPosition: vec3(),
      restInverse: quat(),
    };
    seen.push(device);
    place(device, pose);
    rest(device);
    return device;
  };

  /** From here on its movement counts. */
  const rest = (device: Seen): void => {
    const headset = holderOf('head');
    copyVec(device.restPosition, device.position);
    conjugateQuat(device.restInverse, device.rotation);
    device.restYaw = headset === undefined ? 0 : yawOf(headset.rotation);
  };

  const place = (device: Seen, pose: Float32Array): void => {
    setVec(device.position, pose[0]! / scale, (pose[1]! + lift) / scale, pose[2]! / scale);
    device.rotation.x = pose[3]!;
    device.rotation.y = pose[4]!;
    device.rotation.z = pose[5]!;
    device.rotation.w = pose[6]!;
  };

  return {
    get scale() {
      return scale;
    },
    see(kind, serial, raw, pose) {
      const device = find(serial) ?? meet(kind, serial, raw, pose);
      if (device === undefined || (raw && !device.raw)) return false;
      if (device.raw && !raw) {
        // Its places count from another origin from now on.
        device.raw = false;
        if (device.role === 'head') measure(pose[1]!);
        place(device, pose);
        rest(device);
      }
      place(device, pose);
      subVec(device.moved, device.position, device.restPosition);
      multiplyQuat(device.turned, device.rotation, device.restInverse);
      return true;
    },
    of: holderOf,
    reset() {
      seen.length = 0;
      scale = 1;
      lift = 0;
    },
  };
};
