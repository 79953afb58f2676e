import { ARKIT_INDEX, ARKIT_OFFSET, type ArkitBlendshape } from '@shared/expressions';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import type { FaceSign } from '@shared/triggers';
import { ramp } from './latch';

/** A score of 0 (not at all) .. 1 (clearly) for a face. NaN where the face is not seen. */
export const scoreFace = (sign: FaceSign, frame: MotionFrame): number =>
  frame.confidence[PART_INDEX.face]! > 0 ? SCORES[sign](frame) : Number.NaN;

const of = (frame: MotionFrame, name: ArkitBlendshape): number =>
  frame.expressions[ARKIT_OFFSET + ARKIT_INDEX[name]]!;

const mean = (frame: MotionFrame, a: ArkitBlendshape, b: ArkitBlendshape): number =>
  (of(frame, a) + of(frame, b)) / 2;

/** How far the lids of one eye are closed beyond those of the other. */
const wink = (frame: MotionFrame, shut: ArkitBlendshape, open: ArkitBlendshape): number =>
  Math.min(ramp(of(frame, shut), 0.4, 0.65), ramp(of(frame, shut) - of(frame, open), 0.2, 0.4));

const SCORES: Readonly<Record<FaceSign, (frame: MotionFrame) => number>> = {
  smile: (frame) => ramp(mean(frame, 'mouthSmileLeft', 'mouthSmileRight'), 0.3, 0.6),
  'wide-eyes': (frame) => ramp(mean(frame, 'eyeWideLeft', 'eyeWideRight'), 0.2, 0.5),
  'open-mouth': (frame) => ramp(of(frame, 'jawOpen'), 0.35, 0.6),
  pucker: (frame) =>
    Math.min(ramp(of(frame, 'mouthPucker'), 0.4, 0.75), ramp(of(frame, 'jawOpen'), 0.3, 0.15)),
  frown: (frame) =>
    Math.min(
      ramp(
        Math.max(
          mean(frame, 'browDownLeft', 'browDownRight'),
          mean(frame, 'mouthFrownLeft', 'mouthFrownRight'),
        ),
        0.3,
        0.6,
      ),
      ramp(mean(frame, 'mouthSmileLeft', 'mouthSmileRight'), 0.4, 0.2),
    ),
  'brows-up': (frame) =>
    ramp(Math.max(of(frame, 'browInnerUp'), mean(frame, 'browOuterUpLeft', 'browOuterUpRight')), 0.35, 0.65),
  'wink-left': (frame) => wink(frame, 'eyeBlinkLeft', 'eyeBlinkRight'),
  'wink-right': (frame) => wink(frame, 'eyeBlinkRight', 'eyeBlinkLeft'),
};
