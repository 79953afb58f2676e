import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';
import { type MotionFrame, type MotionSource, PARTS, resetMotionFrame } from '@shared/motion-frame';

/*
 * A MotionFrame in a few hundred bytes, each packet whole by itself, so that a receiver may join or lose any. Little endian:
 *
 *     0  u8   0x4b
 *     1  u8   version
 *     2  u8   source, index into SOURCES
 *     3  u8   bit 0: hips, bit 1: gaze are driven
 *     4  f64  time, ms on the one clock
 *    12  u8   × PARTS: confidence, 255 = 1
 *    16  bit  × BONE_COUNT, then × EXPRESSION_COUNT: driven, lowest bit first, each rounded up to bytes
 *        u48  × driven bones: rotation
 *        u8   × driven expressions: weight, 255 = 1
 *        i16  × 3 hips, HIPS_UNIT metres; × 2 gaze, GAZE_UNIT radians; where driven
 *
 * A rotation is its three smaller components with the largest left out, which must be positive ("smallest three"; Glenn Fiedler,
 * "Snapshot Compression", gafferongames.com, 2015): 15 bits each over ±1/√2, and the largest one's index above them.
 */
const MAGIC = 0x4b;
const VERSION = 1;
const SOURCES = [
  'tracking',
  'take',
  'idle',
  'vmc',
  'voice',
  'animation',
  'mix',
  'phone',
] as const satisfies MotionSource[];

const HEADER_BYTES = 12;
const BONE_MASK_AT = HEADER_BYTES + PARTS.length;
const EXPRESSION_MASK_AT = BONE_MASK_AT + Math.ceil(BONE_COUNT / 8);
const BODY_AT = EXPRESSION_MASK_AT + Math.ceil(EXPRESSION_COUNT / 8);
const ROTATION_BYTES = 6;
const HIPS_BYTES = 6;
const GAZE_BYTES = 4;

/** The longest packet: everything driven. */
export const MOST_PACKET_BYTES =
  BODY_AT + BONE_COUNT * ROTATION_BYTES + EXPRESSION_COUNT + HIPS_BYTES + GAZE_BYTES;

/** A quarter of a millimetre: hips up to 8 m from their rest. */
const HIPS_UNIT = 1 / 4096;
/** Gaze up to half a turn. */
const GAZE_UNIT = Math.PI / 32_767;
const LARGEST_SMALL = Math.SQRT1_2;
const STEPS = 32_767;

export interface MotionPacketWriter {
  /** @returns the packet, valid until the next call; allocates only the view. */
  write(frame: MotionFrame): Uint8Array;
}

export const createMotionPacketWriter = (): MotionPacketWriter => {
  const bytes = new Uint8Array(MOST_PACKET_BYTES);
  const view = new DataView(bytes.buffer);

  const writeRotations = (frame: MotionFrame, start: number): number => {
    let at = start;
    for (let bone = 0; bone < BONE_COUNT; bone++) {
      if (frame.drives.bones[bone] === 0) continue;
      setBit(bytes, BONE_MASK_AT, bone);
      writeRotation(view, at, frame.bones, bone * 4);
      at += ROTATION_BYTES;
    }
    return at;
  };

  const writeExpressions = (frame: MotionFrame, start: number): number => {
    let at = start;
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      if (frame.drives.expressions[i] === 0) continue;
      setBit(bytes, EXPRESSION_MASK_AT, i);
      bytes[at++] = toByte(frame.expressions[i]!);
    }
    return at;
  };

  return {
    write(frame) {
      const [hips, gaze] = frame.drives.roots;
      bytes.fill(0, 0, BODY_AT);
      bytes[0] = MAGIC;
      bytes[1] = VERSION;
      bytes[2] = Math.max(0, SOURCES.indexOf(frame.source));
      bytes[3] = (hips ? 1 : 0) | (gaze ? 2 : 0);
      view.setFloat64(4, frame.time, true);
      for (let i = 0; i < PARTS.length; i++) bytes[HEADER_BYTES + i] = toByte(frame.confidence[i]!);
      let at = writeExpressions(frame, writeRotations(frame, BODY_AT));
      if (hips) at = writeUnits(view, at, frame.hips, HIPS_UNIT);
      if (gaze) at = writeUnits(view, at, frame.gaze, GAZE_UNIT);
      return bytes.subarray(0, at);
    },
  };
};

/**
 * Reads a packet into `to`; what it does not drive is at rest.
 *
 * @returns false, leaving `to` as it was, where it is no packet of this version, whole and of the right length
 */
