/**
 * Power spectrum of real samples, by the radix-2 fast Fourier transform (Cooley & Tukey, "An Algorithm for the Machine Calculation of
 * Complex Fourier Series", 1965), in place.
 */
export interface PowerSpectrum {
  /** |X(k)|² of `samples` (`size` of them) for k = 0 .. size / 2, into `out`. Allocates nothing. */
  read(samples: Float32Array, out: Float64Array): void;
}

/** @param size a power of two */
export const createPowerSpectrum = (size: number): PowerSpectrum => {
  const bits = Math.log2(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const reversed = Uint32Array.from({ length: size }, (_, i) => reverseBits(i, bits));

  const transform = (): void => {
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half)
        for (let k = 0; k < half; k++) {
          const a = start + k;
          const b = a + half;
          const c = cosines[k * stride]!;
          const s = sines[k * stride]!;
          const re = real[b]! * c - imaginary[b]! * s;
          const im = real[b]! * s + imaginary[b]! * c;
          real[b] = real[a]! - re;
          imaginary[b] = imaginary[a]! - im;
          real[a]! += re;
          imaginary[a]! += im;
        }
    }
  };

  return {
    read: (samples, out) => {
      for (let i = 0; i < size; i++) real[reversed[i]!] = samples[i]!;
      imaginary.fill(0);
      transform();
      for (let k = 0; k <= size / 2; k++) out[k] = real[k]! ** 2 + imaginary[k]! ** 2;
    },
  };
};

const reverseBits = (value: number, bits: number): number => {
  let out = 0;
  for (let b = 0; b < bits; b++) out |= ((value >> b) & 1) << (bits - 1 - b);
  return out;
};
