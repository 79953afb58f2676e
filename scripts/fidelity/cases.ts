import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MotionFrame } from '@shared/motion-frame';
import { parseBvh } from '../synthetic/bvh';
import { retargetBvh } from '../synthetic/bvh-retarget';
import { setDeskPose, setFullBodyPose } from '../synthetic/poses';
import { createRandom } from '../synthetic/random';
import { SEQUENCES } from '../synthetic/sequences';

/** A set of true poses. */
export interface Case {
  name: string;
  mode: 'upper' | 'full';
  count: number;
  /** Frames follow each other in time (the solver keeps its memory); otherwise each stands alone. */
  continuous: boolean;
  pose(index: number, frame: MotionFrame): void;
}

const FRAME_RATE = 30;

const randomCase = (name: string, mode: 'upper' | 'full', count: number, seed: number): Case => ({
  name,
  mode,
  count,
  continuous: false,
  pose: (index, frame) => {
    const set = mode === 'full' ? setFullBodyPose : setDeskPose;
    set(frame, createRandom(seed + index * 7919));
  },
});

const sequenceCase = (name: keyof typeof SEQUENCES, seconds: number): Case => ({
  name: `${name}, moving`,
  mode: 'upper',
  count: seconds * FRAME_RATE,
  continuous: true,
  pose: (index, frame) => SEQUENCES[name](index / FRAME_RATE, frame),
});

/** Motion capture clips beside the project, where they are: `../shared/data/bvh`. */
const clipCases = (): Case[] => {
  const folder = resolve('../shared/data/bvh');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.bvh'))
    .map((file) => {
      const clip = retargetBvh(parseBvh(readFileSync(resolve(folder, file), 'utf8')), FRAME_RATE);
      return {
        name: `${file} (motion capture)`,
        mode: 'full',
        count: clip.count,
        continuous: true,
        pose: clip.pose,
      };
    });
};

export const allCases = (): Case[] => [
  randomCase('Random desk poses', 'upper', 1000, 1),
  randomCase('Random full-body poses', 'full', 500, 2),
  sequenceCase('talk', 20),
  ...clipCases(),
];
