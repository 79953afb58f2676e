import { MAX_TAKE_BYTES, TakeError } from './take-format';

/** A byte buffer that grows. */
export interface ByteWriter {
  readonly length: number;
  byte(value: number): void;
  uint32(value: number): void;
  float32(value: number): void;
  /** LEB128 of an integer 0..2³²−1. */
  varint(value: number): void;
  /** A signed 31-bit integer as the varint of its zigzag form. */
  zigzag(value: number): void;
  bytes(values: Uint8Array): void;
  /** A copy of what was written. */
  finish(): Uint8Array;
}

export const createByteWriter = (capacity = 64 * 1024): ByteWriter => {
  let buffer = new Uint8Array(capacity);
  let view = new DataView(buffer.buffer);
  let length = 0;

  const reserve = (count: number): void => {
    if (length + count <= buffer.length) return;
    const grown = new Uint8Array(Math.max(buffer.length * 2, length + count));
    grown.set(buffer.subarray(0, length));
    buffer = grown;
    view = new DataView(buffer.buffer);
  };

  const varint = (value: number): void => {
    reserve(5);
    let rest = value >>> 0;
    while (rest >= 0x80) {
      buffer[length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[length++] = rest;
  };

  return {
    get length() {
      return length;
    },
    byte(value) {
      reserve(1);
      buffer[length++] = value;
    },
    uint32(value) {
      reserve(4);
      view.setUint32(length, value, true);
      length += 4;
    },
    float32(value) {
      reserve(4);
      view.setFloat32(length, value, true);
      length += 4;
    },
    varint,
    zigzag: (value) => varint((value << 1) ^ (value >> 31)),
    bytes(values) {
      reserve(values.length);
      buffer.set(values, length);
      length += values.length;
    },
    finish: () => buffer.slice(0, length),
  };
};

/** Reads what {@link createByteWriter} wrote. Every method throws a {@link TakeError} where the bytes end too early. */
export interface ByteReader {
  position: number;
  readonly end: number;
  byte(): number;
  uint32(): number;
  float32(): number;
  varint(): number;
  zigzag(): number;
}

export const createByteReader = (bytes: Uint8Array): ByteReader => {
  if (bytes.length > MAX_TAKE_BYTES) throw new TakeError('The take is too large.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const next = reader.byte();
      // The fifth byte has room for four bits.
      if (shift === 28 && next > 0x0f) break;
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return value >>> 0;
    }
    throw new TakeError('The take is damaged: a number in it is too long.');
  };

  const skip = (count: number): number => {
    const at = reader.position;
    if (at + count > bytes.length)
      throw new TakeError('The take is cut off: it ends in the middle of a frame.');
    reader.position = at + count;
    return at;
  };

  const reader: ByteReader = {
    position: 0,
    end: bytes.length,
    byte: () => bytes[skip(1)] ?? 0,
    uint32: () => view.getUint32(skip(4), true),
    float32: () => view.getFloat32(skip(4), true),
    varint,
    zigzag() {
      const value = varint();
      return (value >>> 1) ^ -(value & 1);
    },
  };
  return reader;
};
