import { createSoundClock } from './sound-clock';

/** Chunks (10 ms each) that are kept while nobody knows yet where they belong. */
const MOST_HELD = 500;

export interface SoundReaderOptions {
  /** Milliseconds of the one clock. */
  now(): number;
  /** Whether there is a picture yet, which the sound can be set against. */
  hasPicture(): boolean;
  /** Takes the chunk over; the next one is given when this resolves. @param time at which it begins, ms of the one clock */
  take(chunk: AudioData, time: number): Promise<void>;
}

/**
 * Reads a microphone and says when each of its chunks sounded. Sound that comes before its clock is set, or before the first picture has
 * arrived, waits. Resolves when the microphone ends; rejects as `take` does.
 */
export const readSound = async (
  microphone: Pick<ReadableStreamDefaultReader<AudioData>, 'read'>,
  { now, hasPicture, take }: SoundReaderOptions,
): Promise<void> => {
  const clock = createSoundClock();
  const held: AudioData[] = [];
  const keepNewest = (most: number): void => {
    while (held.length > most) held.shift()?.close();
  };

  try {
    for (;;) {
      const asked = now();
      const { value, done } = await microphone.read();
      if (done || value === undefined) return;
      const begin = value.timestamp / 1000;
      if (clock.hear({ begin, end: begin + value.duration / 1000, asked, arrived: now() })) keepNewest(0);
      held.push(value);
      const { offset } = clock;
      if (!hasPicture() || offset === undefined) keepNewest(MOST_HELD);
      else
        for (let chunk = held.shift(); chunk !== undefined; chunk = held.shift())
          await take(chunk, chunk.timestamp / 1000 + offset);
    }
  } finally {
    keepNewest(0);
  }
};
