import { ARKIT_COUNT } from '@shared/expressions';
import { FACE_LANDMARKS, HAND_LANDMARKS, POSE_LANDMARKS } from '@shared/tracking-frame';

/**
 * The `.ktake` format, version 1: a gzip stream (see renderer/capture/take-compression.ts) of
 *
 *     bytes   content
 *     4       "KTAK"
 *     1       version
 *     4       number of frames, little endian
 *     4       length of the description in bytes, little endian
 *     …       description: JSON in ASCII (other characters as \uXXXX), a {@link TakeMeta}
 *     …       frames, one after the other, to the end
 *
 * A frame:
 *
 *     1       part codes, two bits each: face, pose, left hand, right hand ({@link PART_SAME} …)
 *     1       flags ({@link FLAG_KEY}, {@link FLAG_SIZE})
 *     varint  time since the frame before, in 1/{@link TIME_STEPS} ms
 *     varint² image width and height, with FLAG_SIZE
 *     …       each part that is PART_SEEN or PART_UNSEEN
 *
 * A part: varint age (frame's time − part's time, zigzag, 1/{@link TIME_STEPS} ms); then, where seen, a byte of score (1/255), for
 * the face a byte of flags and, with FACE_MATRIX, 16 float32; then its numbers, each quantised ({@link FACE_STEPS} …) and stored
 * as the zigzag varint difference from the same number when the part was last stored. A key frame (the first one, and one every
 * {@link KEY_EVERY}) stores every seen part as the difference from zero, so that playing can begin there.
 *
 * The shipped demo take (30 frames a second; face and body always, hands half of the time) takes 27 kB a second; real footage
 * with its noise (face and body, 12 frames a second) 1.2 kB a frame, or 14 kB a second.
 */
export const TAKE_MAGIC = [0x4b, 0x54, 0x41, 0x4b] as const;
export const TAKE_VERSION = 1;
export const HEADER_BYTES = 13;

/** The part is as it was in the frame before. */
export const PART_SAME = 0;
export const PART_UNSEEN = 1;
export const PART_SEEN = 2;

export const FLAG_KEY = 1;
export const FLAG_SIZE = 2;
export const FACE_MESH = 1;
export const FACE_MATRIX = 2;
export const FACE_BLENDSHAPES = 4;

export const KEY_EVERY = 300;
/** Steps a millisecond. */
export const TIME_STEPS = 10;

/** Image landmarks: 1/16384 of the image's side, 0.04 of a pixel at 640. */
const IMAGE_STEPS = 16_384;
/** World landmarks: a tenth of a millimetre. */
const WORLD_STEPS = 10_000;
const VISIBILITY_STEPS = 255;
const BLENDSHAPE_STEPS = 1000;
/** Highest quantised number either way; ±64 of an image side. */
export const MAX_QUANTUM = 1 << 20;

const repeated = (pattern: readonly number[], times: number): Float64Array =>
  Float64Array.from({ length: pattern.length * times }, (_, i) => pattern[i % pattern.length] ?? 0);
const joined = (...lists: Float64Array[]): Float64Array =>
  Float64Array.from(lists.flatMap((list) => [...list]));

/** Steps per unit of each number of a part, in the order in which they are stored. */
export const FACE_STEPS = repeated([IMAGE_STEPS], FACE_LANDMARKS * 3);
export const FACE_BLENDSHAPE_STEPS = repeated([BLENDSHAPE_STEPS], ARKIT_COUNT);
export const POSE_STEPS = joined(
  repeated([IMAGE_STEPS, IMAGE_STEPS, IMAGE_STEPS, VISIBILITY_STEPS], POSE_LANDMARKS),
  repeated([WORLD_STEPS, WORLD_STEPS, WORLD_STEPS, VISIBILITY_STEPS], POSE_LANDMARKS),
);
export const HAND_STEPS = joined(
  repeated([IMAGE_STEPS], HAND_LANDMARKS * 3),
  repeated([WORLD_STEPS], HAND_LANDMARKS * 3),
);

/** Bounds of what is read and written. */
export const MAX_TAKE_BYTES = 256 * 1024 * 1024;
export const MAX_META_BYTES = 64 * 1024;
export const MAX_FRAMES = 1_000_000;
export const MAX_IMAGE_SIDE = 16_384;
/** Longest pause between two frames: an hour. */
export const MAX_STEP_MS = 3_600_000;

/** What a take says about itself. */
export interface TakeMeta {
  name: string;
  /** Program and version that recorded it. */
  madeWith: string;
  /** What was recorded: a camera, a file … */
  source: string;
  /** One line for each work of others that it is made from, as their licences want it. */
  attribution: string[];
  /** What a viewer should know: `synthetic arms` … */
  labels: string[];
}

/** A take that cannot be read; `message` is a sentence for the user. */
export class TakeError extends Error {
  override readonly name = 'TakeError';
}
