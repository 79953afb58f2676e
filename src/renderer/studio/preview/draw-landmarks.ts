import type { HandTracking, TrackingFrame } from '@shared/tracking-frame';
import { type Chain, FACE_CHAINS, HAND_CHAINS, IRISES, POSE_CHAINS, POSE_JOINTS } from './landmark-lines';
import { landmarkX, landmarkY, type PictureBox } from './preview-geometry';

/** Colour of each part, the same as its chip below the preview. */
export const PART_COLOURS = {
  face: '#8ff0e4',
  body: '#a5b4ff',
  leftHand: '#ffcf7d',
  rightHand: '#ff9ec4',
} as const;

/** Less visible pose landmarks are guesses outside of the picture: not drawn. */
const VISIBLE = 0.5;

/** Draws what was seen over the picture that lies in `box`. Allocates nothing. */
export const drawLandmarks = (
  context: CanvasRenderingContext2D,
  frame: TrackingFrame,
  box: PictureBox,
  mirrored: boolean,
): void => {
  const unit = Math.max(1, box.width / 640);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (frame.pose.score > 0) drawPose(context, frame.pose.landmarks, box, mirrored, unit);
  if (frame.face.score > 0) drawFace(context, frame.face.landmarks, box, mirrored, unit);
  drawHand(context, frame.leftHand, PART_COLOURS.leftHand, box, mirrored, unit);
  drawHand(context, frame.rightHand, PART_COLOURS.rightHand, box, mirrored, unit);
};

const drawFace = (
  context: CanvasRenderingContext2D,
  points: Float32Array,
  box: PictureBox,
  mirrored: boolean,
  unit: number,
): void => {
  context.strokeStyle = PART_COLOURS.face;
  context.lineWidth = 1.4 * unit;
  context.beginPath();
  for (const indices of FACE_CHAINS) traceChain(context, points, 3, indices, box, mirrored);
  for (const [centre, rim] of IRISES) {
    const x = landmarkX(points[centre * 3]!, box, mirrored);
    const y = landmarkY(points[centre * 3 + 1]!, box);
    const dx = landmarkX(points[rim * 3]!, box, mirrored) - x;
    const dy = landmarkY(points[rim * 3 + 1]!, box) - y;
    const radius = Math.hypot(dx, dy);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, Math.PI * 2);
  }
  context.stroke();
};

const drawPose = (
  context: CanvasRenderingContext2D,
  points: Float32Array,
  box: PictureBox,
  mirrored: boolean,
  unit: number,
): void => {
  context.strokeStyle = PART_COLOURS.body;
  context.fillStyle = PART_COLOURS.body;
  context.lineWidth = 3 * unit;
  context.beginPath();
  for (const indices of POSE_CHAINS) traceVisible(context, points, indices, box, mirrored);
  context.stroke();
  context.beginPath();
  for (const index of POSE_JOINTS)
    if (points[index * 4 + 3]! >= VISIBLE) traceDot(context, points, 4, index, box, mirrored, 4 * unit);
  context.fill();
};

const drawHand = (
  context: CanvasRenderingContext2D,
  hand: HandTracking,
  colour: string,
  box: PictureBox,
  mirrored: boolean,
  unit: number,
): void => {
  if (hand.score <= 0) return;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2 * unit;
  context.beginPath();
  for (const indices of HAND_CHAINS) traceChain(context, hand.landmarks, 3, indices, box, mirrored);
  context.stroke();
  context.beginPath();
  for (let index = 0; index < hand.landmarks.length / 3; index++)
    traceDot(context, hand.landmarks, 3, index, box, mirrored, 2.6 * unit);
  context.fill();
};

const traceChain = (
  context: CanvasRenderingContext2D,
  points: Float32Array,
  stride: number,
  indices: Chain,
  box: PictureBox,
  mirrored: boolean,
): void => {
  for (let i = 0; i < indices.length; i++) {
    const at = indices[i]! * stride;
    const x = landmarkX(points[at]!, box, mirrored);
    const y = landmarkY(points[at + 1]!, box);
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
};

/** A pose chain, broken where a landmark is not visible. */
const traceVisible = (
  context: CanvasRenderingContext2D,
  points: Float32Array,
  indices: Chain,
  box: PictureBox,
  mirrored: boolean,
): void => {
  let joined = false;
  for (let i = 0; i < indices.length; i++) {
    const at = indices[i]! * 4;
    const visible = points[at + 3]! >= VISIBLE;
    if (visible) {
      const x = landmarkX(points[at]!, box, mirrored);
      const y = landmarkY(points[at + 1]!, box);
      if (joined) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
    joined = visible;
  }
};

const traceDot = (
  context: CanvasRenderingContext2D,
  points: Float32Array,
  stride: number,
  index: number,
  box: PictureBox,
  mirrored: boolean,
  radius: number,
): void => {
  const x = landmarkX(points[index * stride]!, box, mirrored);
  const y = landmarkY(points[index * stride + 1]!, box);
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, Math.PI * 2);
};
