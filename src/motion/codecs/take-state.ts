import type { TrackingFrame } from '@shared/tracking-frame';
import { FACE_BLENDSHAPE_STEPS, FACE_STEPS, HAND_STEPS, POSE_STEPS } from './take-format';

/** The quantised numbers of each part as last stored: what the next difference is from. */
export interface TakeState {
  readonly face: Int32Array;
  readonly blendshapes: Int32Array;
  readonly pose: Int32Array;
  readonly leftHand: Int32Array;
  readonly rightHand: Int32Array;
}

export const createTakeState = (): TakeState => ({
  face: new Int32Array(FACE_STEPS.length),
  blendshapes: new Int32Array(FACE_BLENDSHAPE_STEPS.length),
  pose: new Int32Array(POSE_STEPS.length),
  leftHand: new Int32Array(HAND_STEPS.length),
  rightHand: new Int32Array(HAND_STEPS.length),
});

export const clearTakeState = (state: TakeState): void => {
  state.face.fill(0);
  state.blendshapes.fill(0);
  state.pose.fill(0);
  state.leftHand.fill(0);
  state.rightHand.fill(0);
};

/** Parts in the order of the format; the part codes' bits follow it. */
export const TAKE_PARTS = [
  'face',
  'pose',
  'leftHand',
  'rightHand',
] as const satisfies (keyof TrackingFrame)[];
export type TakePart = (typeof TAKE_PARTS)[number];
