import { ARKIT_COUNT, ARKIT_INDEX, type ArkitBlendshape } from '@shared/expressions';
import { LATERAL_AT, LEFT_AT, MIDDLE_AT, MIDDLE_FEATURES, SIDE_FEATURES } from './arkit-estimator-features';

const side = (name: (typeof SIDE_FEATURES)[number]): number => SIDE_FEATURES.indexOf(name);
const middle = (name: (typeof MIDDLE_FEATURES)[number]): number => MIDDLE_AT + MIDDLE_FEATURES.indexOf(name);

const EYE_OPEN = side('eyeOpen');
const LOWER_LID = side('lowerLidY');
const IRIS_OUT = side('irisOut');
const IRIS_UP = side('irisUp');
const BROW_INNER = side('browInnerY');
const BROW_MIDDLE = side('browMiddleY');
const BROW_OUTER = side('browOuterY');
const CORNER_X = side('cornerX');
const CORNER_Y = side('cornerY');
const UPPER_LIP = side('upperLipY');
const LOWER_LIP = side('lowerLipY');
const CHEEKBONE = side('cheekboneY');
const LIP_GAP = middle('lipGap');
const CHIN = middle('chinY');
const UPPER_TOP = middle('upperLipTopY');
const UPPER_EDGE = middle('upperLipEdgeY');
const LOWER_EDGE = middle('lowerLipEdgeY');
const LOWER_BOTTOM = middle('lowerLipBottomY');
const CHIN_X = LATERAL_AT;
const MOUTH_X = LATERAL_AT + 1;
const YAW = LATERAL_AT + 2;

/**
 * Sideways and upward move of the iris, in widths of the eye, at a look weight of 1: an eyeball of 1.2 cm radius in an eye of
 * 2.95 cm (on the average face) that turns by 34° and 29°, as the gaze solver takes such a weight.
 */
const IRIS_SIDEWAYS = (1.2 / 2.95) * Math.sin(0.6);
const IRIS_UPWARDS = (1.2 / 2.95) * Math.sin(0.5);
/** Weights that a straight look has in the official model. */
const DOWN_AT_REST = 0.2;
const UP_AT_REST = 0.05;

const SIDES = [
  { at: 0, of: (name: string) => ARKIT_INDEX[`${name}Right` as ArkitBlendshape] },
  { at: LEFT_AT, of: (name: string) => ARKIT_INDEX[`${name}Left` as ArkitBlendshape] },
].map(({ at, of }) => ({
  at,
  blink: of('eyeBlink'),
  wide: of('eyeWide'),
  squint: of('eyeSquint'),
  lookIn: of('eyeLookIn'),
  lookOut: of('eyeLookOut'),
  lookUp: of('eyeLookUp'),
  lookDown: of('eyeLookDown'),
  browDown: of('browDown'),
  browOuterUp: of('browOuterUp'),
  cheekSquint: of('cheekSquint'),
  smile: of('mouthSmile'),
  frown: of('mouthFrown'),
  dimple: of('mouthDimple'),
  stretch: of('mouthStretch'),
  upperUp: of('mouthUpperUp'),
  lowerDown: of('mouthLowerDown'),
  press: of('mouthPress'),
}));
type Side = (typeof SIDES)[number];

/** 0 up to `from`, 1 from `to` on, straight between. */
const ramp = (value: number, from: number, to: number): number =>
  Math.max(0, Math.min(1, (value - from) / (to - from)));

/**
 * Blendshapes by how far each measure is from the face at rest. Ranges, in centimetres on the average face, are those of the
 * project's footage where a blendshape moves in it (docs/arkit-estimator.md), else those of a full, plain expression.
 *
 * @param change FEATURE_COUNT, the measures less those of the face at rest.
 * @param weights ARKIT_COUNT. `cheekPuff`, `noseSneer` and `tongueOut` stay 0: no rule here sees them.
 */
export const writeWeights = (change: Float64Array, weights: Float32Array): void => {
  weights.fill(0, 0, ARKIT_COUNT);
  const gap = change[LIP_GAP]!;
  const parted = ramp(gap, 0.1, 0.5);
  const jawOpen = ramp(-change[LOWER_EDGE]!, 0.15, 2.4) * parted;
  weights[ARKIT_INDEX.jawOpen] = jawOpen;
  for (let i = 0; i < SIDES.length; i++) {
    writeEye(change, weights, SIDES[i]!);
    writeMouthSide(change, weights, SIDES[i]!, jawOpen, parted);
  }
  weights[ARKIT_INDEX.browInnerUp] = ramp(
    (change[BROW_INNER]! + change[LEFT_AT + BROW_INNER]!) / 2,
    0.1,
    0.6,
  );
  writeMouth(change, weights, parted);
};

