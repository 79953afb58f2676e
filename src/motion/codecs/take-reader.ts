import { createTrackingFrame, type HandTracking, type TrackingFrame } from '@shared/tracking-frame';
import { type ByteReader, createByteReader } from './take-bytes';
import {
  FACE_BLENDSHAPE_STEPS,
  FACE_BLENDSHAPES,
  FACE_MATRIX,
  FACE_MESH,
  FACE_STEPS,
  FLAG_KEY,
  FLAG_SIZE,
  HAND_STEPS,
  MAX_FRAMES,
  MAX_IMAGE_SIDE,
  MAX_META_BYTES,
  MAX_QUANTUM,
  MAX_STEP_MS,
  PART_SAME,
  PART_SEEN,
  POSE_STEPS,
  TAKE_MAGIC,
  TAKE_VERSION,
  TakeError,
  type TakeMeta,
  TIME_STEPS,
} from './take-format';
import { clearTakeState, createTakeState, TAKE_PARTS, type TakeState } from './take-state';

/** Where playing can begin. */
export interface TakeKey {
  readonly frame: number;
  readonly position: number;
  /** Steps of the frame before. */
  readonly stepBefore: number;
}

/** A take that has been checked from end to end: reading its frames cannot fail. */
export interface Take {
  readonly meta: TakeMeta;
  readonly frameCount: number;
  /** One round: from the first frame to the last, and the usual pause between two frames after it. */
  readonly durationMs: number;
  /** Time of each frame since the first, ms, rising. */
  readonly times: Float64Array;
  readonly keys: readonly TakeKey[];
  readonly bytes: Uint8Array;
}

/**
 * Reads a take that is not, or no longer, gzipped.
 * @throws TakeError with a sentence for the user where it is not a take, of a newer version, or damaged
 */
export const readTake = (bytes: Uint8Array): Take => {
  const reader = createByteReader(bytes);
  for (const byte of TAKE_MAGIC)
    if (reader.position >= reader.end || reader.byte() !== byte)
      throw new TakeError('This file is not a Kagami take.');
  const version = reader.byte();
  if (version !== TAKE_VERSION)
    throw new TakeError('The take was recorded by a newer Kagami. Update Kagami to play it.');
  const frameCount = reader.uint32();
  const meta = readMeta(reader, bytes);
  // A frame takes three bytes at least.
  if (frameCount === 0 || frameCount > MAX_FRAMES || frameCount * 3 > reader.end - reader.position)
    throw new TakeError('The take is damaged: its number of frames cannot be right.');
  return { meta, frameCount, bytes, ...readIndex(reader, frameCount) };
};

const readIndex = (reader: ByteReader, frameCount: number): Pick<Take, 'times' | 'keys' | 'durationMs'> => {
  const decoder = createTakeDecoder(reader);
  const times = new Float64Array(frameCount);
  const keys: TakeKey[] = [];
  for (let frame = 0; frame < frameCount; frame++) {
    const position = reader.position;
    const stepBefore = decoder.step;
    const isKey = decoder.next();
    if (isKey) keys.push({ frame, position, stepBefore });
    else if (frame === 0) throw new TakeError('The take is damaged: its beginning is missing.');
    times[frame] = decoder.frame.time;
  }
  if (reader.position !== reader.end) throw new TakeError('The take is damaged: something follows its end.');
  return { times, keys, durationMs: (times[frameCount - 1] ?? 0) + usualPause(times) };
};

const usualPause = (times: Float64Array): number => {
  const pauses = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  return pauses.sort()[pauses.length >> 1] ?? 1000 / 30;
};

const readMeta = (reader: ByteReader, bytes: Uint8Array): TakeMeta => {
  const length = reader.uint32();
  if (length > MAX_META_BYTES || length > reader.end - reader.position)
    throw new TakeError('The take is damaged: its description is too long.');
  let json = '';
  for (let i = 0; i < length; i++) json += String.fromCharCode(bytes[reader.position + i] ?? 0);
  reader.position += length;
  return parseMeta(json);
};

const parseMeta = (json: string): TakeMeta => {
  let meta: unknown;
  try {
    meta = JSON.parse(json);
  } catch {
    throw new TakeError('The take is damaged: its description cannot be read.');
  }
  const fields = (typeof meta === 'object' && meta !== null ? meta : {}) as Record<string, unknown>;
  return {
    name: text(fields.name),
    madeWith: text(fields.madeWith),
    source: text(fields.source),
    attribution: lines(fields.attribution),
    labels: lines(fields.labels),
  };
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const lines = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];

