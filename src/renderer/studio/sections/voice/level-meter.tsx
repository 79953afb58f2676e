import { GATE_RANGE } from '@shared/settings/voice';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../context';

/** Where a level lies between the ends of the gate's slider, which stands below, 0..1. */
const placeOf = (level: number): number => (level - GATE_RANGE.min) / (GATE_RANGE.max - GATE_RANGE.min);

/** How loud it is now, on the scale of the gate below, and which vowel is heard. Drawn past React, 50 times a second. */
export const LevelMeter = ({ gate, open }: { gate: number; open: boolean }) => {
  const { t } = useTranslation();
  const { onHeard } = useActions();
  const meter = useRef<HTMLMeterElement>(null);
  const vowels = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const bar = meter.current;
    if (!open || bar === null) return;
    const letters = [...(vowels.current?.children ?? [])] as HTMLElement[];
    const showShare = (letter: HTMLElement, share: number): void =>
      letter.style.setProperty('--share', share.toFixed(2));
    const stop = onHeard(({ level, voiced, opening, shares }) => {
      bar.value = level;
      bar.toggleAttribute('data-voiced', voiced);
      for (let v = 0; v < letters.length; v++) showShare(letters[v]!, (shares[v] ?? 0) * opening);
    });
    return () => {
      stop();
      bar.value = GATE_RANGE.min;
      bar.removeAttribute('data-voiced');
      for (const letter of letters) showShare(letter, 0);
    };
  }, [open, onHeard]);
  return (
    <div className="k-voice-level" data-open={open || undefined}>
      <ol ref={vowels} className="k-vowels" aria-hidden>
        {t('voice.vowels')
          .split(' ')
          .map((vowel) => (
            <li key={vowel}>{vowel}</li>
          ))}
      </ol>
      <div className="k-meter" style={{ '--gate': placeOf(gate) } as React.CSSProperties}>
        <meter
          ref={meter}
          aria-label={t('voice.level')}
          min={GATE_RANGE.min}
          max={GATE_RANGE.max}
          defaultValue={GATE_RANGE.min}
        />
      </div>
    </div>
  );
};
