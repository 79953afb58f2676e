import {
  HAND_LANDMARKS,
  type HandTracking,
  POSE_LANDMARKS,
  type TrackingFrame,
} from '@shared/tracking-frame';
import { type Vec3, vec3 } from '../maths/vector';

/** Landmarks of BlazePose that the solver reads; the person's left one, the right one is the next. */
export const POSE = {
  nose: 0,
  ear: 7,
  shoulder: 11,
  elbow: 13,
  wrist: 15,
  little: 17,
  index: 19,
  thumb: 21,
  hip: 23,
  knee: 25,
  ankle: 27,
  heel: 29,
  toe: 31,
} as const;

/** Those that are read: nose, ears and all of the body. */
const READ = Uint8Array.from({ length: POSE_LANDMARKS }, (_, i) => i).filter(
  (i) => i === POSE.nose || i === POSE.ear || i === POSE.ear + 1 || i >= POSE.shoulder,
);

/** 0 = left, 1 = right: how the two sides are indexed throughout. */
export type SideIndex = 0 | 1;
export const SIDES = [0, 1] as const;

/** What was seen of the person, in VRM axes (+X its left, +Y up, +Z front: towards the camera), metres. */
export interface PersonLandmarks {
  /** Whether a body was found in this frame at all. */
  body: boolean;
  /** By BlazePose's numbers; those of the face but for nose and ears are left out. */
  readonly pose: readonly Vec3[];
  /** 0 where a landmark is missing or not finite, else MediaPipe's visibility, 0..1. */
  readonly visibility: Float64Array;
  readonly hands: readonly [HandLandmarks, HandLandmarks];
}

export interface HandLandmarks {
  /** 0 = not seen; a hand with any landmark missing is not seen. */
  score: number;
  readonly points: readonly Vec3[];
}

const points = (count: number): Vec3[] => Array.from({ length: count }, () => vec3());

export const createPersonLandmarks = (): PersonLandmarks => ({
  body: false,
  pose: points(POSE_LANDMARKS),
  visibility: new Float64Array(POSE_LANDMARKS),
  hands: [
    { score: 0, points: points(HAND_LANDMARKS) },
    { score: 0, points: points(HAND_LANDMARKS) },
  ],
});

/** Farther than this from the body's or hand's centre, in metres, a landmark is a fault of the tracker. */
const FARTHEST = 5;

/** Reads a frame's world landmarks. MediaPipe's image axes (x right, y down, z away) become VRM's: (x, −y, −z). */
export const readPersonLandmarks = (frame: TrackingFrame, person: PersonLandmarks): void => {
  const { worldLandmarks } = frame.pose;
  person.body = frame.pose.score > 0;
  for (let n = 0; n < READ.length; n++) {
    const i = READ[n]!;
    const seen = readPoint(worldLandmarks, i * 4, person.pose[i]!);
    const visibility = worldLandmarks[i * 4 + 3]!;
    person.visibility[i] = seen && person.body && visibility > 0 ? Math.min(1, visibility) : 0;
  }
  readHand(frame.leftHand, person.hands[0]);
  readHand(frame.rightHand, person.hands[1]);
};

const readHand = (hand: HandTracking, out: HandLandmarks): void => {
  let seen = hand.score > 0;
  for (let i = 0; i < HAND_LANDMARKS; i++)
    if (!readPoint(hand.worldLandmarks, i * 3, out.points[i]!)) seen = false;
  out.score = seen ? Math.min(1, hand.score) : 0;
};

const readPoint = (values: Float32Array, at: number, out: Vec3): boolean => {
  const x = values[at]!;
  const y = values[at + 1]!;
  const z = values[at + 2]!;
  // Also false for what is no number.
  const seen = x * x + y * y + z * z < FARTHEST * FARTHEST;
  out.x = seen ? x : 0;
  out.y = seen ? -y : 0;
  out.z = seen ? -z : 0;
  return seen;
};
