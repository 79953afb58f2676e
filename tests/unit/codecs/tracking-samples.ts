import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';

/** Every number of every part as one list, to fill or compare a frame. */
export const numbersOf = (frame: TrackingFrame): Float32Array[] => [
  frame.face.landmarks,
  frame.face.blendshapes,
  frame.pose.landmarks,
  frame.pose.worldLandmarks,
  frame.leftHand.landmarks,
  frame.leftHand.worldLandmarks,
  frame.rightHand.landmarks,
  frame.rightHand.worldLandmarks,
];

/** Blanks the arrays of parts that are not seen: they mean nothing. */
export const blankUnseen = (frame: TrackingFrame): TrackingFrame => {
  for (const hand of [frame.leftHand, frame.rightHand]) {
    if (hand.score > 0) continue;
    hand.landmarks.fill(0);
    hand.worldLandmarks.fill(0);
  }
  return frame;
};

/** Frame `index` of a person who moves smoothly: 30 frames a second, body on every second one, hands on every third. */
export const sampleFrame = (index: number, into: TrackingFrame = createTrackingFrame()): TrackingFrame => {
  const time = 1_700_000_000_000 + index * 33.3;
  into.time = time;
  into.imageWidth = 640;
  into.imageHeight = 480;
  const { face, pose, leftHand, rightHand } = into;
  face.score = 0.9;
  face.time = time;
  face.hasMatrix = true;
  face.hasBlendshapes = true;
  face.matrix.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, Math.sin(index / 9), 0.1, -30.123456, 1]);
  fill(face.landmarks, (i) => 0.5 + 0.1 * Math.sin(i + index / 20));
  fill(face.blendshapes, (i) => 0.5 + 0.5 * Math.sin(i + index / 7));
  if (index % 2 === 0) {
    pose.score = 0.8;
    pose.time = time;
    fill(pose.landmarks, (i) => 0.5 + 0.6 * Math.sin(i + index / 30));
    fill(pose.worldLandmarks, (i) => Math.abs(Math.cos(i + index / 30)));
  }
  if (index % 3 === 0) {
    for (const hand of [leftHand, rightHand]) {
      hand.score = hand === leftHand && index > 60 ? 0 : 0.7;
      hand.time = time;
      fill(hand.landmarks, (i) => 0.3 + 0.1 * Math.sin(i + index / 5));
      fill(hand.worldLandmarks, (i) => 0.1 * Math.cos(i + index / 5));
    }
  }
  return into;
};

const fill = (values: Float32Array, value: (index: number) => number): void => {
  for (let i = 0; i < values.length; i++) values[i] = value(i);
};
