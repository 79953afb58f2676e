import { type SpritePose, spritePose } from '@motion/sprite/sprite-pose';
import { createSpriteStates } from '@motion/sprite/sprite-state';
import { EXPRESSION_INDEX } from '@shared/expressions';
import type { MotionFrame } from '@shared/motion-frame';
import { spritePictureOf } from '@shared/sprite-avatar';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../context';
import { packDraft, type SpriteDraft } from './draft';

/** Without a person before the camera the trial speaks and blinks by itself: after this long, ms. */
const ALONE_AFTER = 600;
const VOWELS = (['aa', 'ih', 'ou', 'ee', 'oh'] as const).map((name) => EXPRESSION_INDEX[name]);

interface Face {
  mouth: number;
  lids: number;
  heard: number;
}

/** The avatar as it will move, by the person before the camera or by itself. @param mood name of the mood to show */
export const SpriteTrial = ({ draft, mood }: { draft: SpriteDraft; mood: string }) => {
  const { t } = useTranslation();
  const { pipeline } = useActions();
  const image = useRef<HTMLImageElement>(null);

  useEffect(() => {
    const { pictures, moods } = packDraft(draft);
    const shown = moods.find(({ name }) => name === mood) ?? moods[0];
    const states = createSpriteStates(draft.motion.talkAt);
    const pose: SpritePose = { x: 0, y: 0, tilt: 0, scaleX: 1, scaleY: 1 };
    const still = { x: 0, y: 0, roll: 0 };
    const none = new Float32Array(0);
    const face: Face = { mouth: 0, lids: 0, heard: Number.NEGATIVE_INFINITY };
    const stop = pipeline()?.onMotion((frame) => readFace(frame, face));
    let last = performance.now();
    let request = 0;
    const draw = (now: number): void => {
      request = requestAnimationFrame(draw);
      if (now - face.heard > ALONE_AFTER) actAlone(now, face);
      states.step(face.mouth, face.lids, none, now - last);
      last = now;
      const element = image.current;
      if (element === null || shown === undefined) return;
      const { url } = pictures[spritePictureOf(shown, states.state)]!;
      if (element.src !== url) element.src = url;
      const { x, y, tilt, scaleX, scaleY } = spritePose(draft.motion, now, states.sinceTalk, still, pose);
      element.style.transform = `translate(${x * 100}%, ${-y * 100}%) rotate(${-tilt}rad) scale(${scaleX}, ${scaleY})`;
    };
    request = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(request);
      stop?.();
    };
  }, [draft, mood, pipeline]);

  const empty = draft.moods.every(({ pictures }) => Object.keys(pictures).length === 0);
  return (
    <div className="k-trial">
      {empty ? <span>{t('sprites.trialEmpty')}</span> : <img ref={image} alt={t('sprites.trial')} />}
    </div>
  );
};

const readFace = ({ expressions, confidence }: MotionFrame, face: Face): void => {
  if (confidence[0]! <= 0) return;
  face.heard = performance.now();
  face.mouth = 0;
  for (const vowel of VOWELS) face.mouth += expressions[vowel]!;
  face.lids = Math.min(expressions[EXPRESSION_INDEX.blinkLeft]!, expressions[EXPRESSION_INDEX.blinkRight]!);
};

/** Two seconds of speech, two of silence, a blink in each. */
const actAlone = (now: number, face: Face): void => {
  const speaks = now % 4000 < 2000;
  face.mouth = speaks ? 0.5 + 0.5 * Math.sin(now / 70) : 0;
  face.lids = now % 2000 > 1000 && now % 2000 < 1220 ? 1 : 0;
};
