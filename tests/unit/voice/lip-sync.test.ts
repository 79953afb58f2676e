import { createShaper, shapeOptions } from '@motion/shape/shaper';
import { createLipSync } from '@motion/voice/lip-sync';
import { createSoundMatcher } from '@motion/voice/sound-matcher';
import { FRAME_SIZE } from '@motion/voice/sound-reader';
import { SPOKEN_EXPRESSIONS } from '@motion/voice/viseme-shapes';
import { createVoiceMouth } from '@motion/voice/voice-mouth';
import { createVowelLesson } from '@motion/voice/vowel-lesson';
import { EXPRESSION_COUNT, EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileFlite, labelledFrames, profileOf } from '../../../scripts/make-vowel-profile';
import { framesOf, joined, silence, speak } from './flite-voice';

const VOWELS = ['aa', 'ih', 'ou', 'ee', 'oh'] as const;
const weightOf = (expressions: Float32Array, name: ExpressionName): number =>
  expressions[EXPRESSION_INDEX[name]]!;
const vowelsOf = (expressions: Float32Array): number =>
  VOWELS.reduce((sum, name) => sum + weightOf(expressions, name), 0);

let flite: WebAssembly.Module;
beforeAll(() => {
  flite = compileFlite();
});

/** The mouth at every frame. */
const mouthsOf = (frames: readonly Float32Array[], strength = 1): Float32Array[] => {
  const lipSync = createLipSync({ gate: -45, strength });
  return frames.map((frame) => {
    lipSync.push(frame, 0);
    const expressions = new Float32Array(EXPRESSION_COUNT);
    lipSync.write(expressions);
    return expressions;
  });
};

