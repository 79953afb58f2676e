import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSound } from '../../../src/renderer/output/recording/sound-reader';

/** Chunks as Chromium gives them, ms. */
const LONG = 10;

interface Chunk {
  /** When it sounded, on the one clock. */
  at: number;
  /** What the microphone says of when it sounded. */
  told: number;
  /** When a reader can have it, on the one clock. */
  there: number;
}

const fakeData = ({ told }: Chunk) => {
  const data = {
    timestamp: told * 1000,
    duration: LONG * 1000,
    isClosed: false,
    close: () => {
      data.isClosed = true;
    },
  };
  return data;
};

/** Sound from `from` on. `lag`: how late each chunk arrives; `origin`: zero of the clock that tells its times. */
const sound = (from: number, count: number, origin: number, lag: (i: number) => number): Chunk[] =>
  Array.from({ length: count }, (_, i) => {
    const at = from + i * LONG;
    return { at, told: at - origin, there: at + LONG + lag(i) };
  });

/** @returns what was taken of the chunks, and how many have been given back */
const read = async (chunks: Chunk[], { pictureFrom = 0 } = {}) => {
  let now = chunks[0]!.there;
  const datas = chunks.map(fakeData);
  const left = chunks.map((chunk, i) => ({ chunk, data: datas[i] }));
  const taken: { told: number; time: number }[] = [];
  await readSound(
    {
      read: async () => {
        const next = left.shift();
        if (next === undefined) return { value: undefined, done: true };
        now = Math.max(now, next.chunk.there);
        return { value: next.data as unknown as AudioData, done: false };
      },
    },
    {
      now: () => now,
      hasPicture: () => now >= pictureFrom,
      take: async (data, time) => {
        taken.push({ told: data.timestamp / 1000, time });
        data.close();
      },
    },
  );
  return { taken, closed: datas.filter(({ isClosed }) => isClosed).length };
};

/** How far what was taken lies from when it sounded, ms. */
const errors = (taken: { told: number; time: number }[], origin: number): number[] =>
  taken.map(({ told, time }) => time - (told + origin));

describe('a microphone that is read', () => {
  it('keeps its own distances, and none of it is lost', async () => {
    const chunks = sound(5000, 300, 1234, () => 3);
    const { taken } = await read(chunks);
    expect(taken.map(({ told }) => told)).toEqual(chunks.map(({ told }) => told));
    for (const error of errors(taken, 1234)) expect(error).toBeCloseTo(3, 6);
  });

  it('is placed by its soonest chunk, however late the others come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 40, maxLength: 40 }),
        async (late) => {
          // Chunks never overtake each other.
          let last = 0;
          const chunks = sound(5000, 200, -777, (i) => late[i % late.length]!).map((chunk) => {
            last = Math.max(last, chunk.there);
            return { ...chunk, there: last };
          });
          const { taken } = await read(chunks);
          expect(taken).toHaveLength(200);
          const lags = chunks.map(({ at, there }) => there - at - LONG);
          for (const error of errors(taken, -777)) {
            expect(error).toBeGreaterThanOrEqual(Math.min(...lags) - 1e-6);
            expect(error).toBeLessThanOrEqual(300);
          }
        },
      ),
    );
  });

  it('is not told late by what lay ready while the recorder was set up', async () => {
    // For 900 ms nobody read: the chunks of that time come at once.
    const chunks = sound(5000, 300, 0, () => 3).map((chunk) => ({
      ...chunk,
      there: Math.max(chunk.there, 5900),
    }));
    const { taken } = await read(chunks);
    expect(taken).toHaveLength(300);
    for (const error of errors(taken, 0)) expect(error).toBeLessThan(10);
  });

  it('is placed rightly although its first chunks are told by the clock of another page', async () => {
    // Read before the stream went to the worker: by the page, whose clock is 5 s ahead of the worker's.
    const early = sound(20_000, 27, 12_000, () => 2).map((chunk) => ({ ...chunk, there: 20_272 }));
    const rest = sound(20_270, 300, 17_000, () => 2);
    const { taken, closed } = await read([...early, ...rest]);
    expect(taken.map(({ told }) => told)).toEqual(rest.map(({ told }) => told));
    for (const error of errors(taken, 17_000)) expect(error).toBeCloseTo(2, 6);
    expect(closed).toBe(327);
  });

  it('waits for the first picture, and loses nothing of the moments before', async () => {
    const chunks = sound(0, 400, 0, () => 2);
    const { taken } = await read(chunks, { pictureFrom: 2000 });
    expect(taken).toHaveLength(400);
  });

  it('holds five seconds at most while nothing is shown', async () => {
    const chunks = sound(0, 3000, 0, () => 2);
    const { taken, closed } = await read(chunks, { pictureFrom: 29_000 });
    expect(taken[0]!.told).toBeGreaterThan(23_000);
    expect(closed).toBe(3000);
  });

  it('is recorded by a thread that never has to wait for it, too', async () => {
    const left = sound(0, 1500, 0, () => 0);
    let now = 20_000;
    const taken: number[] = [];
    await readSound(
      {
        read: async () => {
          const next = left.shift();
          return next === undefined
            ? { value: undefined, done: true }
            : { value: fakeData(next) as unknown as AudioData, done: false };
        },
      },
      {
        now: () => now,
        // Between two chunks it is busy with something else.
        hasPicture: () => {
          now += 2 * LONG;
          return true;
        },
        take: async (data) => void taken.push(data.timestamp / 1000),
      },
    );
    expect(taken).toHaveLength(1500);
  });

  it('fails where it cannot be encoded, and gives everything back', async () => {
    const data = sound(0, 100, 0, () => 2).map((chunk) => ({ chunk, data: fakeData(chunk) }));
    let now = 0;
    const left = [...data];
    const reading = readSound(
      {
        read: async () => {
          const next = left.shift()!;
          now = next.chunk.there;
          return { value: next.data as unknown as AudioData, done: false };
        },
      },
      {
        now: () => now,
        hasPicture: () => true,
        take: async (chunk) => {
          chunk.close();
          throw new Error('no encoder');
        },
      },
    );
    await expect(reading).rejects.toThrow('no encoder');
    const given = data.length - left.length;
    expect(data.slice(0, given).every(({ data: { isClosed } }) => isClosed)).toBe(true);
  });
});