const writeEye = (change: Float64Array, weights: Float32Array, eye: Side): void => {
  const { at } = eye;
  const open = change[at + EYE_OPEN]!;
  weights[eye.blink] = ramp(-open, 0.02, 0.19);
  weights[eye.wide] = ramp(open, 0.05, 0.16);
  weights[eye.squint] = ramp(change[at + LOWER_LID]!, 0.02, 0.2);
  const out = change[at + IRIS_OUT]! / IRIS_SIDEWAYS;
  const up = change[at + IRIS_UP]! / IRIS_UPWARDS;
  weights[eye.lookOut] = ramp(out, 0, 1);
  weights[eye.lookIn] = ramp(-out, 0, 1);
  weights[eye.lookUp] = ramp(UP_AT_REST + up * (1 - UP_AT_REST), 0, 1);
  weights[eye.lookDown] = ramp(DOWN_AT_REST - up * (1 - DOWN_AT_REST), 0, 1);
  weights[eye.browDown] = ramp(-(change[at + BROW_INNER]! + change[at + BROW_MIDDLE]!) / 2, 0.08, 0.5);
  weights[eye.browOuterUp] = ramp(change[at + BROW_OUTER]! + change[at + BROW_MIDDLE]!, 0.15, 1);
};

const writeMouthSide = (
  change: Float64Array,
  weights: Float32Array,
  mouth: Side,
  jawOpen: number,
  parted: number,
): void => {
  const { at } = mouth;
  const outwards = change[at + CORNER_X]!;
  const upwards = change[at + CORNER_Y]!;
  const smile = ramp(0.6 * upwards + 0.5 * outwards + 0.3 * jawOpen, 0.25, 1.2);
  const unsmiling = 1 - smile;
  weights[mouth.smile] = smile;
  const drop = (change[UPPER_EDGE]! + change[LOWER_EDGE]!) / 2 - upwards;
  weights[mouth.frown] = ramp(drop, 0.2, 0.8) * unsmiling;
  weights[mouth.stretch] = ramp(outwards, 0.2, 0.9) * unsmiling;
  weights[mouth.dimple] = 0.3 * smile * (1 - parted);
  weights[mouth.cheekSquint] = ramp(change[at + CHEEKBONE]!, 0.15, 0.7) * smile * 0.5;
  weights[mouth.upperUp] = ramp(change[at + UPPER_LIP]!, 0.2, 1.5) * parted;
  // A grin with parted lips bares the lower teeth, too, though its lower lip hardly falls.
  const bared = ramp(-change[at + LOWER_LIP]! - 1.2 * jawOpen, 0.1, 1);
  weights[mouth.lowerDown] = Math.max(bared, 0.4 * smile) * parted;
  const thickness = change[UPPER_TOP]! - change[UPPER_EDGE]! + change[LOWER_EDGE]! - change[LOWER_BOTTOM]!;
  weights[mouth.press] = ramp(-thickness, 0.15, 0.7) * (1 - parted);
};

const writeMouth = (change: Float64Array, weights: Float32Array, parted: number): void => {
  const narrow = -(change[CORNER_X]! + change[LEFT_AT + CORNER_X]!) / 2;
  const smile = (weights[ARKIT_INDEX.mouthSmileLeft]! + weights[ARKIT_INDEX.mouthSmileRight]!) / 2;
  const closed = 1 - parted;
  const unsmiling = 1 - smile;
  weights[ARKIT_INDEX.mouthPucker] = ramp(narrow, 0.2, 0.9) * (1 - 0.5 * parted);
  weights[ARKIT_INDEX.mouthFunnel] = ramp(narrow, 0.1, 0.7) * ramp(change[LIP_GAP]!, 0.15, 0.8);
  weights[ARKIT_INDEX.mouthClose] = ramp(-change[CHIN]!, 0.7, 2.2) * closed * unsmiling;
  weights[ARKIT_INDEX.mouthRollUpper] =
    ramp(change[UPPER_EDGE]! - change[UPPER_TOP]!, 0.15, 0.5) * closed * unsmiling;
  weights[ARKIT_INDEX.mouthRollLower] =
    ramp(change[LOWER_BOTTOM]! - change[LOWER_EDGE]!, 0.15, 0.7) * closed * unsmiling;
  weights[ARKIT_INDEX.mouthShrugLower] = ramp(change[LOWER_BOTTOM]!, 0.25, 0.8) * closed * unsmiling;
  weights[ARKIT_INDEX.mouthShrugUpper] = ramp(change[UPPER_TOP]!, 0.25, 0.7) * closed * unsmiling;
  // What lies on the middle of a turned head is measured the least surely.
  const front = 1 - ramp(Math.abs(change[YAW]!), 0.3, 0.6);
  weights[ARKIT_INDEX.mouthLeft] = ramp(change[MOUTH_X]!, 0.15, 0.8) * front;
  weights[ARKIT_INDEX.mouthRight] = ramp(-change[MOUTH_X]!, 0.15, 0.8) * front;
  weights[ARKIT_INDEX.jawLeft] = ramp(change[CHIN_X]!, 0.3, 1) * front;
  weights[ARKIT_INDEX.jawRight] = ramp(-change[CHIN_X]!, 0.3, 1) * front;
};