describe('the mouth of a voice', () => {
  it('opens with speech, and is shut in the silence before, between and after', () => {
    const words = speak(flite, 'slt', 'Hello everyone, my avatar talks.');
    const mouths = mouthsOf(framesOf(joined(silence(0.6), words, silence(0.7), words, silence(0.6))));
    const jaw = mouths.map((mouth) => weightOf(mouth, 'jawOpen'));
    const speech = jaw.slice(60, 60 + Math.floor(words.length / 160));
    expect(Math.max(...jaw.slice(0, 55))).toBe(0);
    expect(Math.max(...speech)).toBeGreaterThan(0.3);
    expect(speech.filter((open) => open > 0.08).length / speech.length).toBeGreaterThan(0.4);
    const pause = 60 + Math.floor(words.length / 160) + 45;
    expect(Math.max(...jaw.slice(pause, pause + 20))).toBeLessThan(0.01);
    expect(jaw.at(-1)).toBe(0);
  });

  it('never wants more of a face than there is', () => {
    const frame = fc
      .array(fc.double({ min: -120, max: 120, noNaN: true }), {
        minLength: FRAME_SIZE,
        maxLength: FRAME_SIZE,
      })
      .map((values) => Float32Array.from(values));
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.2, max: 2 }),
        (frames, s) => {
          for (const mouth of mouthsOf(frames, s)) {
            expect(mouth.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
            expect(vowelsOf(mouth)).toBeLessThanOrEqual(1.0001);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('opens as far for a quiet microphone as for a loud one', () => {
    const words = speak(flite, 'rms', 'We were away a year ago, and you knew who moved the balloon.');
    const widest = (gain: number): number =>
      Math.max(...mouthsOf(framesOf(words.map((x) => x * gain))).map((mouth) => weightOf(mouth, 'jawOpen')));
    expect(widest(0.12) / widest(1)).toBeGreaterThan(0.6);
  });

  it('tells the vowels of a voice that its profile does not know better than chance by far', () => {
    const known = ['rms', 'kal16'].map((voice) =>
      [
        'Father calmly parked the car far from the dark barn.',
        'Please keep these three green leaves clean for me.',
        'Who knew the moon would soon be full, too cool for you.',
        'Ten men sent bread and jelly to the next wedding.',
        'Joan wrote a note and rode home alone on the old boat road.',
      ].flatMap((text) => labelledFrames(flite, voice, text)),
    );
    const matcher = createSoundMatcher(profileOf(known));
    const shares = new Float64Array(7);
    const heard = labelledFrames(
      flite,
      'awb',
      'Good morning, could you please open the window and let some air in?',
    );
    let vowels = 0;
    let right = 0;
    for (const { of, level, cepstra } of heard) {
      if (level < -45) continue;
      matcher.match(Float32Array.from(cepstra), 0, shares);
      if (of < 0 || of > 4) continue;
      vowels += 1;
      const best = VOWELS.map((_, v) => shares[v]!).reduce(
        (b, share, v, all) => (share > all[b]! ? v : b),
        0,
      );
      if (best === of) right += 1;
    }
    expect(vowels).toBeGreaterThan(80);
    expect(right / vowels).toBeGreaterThan(0.45);
  });
});

describe('the user’s own vowels', () => {
  /** Frames of a steady sound with two formants, as a vowel has them. */
  const vowel = (f1: number, f2: number, seconds: number): Float32Array[] =>
    framesOf(
      Float32Array.from({ length: 16_000 * seconds }, (_, i) => {
        let sum = 0;
        for (let harmonic = 1; harmonic * 120 < 4_000; harmonic++) {
          const f = harmonic * 120;
          const gain = 1 / (1 + ((f - f1) / 90) ** 2) + 0.5 / (1 + ((f - f2) / 120) ** 2) + 0.004;
          sum += gain * Math.sin((2 * Math.PI * f * i) / 16_000);
        }
        return sum * 0.1;
      }),
    );
  // Peterson & Barney, "Control Methods Used in a Study of the Vowels" (1952), men.
  const SPOKEN = [
    [730, 1090],
    [270, 2290],
    [300, 870],
    [530, 1840],
    [570, 840],
  ] as const;

  it('are learnt one after the other and told apart from then on', () => {
    const lesson = createVowelLesson();
    for (const [f1, f2] of SPOKEN)
      for (const frame of vowel(f1, f2, 2.1)) if (lesson.vowel < 5) lesson.push(frame, 0, frame[0]! > -45);
    expect(lesson.vowel).toBe(5);
    const vowels = lesson.finish();
    if ('alike' in vowels) throw new Error(`alike: ${vowels.alike.join()}`);
    SPOKEN.forEach(([f1, f2], v) => {
      const lipSync = createLipSync({ gate: -45, strength: 1, vowels });
      for (const frame of vowel(f1, f2, 0.5)) lipSync.push(frame, 0);
      const mouth = new Float32Array(EXPRESSION_COUNT);
      lipSync.write(mouth);
      const weights = VOWELS.map((name) => weightOf(mouth, name));
      expect(weights.indexOf(Math.max(...weights)), VOWELS[v]).toBe(v);
    });
  });

  it('are refused where one was said twice', () => {
    const lesson = createVowelLesson();
    for (const v of [0, 1, 2, 1, 4])
      for (const frame of vowel(SPOKEN[v]![0], SPOKEN[v]![1], 2)) lesson.push(frame, 0, true);
    expect(lesson.finish()).toEqual({ alike: [1, 3] });
  });

  it('wait for a voice', () => {
    const lesson = createVowelLesson();
    for (const frame of framesOf(silence(3))) lesson.push(frame, 0, false);
    expect(lesson).toMatchObject({ vowel: 0, share: 0 });
    expect(lesson.silentFor).toBeGreaterThan(2_900);
  });
});

describe('voice and camera', () => {
  const createBench = (mode: 'off' | 'unseen' | 'together' | 'alone') => {
    const voice = {
      opening: 0.6,
      write: (expressions: Float32Array) => {
        for (const e of SPOKEN_EXPRESSIONS) expressions[e] = 0;
        expressions[EXPRESSION_INDEX.aa] = 0.8;
        expressions[EXPRESSION_INDEX.jawOpen] = voice.opening;
      },
    };
    const mouth = createVoiceMouth(voice);
    mouth.setMode(mode);
    const frame = createMotionFrame('voice');
    return {
      voice,
      mouth,
      frame,
      at: (now: number): MotionFrame => {
        mouth.write(frame, now);
        return frame;
      },
    };
  };
  const seenFace = (jaw = 0.1): MotionFrame => {
    const frame = createMotionFrame('tracking');
    frame.drives.expressions.fill(1);
    frame.expressions[EXPRESSION_INDEX.jawOpen] = jaw;
    frame.expressions[EXPRESSION_INDEX.ih] = 0.7;
    return frame;
  };
  const jawOf = (frame: MotionFrame): number => weightOf(frame.expressions, 'jawOpen');
  const drivesMouth = (frame: MotionFrame): boolean =>
    SPOKEN_EXPRESSIONS.every((e) => frame.drives.expressions[e] === 1);

  it('drives the mouth and nothing else: the lids, the head and the smile go on by themselves', () => {
    const { at } = createBench('alone');
    const frame = at(1_000);
    expect(frame.time).toBe(1_000);
    expect(drivesMouth(frame)).toBe(true);
    expect(frame.drives.flags.reduce((sum, flag) => sum + flag, 0)).toBe(SPOKEN_EXPRESSIONS.length);
    for (const name of ['eyeBlinkLeft', 'mouthSmileLeft', 'mouthFrownRight', 'happy'] as const)
      expect(frame.drives.expressions[EXPRESSION_INDEX[name]], name).toBe(0);
  });

  it('alone, the voice has the mouth, whether a face is seen or not; off, never', () => {
    const { mouth, at } = createBench('alone');
    mouth.see(seenFace(0.9), 1_000);
    expect(jawOf(at(1_010))).toBeCloseTo(0.6);
    mouth.setMode('off');
    expect(drivesMouth(at(1_030))).toBe(false);
  });

  it('while a face is seen it is the camera’s; lost for a moment it waits; then it is the voice’s, until the face is back', () => {
    const { mouth, at } = createBench('unseen');
    expect(drivesMouth(at(1_000))).toBe(true);
    mouth.see(seenFace(), 1_010);
    expect(drivesMouth(at(1_020))).toBe(false);
    mouth.see(createMotionFrame('tracking'), 1_043);
    expect(drivesMouth(at(1_200))).toBe(false);
    expect(drivesMouth(at(1_400))).toBe(true);
    mouth.see(seenFace(), 1_410);
    expect(drivesMouth(at(1_420))).toBe(false);
  });

  it('does not take a slow camera for none', () => {
    const { mouth, at } = createBench('unseen');
    for (let i = 0; i < 5; i++) mouth.see(seenFace(), 1_000 + i * 300);
    expect(drivesMouth(at(2_900))).toBe(false);
    expect(drivesMouth(at(3_200))).toBe(true);
  });

  it('together, whichever opens it more, and never more than one mouth’s worth of vowels; in silence the camera’s', () => {
    const { voice, mouth, at } = createBench('together');
    mouth.see(seenFace(0.1), 1_000);
    const frame = at(1_010);
    expect(jawOf(frame)).toBeCloseTo(0.6);
    expect(vowelsOf(frame.expressions)).toBeCloseTo(1);
    mouth.see(seenFace(0.9), 1_033);
    expect(jawOf(at(1_040))).toBeCloseTo(0.9);
    voice.opening = 0;
    mouth.see(seenFace(0.2), 1_500);
    expect(jawOf(at(1_600))).toBeCloseTo(0.2);
    mouth.see(seenFace(0.2), 2_600);
    expect(drivesMouth(at(2_650))).toBe(false);
  });

  it('is laid over the camera’s mouth on the Stage, and leaves its lids', () => {
    const shaper = createShaper(shapeOptions(defaultSettings().motion));
    const { at } = createBench('alone');
    const shown = createMotionFrame('mix');
    const face = seenFace(0);
    face.expressions[EXPRESSION_INDEX.eyeBlinkLeft] = 0.5;
    face.expressions[EXPRESSION_INDEX.eyeBlinkRight] = 0.5;
    for (let now = 1_000; now < 3_000; now += 20) {
      face.time = now;
      shaper.push(face);
      shaper.pushSource('lips', at(now));
      shaper.step(now, shown);
    }
    expect(jawOf(shown)).toBeCloseTo(0.6, 2);
    expect(weightOf(shown.expressions, 'eyeBlinkLeft')).toBeGreaterThan(0.3);
  });
});
