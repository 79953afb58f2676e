import type { FaceTracking, HandTracking, PoseTracking, TrackingFrame } from '@shared/tracking-frame';
import { type ByteWriter, createByteWriter } from './take-bytes';
import {
  FACE_BLENDSHAPE_STEPS,
  FACE_BLENDSHAPES,
  FACE_MATRIX,
  FACE_MESH,
  FACE_STEPS,
  FLAG_KEY,
  FLAG_SIZE,
  HAND_STEPS,
  HEADER_BYTES,
  KEY_EVERY,
  MAX_FRAMES,
  MAX_IMAGE_SIDE,
  MAX_META_BYTES,
  MAX_QUANTUM,
  MAX_STEP_MS,
  MAX_TAKE_BYTES,
  PART_SAME,
  PART_SEEN,
  PART_UNSEEN,
  POSE_STEPS,
  TAKE_MAGIC,
  TAKE_VERSION,
  TakeError,
  type TakeMeta,
  TIME_STEPS,
} from './take-format';
import { clearTakeState, createTakeState, TAKE_PARTS, type TakePart } from './take-state';

/** Room kept for the description and for one frame at its largest. */
const RESERVED_BYTES = MAX_META_BYTES + HEADER_BYTES + 16 * 1024;

/** Records TrackingFrames. */
export interface TakeWriter {
  readonly frameCount: number;
  /** From the first frame to the last. */
  readonly durationMs: number;
  /**
   * Stores a copy of the frame. A frame that is not newer than the one before is passed over.
   * @returns false where the take is full: at 256 MB (hours) or a million frames
   */
  add(frame: TrackingFrame): boolean;
  /** @returns the take, not yet gzipped. @throws TakeError where no frame was stored or the description is too long */
  finish(meta: TakeMeta): Uint8Array;
}

export const createTakeWriter = (): TakeWriter => {
  const body = createByteWriter();
  const state = createTakeState();
  /** Of each part as last stored: score and time tell whether it was tracked again. */
  const stored = { score: new Float64Array(TAKE_PARTS.length), time: new Float64Array(TAKE_PARTS.length) };
  let frameCount = 0;
  let firstTime = 0;
  let lastStep = 0;
  let imageWidth = 0;
  let imageHeight = 0;

  const codeOf = (frame: TrackingFrame, part: TakePart, index: number, isKey: boolean): number => {
    const { score, time } = frame[part];
    if (!isKey && score === stored.score[index] && time === stored.time[index]) return PART_SAME;
    return score > 0 ? PART_SEEN : PART_UNSEEN;
  };

  const writePart = (frame: TrackingFrame, index: number, step: number): void => {
    const part = TAKE_PARTS[index] ?? 'face';
    const { score, time } = frame[part];
    stored.score[index] = score;
    stored.time[index] = time;
    const age = step - Math.round((time - firstTime) * TIME_STEPS);
    const limit = MAX_STEP_MS * TIME_STEPS;
    body.zigzag(Math.max(-limit, Math.min(limit, age)) | 0);
    if (!(score > 0)) return;
    body.byte(Math.max(1, Math.min(255, Math.round(score * 255))));
    if (part === 'face') writeFace(frame.face);
    else if (part === 'pose') writePose(frame.pose);
    else writeHand(frame[part], state[part]);
  };

  const writeFace = (face: FaceTracking): void => {
    body.byte(
      (face.tracker === 'face-mesh' ? FACE_MESH : 0) |
        (face.hasMatrix ? FACE_MATRIX : 0) |
        (face.hasBlendshapes ? FACE_BLENDSHAPES : 0),
    );
    if (face.hasMatrix) for (const value of face.matrix) body.float32(Number.isFinite(value) ? value : 0);
    writeNumbers(body, face.landmarks, FACE_STEPS, 0, state.face);
    if (face.hasBlendshapes)
      writeNumbers(body, face.blendshapes, FACE_BLENDSHAPE_STEPS, 0, state.blendshapes);
  };

  const writePose = (pose: PoseTracking): void => {
    writeNumbers(body, pose.landmarks, POSE_STEPS, 0, state.pose);
    writeNumbers(body, pose.worldLandmarks, POSE_STEPS, pose.landmarks.length, state.pose);
  };

  const writeHand = (hand: HandTracking, before: Int32Array): void => {
    writeNumbers(body, hand.landmarks, HAND_STEPS, 0, before);
    writeNumbers(body, hand.worldLandmarks, HAND_STEPS, hand.landmarks.length, before);
  };

  return {
    get frameCount() {
      return frameCount;
    },
    get durationMs() {
      return lastStep / TIME_STEPS;
    },
    add(frame) {
      if (frameCount >= MAX_FRAMES || body.length > MAX_TAKE_BYTES - RESERVED_BYTES) return false;
      if (frameCount === 0) firstTime = frame.time;
      const step = Math.round((frame.time - firstTime) * TIME_STEPS);
      const elapsed = Math.min(step - lastStep, MAX_STEP_MS * TIME_STEPS);
      if (frameCount > 0 && !(elapsed > 0)) return true;

      const isKey = frameCount % KEY_EVERY === 0;
      const isResized =
        frameCount === 0 || frame.imageWidth !== imageWidth || frame.imageHeight !== imageHeight;
      if (isKey) clearTakeState(state);
      let codes = 0;
      for (let i = 0; i < TAKE_PARTS.length; i++)
        codes |= codeOf(frame, TAKE_PARTS[i] ?? 'face', i, isKey) << (2 * i);
      body.byte(codes);
      body.byte((isKey ? FLAG_KEY : 0) | (isKey || isResized ? FLAG_SIZE : 0));
      body.varint(elapsed);
      if (isKey || isResized) {
        imageWidth = frame.imageWidth;
        imageHeight = frame.imageHeight;
        body.varint(Math.max(0, Math.min(MAX_IMAGE_SIDE, Math.round(imageWidth))));
        body.varint(Math.max(0, Math.min(MAX_IMAGE_SIDE, Math.round(imageHeight))));
      }
      for (let i = 0; i < TAKE_PARTS.length; i++)
        if (((codes >> (2 * i)) & 3) !== PART_SAME) writePart(frame, i, step);
      lastStep += elapsed;
      frameCount++;
      return true;
    },
    finish(meta) {
      if (frameCount === 0) throw new TakeError('There is nothing to save: nothing was recorded.');
      const description = asciiJson(meta);
      if (description.length > MAX_META_BYTES)
        throw new TakeError('The description of the take is too long.');
      const whole = createByteWriter(HEADER_BYTES + description.length + body.length);
      for (const byte of TAKE_MAGIC) whole.byte(byte);
      whole.byte(TAKE_VERSION);
      whole.uint32(frameCount);
      whole.uint32(description.length);
      whole.bytes(description);
      whole.bytes(body.finish());
      return whole.finish();
    },
  };
};

const writeNumbers = (
  writer: ByteWriter,
  values: Float32Array,
  steps: Float64Array,
  offset: number,
  before: Int32Array,
): void => {
  for (let i = 0; i < values.length; i++) {
    const exact = (values[i] ?? 0) * (steps[offset + i] ?? 1);
    // A NaN of a tracker becomes 0.
    const quantum = Math.max(-MAX_QUANTUM, Math.min(MAX_QUANTUM, Math.round(exact))) | 0;
    writer.zigzag(quantum - (before[offset + i] ?? 0));
    before[offset + i] = quantum;
  }
};

const asciiJson = (meta: TakeMeta): Uint8Array => {
  const json = JSON.stringify(meta).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(json, (character) => character.charCodeAt(0));
};
