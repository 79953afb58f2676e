import { createPowerSpectrum } from './fft';

/** Samples a second that sound is read at. */
export const SOUND_RATE = 16_000;
/** Samples from one frame of features to the next (10 ms), and that each is read from (32 ms). */
export const HOP = 160;
const WINDOW = 512;
/** Milliseconds of a hop. */
export const HOP_MS = (HOP / SOUND_RATE) * 1000;
/** Numbers that tell the timbre of a frame: mel-frequency cepstral coefficients 1..12. */
export const CEPSTRA = 12;
/** Numbers of a frame: its level, then its cepstra. */
export const FRAME_SIZE = 1 + CEPSTRA;
/** Level of silence, dBFS. */
export const SILENCE_DB = -100;

const MEL_BANDS = 26;
const LOWEST_HZ = 100;
const HIGHEST_HZ = 7_000;
const PRE_EMPHASIS = 0.97;
/** Keeps the logarithm of an empty band finite. */
const FLOOR = 1e-10;

/** Turns sound into frames of features. */
export interface SoundReader {
  /** Mono samples in -1..1 at {@link SOUND_RATE}, any number of them. Allocates nothing. */
  push(samples: Float32Array): void;
}

/**
 * @param onFrame every {@link HOP} samples: level (dBFS, root mean square of the window) and cepstra; the array is used again
 *
 * Mel-frequency cepstral coefficients as Davis & Mermelstein made them ("Comparison of Parametric Representations for Monosyllabic Word
 * Recognition", 1980): pre-emphasis, Hann window, power spectrum, triangular bands on the mel scale, logarithm, cosine transform.
 * Coefficient 0 is left out: it is loudness, which the level tells.
 */
export const createSoundReader = (onFrame: (frame: Float32Array) => void): SoundReader => {
  const spectrum = createPowerSpectrum(WINDOW);
  const recent = new Float32Array(WINDOW);
  const windowed = new Float32Array(WINDOW);
  const power = new Float64Array(WINDOW / 2 + 1);
  const logs = new Float64Array(MEL_BANDS);
  const frame = new Float32Array(FRAME_SIZE);
  let filled = WINDOW - HOP;

  const read = (): void => {
    let squares = 0;
    for (let i = 0; i < WINDOW; i++) squares += recent[i]! * recent[i]!;
    frame[0] = Math.max(SILENCE_DB, 10 * Math.log10(squares / WINDOW + 1e-12));
    windowed[0] = 0;
    for (let i = 1; i < WINDOW; i++) windowed[i] = (recent[i]! - PRE_EMPHASIS * recent[i - 1]!) * HANN[i]!;
    spectrum.read(windowed, power);
    for (let b = 0; b < MEL_BANDS; b++) {
      const { first, weights } = BANDS[b]!;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * power[first + k]!;
      logs[b] = Math.log(sum + FLOOR);
    }
    for (let c = 0; c < CEPSTRA; c++) {
      let sum = 0;
      for (let b = 0; b < MEL_BANDS; b++) sum += COSINES[c * MEL_BANDS + b]! * logs[b]!;
      frame[1 + c] = sum;
    }
    onFrame(frame);
  };

  return {
    push: (samples) => {
      for (let i = 0; i < samples.length; i++) {
        const sample = samples[i]!;
        recent[filled++] = Number.isFinite(sample) ? sample : 0;
        if (filled < WINDOW) continue;
        read();
        recent.copyWithin(0, HOP);
        filled = WINDOW - HOP;
      }
    },
  };
};

const HANN = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (WINDOW - 1)),
);

/** The mel scale. Source: O'Shaughnessy, "Speech Communication: Human and Machine" (1987). */
const toMel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const toHertz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Triangular bands: the first bin of the spectrum and the weights from there on. */
const BANDS = Array.from({ length: MEL_BANDS }, (_, band) => {
  const step = (toMel(HIGHEST_HZ) - toMel(LOWEST_HZ)) / (MEL_BANDS + 1);
  const edge = (i: number): number => (toHertz(toMel(LOWEST_HZ) + step * i) * WINDOW) / SOUND_RATE;
  const [low, middle, high] = [edge(band), edge(band + 1), edge(band + 2)];
  const first = Math.ceil(low);
  const weights = Float64Array.from({ length: Math.floor(high) - first + 1 }, (_, k) => {
    const bin = first + k;
    return bin <= middle ? (bin - low) / (middle - low) : (high - bin) / (high - middle);
  });
  return { first, weights };
});

/** Orthonormal cosine transform (DCT-II), rows 1..{@link CEPSTRA}. */
const COSINES = Float64Array.from({ length: CEPSTRA * MEL_BANDS }, (_, i) => {
  const [c, b] = [Math.floor(i / MEL_BANDS) + 1, i % MEL_BANDS];
  return Math.sqrt(2 / MEL_BANDS) * Math.cos((Math.PI * c * (b + 0.5)) / MEL_BANDS);
});
