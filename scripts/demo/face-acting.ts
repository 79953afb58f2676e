import { ARKIT_COUNT, ARKIT_INDEX, type ArkitBlendshape } from '@shared/expressions';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import { faceShape } from '../synthetic/face-points';
import { during } from '../synthetic/sequences';
import { blendPoses, createFacePose, type FaceClip, type FacePose, sampleClip } from './face-clip';

/** What the footage shows, and where in it: ms in turning-head.ktake. */
export const LOOKS_AHEAD = 730;
const LOOKS_RIGHT = 270;
const LOOKS_LEFT = 1075;

/** Seconds of the demo. */
export const LENGTH = 25;
const TALKS = { from: 13.6, to: 19 };
const SMILES = [
  { from: 7.2, to: 13.5, strength: 1 },
  { from: 19.3, to: 24, strength: 0.5 },
];
const BLINKS = [0.5, 2.75, 5.2, 9.4, 14.7, 17.3, 19.1, 22.1, 24.3];
const BLINK_SECONDS = 0.24;

/** Places in the footage of the turning head by the second of the demo; eased from one to the next. */
const LOOKS: readonly (readonly [second: number, place: number])[] = [
  [0.8, LOOKS_AHEAD],
  [2.3, LOOKS_RIGHT],
  [2.9, LOOKS_RIGHT],
  [4.9, LOOKS_LEFT],
  [5.5, LOOKS_LEFT],
  [6.9, LOOKS_AHEAD],
];

/** Where the footage of the moving face plays: forward while waving, to and fro later. */
const smilePlace = (seconds: number): number =>
  seconds < 16
    ? Math.max(0, seconds - 7.2) * 830
    : 1600 - 1200 * Math.cos(((seconds - 19.3) * Math.PI) / 4.7);

/**
 * The demo's face: recorded ones, slowed and joined, with speech and blinks put in, of which the footage has none.
 * @param seconds 0..LENGTH
 */
export const actFace = (
  clips: { turning: FaceClip; smiling: FaceClip },
  seconds: number,
  out: FacePose,
): void => {
  sampleClip(clips.turning, lookPlace(seconds), out);
  const smile = SMILES.reduce(
    (sum, { from, to, strength }) => sum + strength * during(seconds, from, to, 0.9),
    0,
  );
  if (smile > 0) {
    sampleClip(clips.smiling, smilePlace(seconds), smiling);
    blendPoses([out, smiling], [1 - smile, smile], out);
  }
  addWeights(speechAndBlinks(seconds), out);
};

const smiling = createFacePose();
const added = new Float32Array(ARKIT_COUNT);
const restShape = faceShape(
  new Float32Array(ARKIT_COUNT),
  0,
  0,
  new Float64Array(FACE_LANDMARKS * 3),
).slice();
const movedShape = new Float64Array(FACE_LANDMARKS * 3);

const lookPlace = (seconds: number): number => {
  const wander = during(seconds, TALKS.from, TALKS.to) * 75 * Math.sin((2 * Math.PI * 7 * seconds) / LENGTH);
  const next = LOOKS.findIndex(([second]) => second > seconds);
  if (next <= 0) return LOOKS_AHEAD + wander;
  const [from, here] = LOOKS[next - 1]!;
  const [to, there] = LOOKS[next]!;
  const t = (seconds - from) / (to - from);
  return here + (there - here) * (t * t * (3 - 2 * t)) + wander;
};

/** ARKit weights of the synthetic part. */
const speechAndBlinks = (seconds: number): Float32Array => {
  added.fill(0);
  const put = (name: ArkitBlendshape, weight: number): void => {
    added[ARKIT_INDEX[name]] = Math.max(0, Math.min(1, weight));
  };
  for (const begin of BLINKS) {
    const t = (seconds - begin) / BLINK_SECONDS;
    if (t <= 0 || t >= 1) continue;
    const closed = Math.sin(Math.PI * t) ** 0.7;
    put('eyeBlinkLeft', closed);
    put('eyeBlinkRight', closed);
  }
  // Two phrases of about four syllables a second, with a breath between them.
  const speech = during(seconds, TALKS.from, 16.1, 0.3) + during(seconds, 16.6, TALKS.to, 0.3);
  if (speech > 0) {
    const syllable = Math.abs(Math.sin(2 * Math.PI * 1.9 * seconds + 0.9 * Math.sin(3.1 * seconds)));
    const vowel = Math.sin(2 * Math.PI * 1.27 * seconds);
    put('jawOpen', speech * syllable * (0.4 + 0.18 * Math.sin(2 * Math.PI * 0.83 * seconds)));
    put('mouthFunnel', speech * 0.4 * syllable * vowel);
    put('mouthPucker', speech * 0.35 * vowel * (1 - syllable));
    put('mouthStretchLeft', speech * -0.3 * vowel * syllable);
    put('mouthStretchRight', speech * -0.3 * vowel * syllable);
    put('mouthSmileLeft', speech * -0.35 * vowel);
    put('mouthSmileRight', speech * -0.35 * vowel);
    put('browInnerUp', speech * 0.35 * Math.sin(2 * Math.PI * 0.4 * seconds));
  }
  return added;
};

/** Adds weights to a face, and moves its points as they say. */
const addWeights = (weights: Float32Array, out: FacePose): void => {
  faceShape(weights, 0, 0, movedShape);
  for (let i = 0; i < movedShape.length; i++) out.points[i]! += movedShape[i]! - restShape[i]!;
  for (let i = 0; i < ARKIT_COUNT; i++)
    out.blendshapes[i] = Math.min(1, Math.max(out.blendshapes[i]!, weights[i]!));
};
