import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT, BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { createDeviceBody } from '../devices/device-body';
import type { DeviceKind } from '../devices/device-role';
import { createDeviceSet } from '../devices/device-set';
import { mirrorPosition, mirrorRotation, turnCamera } from './vmc-axes';
import { rightPosition, rightRotation, type VmcAxes } from './vmc-axes-check';
import { gazeOfRotation, gazeTowards } from './vmc-gaze';
import { readVmcLight, type VmcLight } from './vmc-light';
import { ADDRESS } from './vmc-message';
import {
  BONE_BY_UNITY_NAME,
  BONE_VMC_PART,
  EXPRESSION_BY_VMC_NAME,
  EYE_BONES,
  type VmcParts,
} from './vmc-names';
import { isPlace, multiply, readTransform, rotate } from './vmc-transform';

export interface VmcReaderOptions {
  /** What is taken from the sender; the rest stays with the other sources. */
  parts: VmcParts;
  /** How the sender's rotations lie; `standard` where not given. */
  axes?: VmcAxes;
  /** Also takes the sender's camera. */
  camera?: boolean;
  /** Also takes the sender's light. */
  light?: boolean;
}

/** What a message did: changed the motion, was VMC's or another's that says nothing about motion, or was refused as malformed. */
export type VmcVerdict = 'changed' | 'ignored' | 'refused';

/** Collects a sender's messages into a MotionFrame. */
export interface VmcReader {
  /**
   * Everything heard so far, of source `vmc`; it drives what the sender has spoken of: bones, and where it names none what its headset,
   * controllers and trackers tell. `time` is left to the caller.
   */
  readonly frame: MotionFrame;
  /**
   * Where the sender's camera is and looks: position (metres), rotation (x, y, z, w; a camera looks along its −Z), vertical field of view
   * (degrees); undefined before it has said so.
   */
  readonly camera: Float32Array | undefined;
  /** The sender's light, as told last; undefined before. */
  readonly light: VmcLight | undefined;
  /** Takes one message with its arguments as they came, whatever they are. Never throws. */
  read(address: string, args: readonly unknown[]): VmcVerdict;
  /** Who wears devices stands upright and looks ahead now: they are told apart anew. */
  recentre(): void;
  /** Forgets the sender. */
  reset(): void;
}

/** Fields of view that a camera can have, degrees. */
const NARROWEST = 1;
const WIDEST = 170;
const GAZE_FLAG = 1;
const HIPS = BONE_INDEX.hips;