/** Decodes frames in order into one frame of its own; times are ms since the take's first frame. */
export interface TakeDecoder {
  readonly frame: TrackingFrame;
  /** Time of `frame` in 1/{@link TIME_STEPS} ms. */
  step: number;
  /** @returns whether it was a key frame. @throws TakeError */
  next(): boolean;
}

export const createTakeDecoder = (reader: ByteReader): TakeDecoder => {
  const state = createTakeState();
  const frame = createTrackingFrame();

  const decoder: TakeDecoder = {
    frame,
    step: 0,
    next() {
      const codes = reader.byte();
      const flags = reader.byte();
      const isKey = (flags & FLAG_KEY) !== 0;
      decoder.step += bounded(reader.varint(), MAX_STEP_MS * TIME_STEPS);
      frame.time = decoder.step / TIME_STEPS;
      if ((flags & FLAG_SIZE) !== 0) {
        frame.imageWidth = bounded(reader.varint(), MAX_IMAGE_SIDE);
        frame.imageHeight = bounded(reader.varint(), MAX_IMAGE_SIDE);
      } else if (isKey) throw new TakeError('The take is damaged: a key frame lacks its size.');
      if (isKey) clearTakeState(state);
      for (let i = 0; i < TAKE_PARTS.length; i++) {
        const code = (codes >> (2 * i)) & 3;
        if (code === PART_SAME ? isKey : code > PART_SEEN)
          throw new TakeError('The take is damaged: a part of a frame is of no known kind.');
        if (code !== PART_SAME) readPart(reader, state, frame, i, decoder.step, code === PART_SEEN);
      }
      return isKey;
    },
  };
  return decoder;
};

const readPart = (
  reader: ByteReader,
  state: TakeState,
  frame: TrackingFrame,
  index: number,
  step: number,
  isSeen: boolean,
): void => {
  const name = TAKE_PARTS[index] ?? 'face';
  const part = frame[name];
  const age = reader.zigzag();
  bounded(Math.abs(age), MAX_STEP_MS * TIME_STEPS);
  part.time = (step - age) / TIME_STEPS;
  part.score = isSeen ? bounded(reader.byte(), 255) / 255 : 0;
  if (!isSeen) return;
  if (name === 'face') readFace(reader, state, frame);
  else if (name === 'pose') {
    readNumbers(reader, frame.pose.landmarks, POSE_STEPS, 0, state.pose);
    readNumbers(reader, frame.pose.worldLandmarks, POSE_STEPS, frame.pose.landmarks.length, state.pose);
  } else readHand(reader, frame[name], state[name]);
};

const readFace = (reader: ByteReader, state: TakeState, { face }: TrackingFrame): void => {
  const flags = reader.byte();
  if (flags > (FACE_MESH | FACE_MATRIX | FACE_BLENDSHAPES))
    throw new TakeError('The take is damaged: a face of it is of no known kind.');
  face.tracker = (flags & FACE_MESH) !== 0 ? 'face-mesh' : 'face-landmarker';
  face.hasMatrix = (flags & FACE_MATRIX) !== 0;
  face.hasBlendshapes = (flags & FACE_BLENDSHAPES) !== 0;
  for (let i = 0; face.hasMatrix && i < 16; i++) {
    const value = reader.float32();
    if (!Number.isFinite(value)) throw new TakeError('The take is damaged: a face of it lies nowhere.');
    face.matrix[i] = value;
  }
  readNumbers(reader, face.landmarks, FACE_STEPS, 0, state.face);
  if (face.hasBlendshapes) readNumbers(reader, face.blendshapes, FACE_BLENDSHAPE_STEPS, 0, state.blendshapes);
};

const readHand = (reader: ByteReader, hand: HandTracking, before: Int32Array): void => {
  readNumbers(reader, hand.landmarks, HAND_STEPS, 0, before);
  readNumbers(reader, hand.worldLandmarks, HAND_STEPS, hand.landmarks.length, before);
};

const readNumbers = (
  reader: ByteReader,
  values: Float32Array,
  steps: Float64Array,
  offset: number,
  before: Int32Array,
): void => {
  for (let i = 0; i < values.length; i++) {
    const quantum = (before[offset + i] ?? 0) + reader.zigzag();
    bounded(Math.abs(quantum), MAX_QUANTUM);
    before[offset + i] = quantum;
    values[i] = quantum / (steps[offset + i] ?? 1);
  }
};

const bounded = (value: number, limit: number): number => {
  if (value > limit) throw new TakeError('The take is damaged: a number in it is out of bounds.');
  return value;
};
