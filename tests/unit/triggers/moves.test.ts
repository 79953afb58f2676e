import { clipDuration, createClipPlayer } from '@motion/clip';
import { readVrmaClip } from '@motion/codecs/vrma-reader';
import { writeVrma } from '@motion/codecs/vrma-writer';
import { HUMANOID_BONES } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { validateBytes } from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import { bakeMove } from '../../../scripts/clips/bake-move';
import { MOVES } from '../../../scripts/clips/moves';
import { POSES } from '../../../scripts/clips/poses';
import { HUMAN_REST } from '../../../scripts/synthetic/skeleton';

/** Repeat without a seam. */
const LOOPS = ['idle-sway', 'idle-hip', 'sit-think', 'dance'];
/** Degrees that a bone may turn between keys, 50 ms apart: hands wave, nothing jumps. */
const FASTEST = 30;

const turned = (a: Float32Array, i: number, j: number): number => {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += a[i + k]! * a[j + k]!;
  return (2 * Math.acos(Math.min(1, Math.abs(dot))) * 180) / Math.PI;
};

describe.each(Object.entries({ ...MOVES, ...POSES }))('the animation %s', (name, move) => {
  const clip = bakeMove(name, move);
  const width = clip.bones.length * 4;

  it('never jumps', () => {
    for (let key = 1; key < clip.times.length; key++)
      for (let b = 0; b < clip.bones.length; b++) {
        const degrees = turned(clip.rotations, (key - 1) * width + b * 4, key * width + b * 4);
        expect(degrees, `${HUMANOID_BONES[clip.bones[b]!]} at ${clip.times[key]} ms`).toBeLessThan(FASTEST);
      }
  });

  if (LOOPS.includes(name))
    it('ends as it begins', () => {
      const last = (clip.times.length - 1) * width;
      for (let b = 0; b < clip.bones.length; b++)
        expect(turned(clip.rotations, b * 4, last + b * 4), HUMANOID_BONES[clip.bones[b]!]).toBeLessThan(1);
    });

  it('becomes a sound file that is read back as it was', async () => {
    const bytes = writeVrma(clip, HUMAN_REST, { generator: 'test' });
    const report = await validateBytes(bytes);
    expect(report.issues.messages.filter(({ severity }: { severity: number }) => severity === 0)).toEqual([]);
    const back = readVrmaClip(bytes, name);
    expect(clipDuration(back)).toBeCloseTo(clipDuration(clip), 1);
    expect([...back.bones]).toEqual([...clip.bones]);
    expect([...back.expressions]).toEqual([...clip.expressions]);
  });
});

describe.each(Object.entries(POSES))('%s', (name, move) => {
  const clip = bakeMove(name, move);

  it('is one pose of the whole body, and leaves the face to the person', () => {
    expect(clip.times).toHaveLength(1);
    expect(clip.bones.length).toBeGreaterThan(40);
    expect(clip.expressions).toHaveLength(0);
  });

  it('stays until it is stopped', () => {
    const player = createClipPlayer(clip, { loop: false }, createMotionFrame('animation'));
    const shown = createMotionFrame('animation');
    expect(player.at(600_000, shown)).toBe(true);
    expect(Math.hypot(...shown.bones.subarray(0, 4))).toBeCloseTo(1, 5);
  });
});