export const createVmcReader = (options: VmcReaderOptions): VmcReader => {
  const { parts, axes = 'standard' } = options;
  const frame = createMotionFrame('vmc');
  /** Weights since the last apply; a shape that is not among them keeps what it had. */
  const pending = new Float32Array(EXPRESSION_COUNT);
  const isPending = new Uint8Array(EXPRESSION_COUNT);
  const rootPosition = new Float32Array(3);
  const rootRotation = Float32Array.of(0, 0, 0, 1);
  const hipsPosition = new Float32Array(3);
  const hipsRotation = Float32Array.of(0, 0, 0, 1);
  /** The sender's avatar is not ours: its hips' first height counts as its rest. */
  let restHeight: number | undefined;
  let eyeTarget = false;
  /** Bones that the sender told itself: 1. */
  const told = new Uint8Array(BONE_COUNT);
  const devices = createDeviceSet();
  const body = createDeviceBody(devices, parts);
  const devicePose = new Float32Array(7);
  let devicesMoved = false;
  const camera = new Float32Array(8);
  let hasCamera = false;
  let light: VmcLight | undefined;
  const numbers = new Float64Array(7);

  const readRoot = (args: readonly unknown[]): VmcVerdict => {
    if (!readTransform(args, numbers)) return 'refused';
    if (!parts.body) return 'ignored';
    mirrorPosition(numbers, 0, rootPosition, 0);
    mirrorRotation(numbers, 3, rootRotation, 0);
    rightPosition(axes, rootPosition);
    rightRotation(axes, rootRotation, 0);
    if (restHeight !== undefined) placeHips();
    return 'changed';
  };

  const readBone = (args: readonly unknown[]): VmcVerdict => {
    const [name] = args;
    if (typeof name !== 'string' || !readTransform(args, numbers)) return 'refused';
    const bone = BONE_BY_UNITY_NAME.get(name.toLowerCase());
    if (bone === undefined || !parts[BONE_VMC_PART[bone]!]) return 'ignored';
    frame.drives.bones[bone] = 1;
    told[bone] = 1;
    if (bone === HIPS) {
      mirrorPosition(numbers, 0, hipsPosition, 0);
      mirrorRotation(numbers, 3, hipsRotation, 0);
      rightPosition(axes, hipsPosition);
      rightRotation(axes, hipsRotation, 0);
      restHeight ??= hipsPosition[1]!;
      placeHips();
    } else {
      mirrorRotation(numbers, 3, frame.bones, bone * 4);
      rightRotation(axes, frame.bones, bone * 4);
    }
    if (bone === EYE_BONES[0] && !eyeTarget) {
      gazeOfRotation(frame.bones, bone * 4, frame.gaze);
      frame.drives.roots[GAZE_FLAG] = 1;
    }
    frame.confidence[CONFIDENCE_OF[BONE_VMC_PART[bone]!](bone)] = 1;
    return 'changed';
  };

  /** Root and hips are one in a MotionFrame: the hips in the world, as an offset from rest. */
  const placeHips = (): void => {
    multiply(rootRotation, hipsRotation, frame.bones, HIPS * 4);
    rotate(rootRotation, hipsPosition, frame.hips);
    for (let k = 0; k < 3; k++) frame.hips[k]! += rootPosition[k]!;
    frame.hips[1]! -= restHeight!;
    frame.drives.roots[0] = 1;
  };

  const readBlend = ([name, weight]: readonly unknown[]): VmcVerdict => {
    if (typeof name !== 'string' || typeof weight !== 'number' || !Number.isFinite(weight)) return 'refused';
    const expression = EXPRESSION_BY_VMC_NAME.get(name.toLowerCase());
    if (expression === undefined || !parts.face) return 'ignored';
    pending[expression] = Math.min(1, Math.max(0, weight));
    isPending[expression] = 1;
    return 'ignored';
  };

  const applyBlends = (): VmcVerdict => {
    let changed = false;
    for (let e = 0; e < EXPRESSION_COUNT; e++) {
      if (isPending[e] !== 1) continue;
      frame.expressions[e] = pending[e]!;
      frame.drives.expressions[e] = 1;
      changed = true;
    }
    isPending.fill(0);
    if (!changed) return 'ignored';
    frame.confidence[PART_INDEX.face] = 1;
    return 'changed';
  };

  const readEye = (args: readonly unknown[]): VmcVerdict => {
    const [enable, x, y, z] = args;
    if (typeof enable !== 'number' || !isPlace(x) || !isPlace(y) || !isPlace(z)) return 'refused';
    if (!parts.face) return 'ignored';
    eyeTarget = enable !== 0;
    if (!eyeTarget) return 'ignored';
    gazeTowards(-x, y, z, frame.gaze);
    frame.drives.roots[GAZE_FLAG] = 1;
    return 'changed';
  };

  const readCamera = (args: readonly unknown[]): VmcVerdict => {
    const view = args[8];
    if (!readTransform(args, numbers) || typeof view !== 'number') return 'refused';
    if (!(view >= NARROWEST && view <= WIDEST)) return 'refused';
    if (options.camera !== true) return 'ignored';
    mirrorPosition(numbers, 0, camera, 0);
    mirrorRotation(numbers, 3, camera, 3);
    turnCamera(camera, 3);
    camera[7] = view;
    hasCamera = true;
    return 'changed';
  };

  const readLight = (args: readonly unknown[]): VmcVerdict => {
    const read = readVmcLight(args, axes);
    if (read === undefined) return 'refused';
    if (options.light !== true) return 'ignored';
    light = read;
    return 'changed';
  };

  const readDevice =
    (kind: DeviceKind, raw: boolean) =>
    (args: readonly unknown[]): VmcVerdict => {
      const [serial] = args;
      if (typeof serial !== 'string' || !readTransform(args, numbers)) return 'refused';
      mirrorPosition(numbers, 0, devicePose, 0);
      mirrorRotation(numbers, 3, devicePose, 3);
      rightPosition(axes, devicePose);
      rightRotation(axes, devicePose, 3);
      if (!devices.see(kind, serial, raw, devicePose)) return 'ignored';
      devicesMoved = true;
      return 'changed';
    };

  const readers: ReadonlyMap<string, (args: readonly unknown[]) => VmcVerdict> = new Map([
    [ADDRESS.root, readRoot],
    [ADDRESS.bone, readBone],
    [ADDRESS.blend, readBlend],
    [ADDRESS.blendApply, applyBlends],
    [ADDRESS.eye, readEye],
    [ADDRESS.camera, readCamera],
    [ADDRESS.light, readLight],
    [ADDRESS.headset, readDevice('headset', false)],
    [ADDRESS.controller, readDevice('controller', false)],
    [ADDRESS.tracker, readDevice('tracker', false)],
    [`${ADDRESS.headset}/Local`, readDevice('headset', true)],
    [`${ADDRESS.controller}/Local`, readDevice('controller', true)],
    [`${ADDRESS.tracker}/Local`, readDevice('tracker', true)],
  ]);

  const forgetDevices = (): void => {
    devices.reset();
    body.reset();
    devicesMoved = false;
  };

  return {
    get frame() {
      if (devicesMoved) body.pose(frame, told);
      devicesMoved = false;
      return frame;
    },
    get camera() {
      return hasCamera ? camera : undefined;
    },
    get light() {
      return light;
    },
    read: (address, args) => readers.get(address)?.(args) ?? 'ignored',
    recentre: forgetDevices,
    reset: () => {
      const { time } = frame;
      forgetDevices();
      told.fill(0);
      frame.values.fill(0);
      for (let w = 3; w < frame.bones.length; w += 4) frame.bones[w] = 1;
      frame.drives.flags.fill(0);
      frame.time = time;
      isPending.fill(0);
      rootPosition.fill(0);
      rootRotation.set([0, 0, 0, 1]);
      restHeight = undefined;
      eyeTarget = false;
      hasCamera = false;
      light = undefined;
    },
  };
};

const isLeft = (bone: number): boolean =>
  BONE_INDEX.leftThumbMetacarpal <= bone && bone < BONE_INDEX.rightThumbMetacarpal;

const CONFIDENCE_OF = {
  face: () => PART_INDEX.face,
  head: () => PART_INDEX.face,
  body: () => PART_INDEX.body,
  arms: () => PART_INDEX.body,
  hands: (bone: number) => (isLeft(bone) ? PART_INDEX.leftHand : PART_INDEX.rightHand),
} as const satisfies Record<string, (bone: number) => number>;