export const readMotionPacket = (packet: Uint8Array, to: MotionFrame): boolean => {
  const source = SOURCES[packet[2] ?? -1];
  if (packet.length < BODY_AT || packet[0] !== MAGIC || packet[1] !== VERSION || source === undefined)
    return false;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const time = view.getFloat64(4, true);
  if (!Number.isFinite(time) || packet.length !== lengthOf(packet)) return false;

  resetMotionFrame(to);
  to.time = time;
  to.source = source;
  for (let i = 0; i < PARTS.length; i++) to.confidence[i] = packet[HEADER_BYTES + i]! / 255;
  let at = BODY_AT;
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    if (!hasBit(packet, BONE_MASK_AT, bone)) continue;
    to.drives.bones[bone] = 1;
    readRotation(view, at, to.bones, bone * 4);
    at += ROTATION_BYTES;
  }
  for (let i = 0; i < EXPRESSION_COUNT; i++) {
    if (!hasBit(packet, EXPRESSION_MASK_AT, i)) continue;
    to.drives.expressions[i] = 1;
    to.expressions[i] = packet[at++]! / 255;
  }
  if (packet[3]! & 1) at = readUnits(view, at, to.hips, HIPS_UNIT);
  if (packet[3]! & 2) readUnits(view, at, to.gaze, GAZE_UNIT);
  to.drives.roots[0] = packet[3]! & 1;
  to.drives.roots[1] = (packet[3]! & 2) >> 1;
  return true;
};

/** How long a packet with this head must be. */
const lengthOf = (packet: Uint8Array): number => {
  let length = BODY_AT;
  for (let bone = 0; bone < BONE_COUNT; bone++)
    if (hasBit(packet, BONE_MASK_AT, bone)) length += ROTATION_BYTES;
  for (let i = 0; i < EXPRESSION_COUNT; i++) if (hasBit(packet, EXPRESSION_MASK_AT, i)) length += 1;
  return length + (packet[3]! & 1 ? HIPS_BYTES : 0) + (packet[3]! & 2 ? GAZE_BYTES : 0);
};

const setBit = (bytes: Uint8Array, at: number, i: number): void => {
  bytes[at + (i >> 3)]! |= 1 << (i & 7);
};
const hasBit = (bytes: Uint8Array, at: number, i: number): boolean =>
  (bytes[at + (i >> 3)]! & (1 << (i & 7))) !== 0;

/** 0 for what is not a number. */
const toByte = (weight: number): number => (weight > 0 ? Math.round(Math.min(weight, 1) * 255) : 0);

const writeUnits = (view: DataView, start: number, values: Float32Array, unit: number): number => {
  for (let i = 0; i < values.length; i++) {
    const units = Math.round(values[i]! / unit);
    view.setInt16(start + i * 2, Math.max(-32_767, Math.min(32_767, units || 0)), true);
  }
  return start + values.length * 2;
};

const readUnits = (view: DataView, start: number, values: Float32Array, unit: number): number => {
  for (let i = 0; i < values.length; i++) values[i] = view.getInt16(start + i * 2, true) * unit;
  return start + values.length * 2;
};

/** What is not a rotation is written as none. */
const writeRotation = (view: DataView, at: number, q: Float32Array, i: number): void => {
  const length = Math.hypot(q[i]!, q[i + 1]!, q[i + 2]!, q[i + 3]!);
  const isRotation = length > 1e-6 && length < Number.POSITIVE_INFINITY;
  let largest = 3;
  for (let c = 0; isRotation && c < 3; c++) if (Math.abs(q[i + c]!) > Math.abs(q[i + largest]!)) largest = c;
  const scale = isRotation ? (q[i + largest]! < 0 ? -1 : 1) / length : 0;
  // Two words of 15 + 15 and 2 + 15 bits: bits of a JavaScript number end at 32.
  let word = 0;
  let step = 0;
  for (let c = 0; c < 4; c++) {
    if (c === largest) continue;
    const share = (q[i + c]! * scale) / LARGEST_SMALL;
    const value = isRotation ? Math.round(((Math.max(-1, Math.min(1, share)) + 1) / 2) * STEPS) : MIDDLE;
    if (step === 2) view.setUint16(at + 4, ((largest & 1) << 15) | value, true);
    else word |= value << (15 * step);
    step += 1;
  }
  // The index's upper bit lies at 30, its lower one in the second word.
  view.setUint32(at, (word | ((largest >> 1) << 30)) >>> 0, true);
};

/** Nearest step to 0: 15 bits have no middle. */
const MIDDLE = 16_384;

const readRotation = (view: DataView, at: number, q: Float32Array, i: number): void => {
  const word = view.getUint32(at, true);
  const rest = view.getUint16(at + 4, true);
  const largest = (((word >>> 30) & 1) << 1) | (rest >> 15);
  let squares = 0;
  let step = 0;
  for (let c = 0; c < 4; c++) {
    if (c === largest) continue;
    const value = step === 2 ? rest & 0x7fff : (word >>> (15 * step)) & 0x7fff;
    const component = ((value / STEPS) * 2 - 1) * LARGEST_SMALL;
    q[i + c] = component;
    squares += component * component;
    step += 1;
  }
  const length = Math.sqrt(Math.max(squares, 1));
  q[i + largest] = Math.sqrt(Math.max(0, 1 - squares));
  // Broken bits may say more than a rotation can hold.
  if (squares > 1) for (let c = 0; c < 4; c++) q[i + c]! /= length;
};
