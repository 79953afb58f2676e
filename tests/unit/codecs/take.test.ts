import {
  createTakePlayer,
  createTakeWriter,
  cutTake,
  readTake,
  type Take,
  TakeError,
} from '@motion/codecs/take';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankUnseen, numbersOf, sampleFrame } from './tracking-samples';

const meta = {
  name: 'Ünïcode 鏡 take',
  madeWith: 'Kagami 0.1.0',
  source: 'test',
  attribution: ['someone, CC BY 4.0'],
  labels: ['synthetic arms'],
};

const recordBytes = (count: number): Uint8Array => {
  const writer = createTakeWriter();
  const frame = createTrackingFrame();
  for (let i = 0; i < count; i++) writer.add(sampleFrame(i, frame));
  return writer.finish(meta);
};

const record = (count: number): Take => readTake(recordBytes(count));

const expectClose = (actual: TrackingFrame, expected: TrackingFrame): void => {
  const scores = (frame: TrackingFrame) => [
    frame.face.score,
    frame.pose.score,
    frame.leftHand.score,
    frame.rightHand.score,
  ];
  for (const [i, score] of scores(actual).entries()) expect(score).toBeCloseTo(scores(expected)[i] ?? 0, 2);
  const wanted = numbersOf(blankUnseen(expected));
  numbersOf(blankUnseen(actual)).forEach((values, list) => {
    const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[list]![i]!)), 0);
    // 1/16384 of the image, 0.1 mm; blendshapes and visibility are coarser.
    expect(worst).toBeLessThan([1, 2, 3].includes(list) ? 0.003 : 0.0001);
  });
};

/** Runs a job to its end. @returns what it made, and the progress that it told */
const run = <Made>(job: Generator<number, Made>): { made: Made; told: number[] } => {
  const told: number[] = [];
  for (;;) {
    const step = job.next();
    if (step.done) return { made: step.value, told };
    told.push(step.value);
  }
};

describe('a part of a take', () => {
  it('is a take that plays as the part did, to the last number of what was seen, and says whose work it is', () => {
    const whole = record(700);
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 24_000 }),
        fc.integer({ min: 0, max: 15_000 }),
        (from, length) => {
          const part = readTake(run(cutTake(whole, from, from + length)).made);
          const [expected, actual] = [createTrackingFrame(), createTrackingFrame()];
          const wanted = createTakePlayer(whole, { loop: false, from, to: from + length });
          const player = createTakePlayer(part, { loop: false });
          for (let at = 1; at < wanted.durationMs; at += 150) {
            const isNew = wanted.at(at, expected);
            expect(player.at(at, actual)).toBe(isNew);
            expect(actual.time).toBeCloseTo(expected.time, 0);
            expect(numbersOf(blankUnseen(actual))).toEqual(numbersOf(blankUnseen(expected)));
          }
          // The pause after the last frame comes on top.
          expect(part.durationMs).toBeLessThanOrEqual(wanted.durationMs + 34);
        },
      ),
      { numRuns: 8 },
    );
    const { made, told } = run(cutTake(whole, 5000, 8000));
    expect(readTake(made).meta).toEqual({ ...meta, name: '' });
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });
});

describe('a take', () => {
  it('gives back what was recorded: description, times, every part, at the precision of the format', () => {
    const take = record(700);
    expect(take.meta).toEqual(meta);
    expect(take.frameCount).toBe(700);
    expect(take.durationMs).toBeCloseTo(700 * 33.3, 0);
    const player = createTakePlayer(take, { loop: false });
    const played = createTrackingFrame();
    const recorded = createTrackingFrame();
    const firstTime = sampleFrame(0).time;
    for (let i = 0; i < 700; i++) {
      sampleFrame(i, recorded);
      expect(player.at(i * 33.3 + 1, played)).toBe(true);
      expect(played.time).toBeCloseTo(recorded.time - firstTime, 0);
      expect(played.pose.time).toBeCloseTo(recorded.pose.time - firstTime, 0);
      expect(played.leftHand.time).toBeCloseTo(recorded.leftHand.time - firstTime, 0);
      expect(played.imageWidth).toBe(640);
      if (i % 50 === 0 || i === 61) expectClose(played, recorded);
      expect(Array.from(played.face.matrix)).toEqual(Array.from(recorded.face.matrix));
    }
    expect(played.leftHand.score).toBe(0);
    expect(played.rightHand.score).toBeGreaterThan(0);
  });

  it('does not store a part again that was not tracked again', () => {
    const still = createTakeWriter();
    const frame = sampleFrame(0);
    for (let i = 0; i < 100; i++) {
      frame.time += 33;
      still.add(frame);
    }
    expect(still.finish(meta).length - record(1).bytes.length).toBeLessThan(100 * 8);
  });

  it('passes over a frame that is not newer', () => {
    const writer = createTakeWriter();
    expect(writer.add(sampleFrame(5))).toBe(true);
    expect(writer.add(sampleFrame(5))).toBe(true);
    expect(writer.add(sampleFrame(4))).toBe(true);
    expect(writer.frameCount).toBe(1);
  });

  it('keeps any numbers that a tracker may give finite', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1, maxLength: 40 }), (numbers) => {
        const frame = sampleFrame(0);
        for (const list of numbersOf(frame))
          for (let i = 0; i < list.length; i++) list[i] = numbers[i % numbers.length] ?? 0;
        const writer = createTakeWriter();
        writer.add(frame);
        const out = createTrackingFrame();
        createTakePlayer(readTake(writer.finish(meta)), { loop: false }).at(0, out);
        for (const list of numbersOf(out)) for (const value of list) expect(value).toSatisfy(Number.isFinite);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses to end without a frame', () => {
    expect(() => createTakeWriter().finish(meta)).toThrow(TakeError);
  });
});

