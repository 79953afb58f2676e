import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import type { TrackedPart } from './tracker';

/**
 * A TrackingFrame's numbers in one buffer, which travels between page and worker by transfer and is used again: the page
 * sends it along with the image and gets it back with the result. Times stay out: they need 64 bits and go in the message.
 */
export type Packet = Float32Array<ArrayBuffer>;

const arraysOf = (frame: TrackingFrame, part: TrackedPart): readonly Float32Array[] => {
  const { face, pose, leftHand, rightHand } = frame;
  if (part === 'face') return [face.landmarks, face.matrix, face.blendshapes];
  if (part === 'pose') return [pose.landmarks, pose.worldLandmarks];
  return [leftHand.landmarks, leftHand.worldLandmarks, rightHand.landmarks, rightHand.worldLandmarks];
};

/** score, hasMatrix, hasBlendshapes; score; score of left and of right. */
const NUMBERS = { face: 3, pose: 1, hands: 2 } as const;

const floatsOf = (part: TrackedPart): number =>
  arraysOf(createTrackingFrame(), part).reduce<number>((sum, array) => sum + array.length, NUMBERS[part]);

const START = { face: 0, pose: floatsOf('face'), hands: floatsOf('face') + floatsOf('pose') } as const;
const PACKET_FLOATS = START.hands + floatsOf('hands');

export const createPacket = (): Packet => new Float32Array(PACKET_FLOATS);

/** Copies one part between TrackingFrames through packets; made once for a frame, so that it allocates nothing later. */
export interface PartPacker {
  write(packet: Packet): void;
  read(packet: Packet): void;
}

export const createPartPacker = (frame: TrackingFrame, part: TrackedPart): PartPacker => {
  const arrays = arraysOf(frame, part);
  const start = START[part];
  return {
    write(packet) {
      writeNumbers(frame, part, packet, start);
      let at = start + NUMBERS[part];
      for (const array of arrays) {
        packet.set(array, at);
        at += array.length;
      }
    },
    read(packet) {
      readNumbers(frame, part, packet, start);
      let at = start + NUMBERS[part];
      for (const array of arrays) {
        for (let i = 0; i < array.length; i++) array[i] = packet[at + i] ?? 0;
        at += array.length;
      }
    },
  };
};

const writeNumbers = (frame: TrackingFrame, part: TrackedPart, packet: Packet, at: number): void => {
  if (part === 'face') {
    packet[at] = frame.face.score;
    packet[at + 1] = frame.face.hasMatrix ? 1 : 0;
    packet[at + 2] = frame.face.hasBlendshapes ? 1 : 0;
  } else if (part === 'pose') {
    packet[at] = frame.pose.score;
  } else {
    packet[at] = frame.leftHand.score;
    packet[at + 1] = frame.rightHand.score;
  }
};

const readNumbers = (frame: TrackingFrame, part: TrackedPart, packet: Packet, at: number): void => {
  const first = packet[at] ?? 0;
  const second = packet[at + 1] ?? 0;
  if (part === 'face') {
    frame.face.score = first;
    frame.face.hasMatrix = second === 1;
    frame.face.hasBlendshapes = packet[at + 2] === 1;
  } else if (part === 'pose') {
    frame.pose.score = first;
  } else {
    frame.leftHand.score = first;
    frame.rightHand.score = second;
  }
};
