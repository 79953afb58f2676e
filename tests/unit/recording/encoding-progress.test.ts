import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEncodingProgress } from '../../../src/renderer/output/recording/encoding-progress';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const waitFor = (waiting: Promise<void>) => {
  const seen = { isOver: false };
  void waiting.then(() => {
    seen.isOver = true;
  });
  return seen;
};

test('a moment is reached when picture and sound are there, not sooner', async () => {
  const progress = createEncodingProgress(['video', 'audio']);
  progress.came('video', 8);
  const seen = waitFor(progress.reaches(8));
  for (let sound = 3; sound < 8; sound++) {
    progress.came('audio', sound);
    await vi.advanceTimersByTimeAsync(3000);
    expect(seen.isOver, `with ${sound} s of sound`).toBe(false);
  }
  progress.came('audio', 8);
  await vi.advanceTimersByTimeAsync(100);
  expect(seen.isOver).toBe(true);
});

test('sound that has ended, or that there is none of, is not waited for', async () => {
  const silent = createEncodingProgress(['video']);
  silent.came('video', 8);
  await silent.reaches(8);
  const unplugged = createEncodingProgress(['video', 'audio']);
  unplugged.came('video', 8);
  const seen = waitFor(unplugged.reaches(8));
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen.isOver).toBe(false);
  unplugged.ended('audio');
  await vi.advanceTimersByTimeAsync(100);
  expect(seen.isOver).toBe(true);
});

test('an encoder that gives nothing is given up after five seconds, though the other one goes on', async () => {
  const progress = createEncodingProgress(['video', 'audio']);
  progress.came('video', 7);
  const seen = waitFor(progress.reaches(8));
  for (let i = 0; i < 40; i++) {
    progress.came('audio', 8 + i);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(seen.isOver, 'after four seconds').toBe(false);
  await vi.advanceTimersByTimeAsync(2000);
  expect(seen.isOver).toBe(true);
});