describe('playing a take', () => {
  const take = record(650);

  it('gives the same frame at a time whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: take.durationMs * 2.5, noNaN: true }), { minLength: 2 }),
        (times) => {
          const seeking = createTakePlayer(take, { loop: true });
          const sought = createTrackingFrame();
          for (const time of times) seeking.at(time, sought);
          const fresh = createTrackingFrame();
          createTakePlayer(take, { loop: true }).at(times.at(-1) ?? 0, fresh);
          expect(blankUnseen(sought)).toEqual(blankUnseen(fresh));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('begins again after its end, with times that go on rising', () => {
    const player = createTakePlayer(take, { loop: true });
    const frame = createTrackingFrame();
    let lastTime = -1;
    for (let time = 0; time < take.durationMs * 2.2; time += 16) {
      if (!player.at(time, frame)) continue;
      expect(frame.time).toBeGreaterThan(lastTime);
      expect(frame.time).toBeLessThanOrEqual(time);
      expect(frame.face.time).toBeLessThanOrEqual(frame.time);
      lastTime = frame.time;
    }
    player.at(take.durationMs + 1, frame);
    expectClose(frame, sampleFrame(0));
  });

  it('plays a part of it again and again, with times that rise from 0', () => {
    const [from, to] = [5000, 7000];
    const player = createTakePlayer(take, { loop: true, from, to });
    expect(player.durationMs).toBe(2000);
    const frame = createTrackingFrame();
    let lastTime = -1;
    for (let time = 0; time < 5000; time += 16) {
      if (!player.at(time, frame)) continue;
      expect(frame.time).toBeGreaterThan(lastTime);
      expect(frame.time).toBeLessThanOrEqual(time);
      lastTime = frame.time;
    }
    const whole = createTrackingFrame();
    createTakePlayer(take, { loop: false }).at(from + 700, whole);
    player.at(2000 * 2 + 700, frame);
    expectClose(frame, whole);
    const once = createTakePlayer(take, { loop: false, from, to });
    once.at(9000, frame);
    expect(frame.time).toBeLessThanOrEqual(to - from);
  });

  it('stays at its last frame where it is not looped', () => {
    const player = createTakePlayer(take, { loop: false });
    const frame = createTrackingFrame();
    expect(player.at(take.durationMs * 3, frame)).toBe(true);
    expectClose(frame, lastSample(649));
    expect(player.at(take.durationMs * 4, frame)).toBe(false);
  });

  it('says when there is nothing new', () => {
    const player = createTakePlayer(take, { loop: true });
    const frame = createTrackingFrame();
    expect(player.at(0, frame)).toBe(true);
    expect(player.at(10, frame)).toBe(false);
    expect(player.at(34, frame)).toBe(true);
  });
});

const lastSample = (index: number): TrackingFrame => {
  const frame = createTrackingFrame();
  for (let i = 0; i <= index; i++) sampleFrame(i, frame);
  return frame;
};

describe('a hostile take', () => {
  const good = recordBytes(12);

  it('is refused with a sentence, never anything else', () => {
    const refusedOrRead = (bytes: Uint8Array): void => {
      try {
        const take = readTake(bytes);
        const out = createTrackingFrame();
        const player = createTakePlayer(take, { loop: true });
        for (let time = 0; time < 1000; time += 33) player.at(time, out);
        for (const list of numbersOf(out)) for (const value of list) expect(value).toSatisfy(Number.isFinite);
      } catch (error) {
        expect(error).toBeInstanceOf(TakeError);
        expect((error as TakeError).message).toMatch(/^[A-Z].*\.$/);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), refusedOrRead), { numRuns: 200 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(good.length),
        fc.boolean(),
        (changes, cut, isCut) => {
          const bytes = good.slice(0, isCut ? cut : good.length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          refusedOrRead(bytes);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is refused where it is cut off anywhere or something follows it', () => {
    for (let length = 0; length < good.length; length += 97)
      expect(() => readTake(good.slice(0, length))).toThrow(TakeError);
    const longer = new Uint8Array(good.length + 1);
    longer.set(good);
    expect(() => readTake(longer)).toThrow(/follows its end/);
  });

  it('is refused where it claims more frames than it can hold', () => {
    const bytes = good.slice();
    new DataView(bytes.buffer).setUint32(5, 999_999, true);
    expect(() => readTake(bytes)).toThrow(/number of frames/);
  });

  it('of a later version asks for an update', () => {
    const bytes = good.slice();
    bytes[4] = 2;
    expect(() => readTake(bytes)).toThrow(/newer Kagami/);
  });
});
