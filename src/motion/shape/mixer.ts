import type { Milliseconds } from '@shared/clock';
import { EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { StepClock } from './clock';
import { blend, loadQuaternion, storeQuaternion } from './quaternion';

/** Sources beside the camera, in rising priority; each covers what it drives. `lips`: the user's voice; `voice`: the avatar's own. */
export const SOURCE_SLOTS = ['lips', 'vmc', 'phone', 'animation', 'voice'] as const;
export type SourceSlot = (typeof SOURCE_SLOTS)[number];

/** A source that says nothing for this long lets go, ms. */
const TIMEOUT: Milliseconds = 500;
/** Cross-fade of every bone and weight as a source takes it or lets it go, ms. */
const FADE: Milliseconds = 250;

const FLAGS = BONE_COUNT + EXPRESSION_COUNT + 2;
/** Of the hips' place, among the flags of a {@link MotionMask}. */
export const HIPS_FLAG = BONE_COUNT + EXPRESSION_COUNT;
const GAZE_FLAG = HIPS_FLAG + 1;

interface Slot {
  frame: MotionFrame;
  /** What the source drives, from 0 to 1 while it fades, by flag. */
  weights: Float64Array;
  /** Time of arrival of the newest frame; undefined before the first step that sees it. */
  arrived: Milliseconds | undefined;
  fresh: boolean;
  /** Whether any weight is above 0. */
  active: boolean;
}

/** Lays sources over a frame by priority; each value fades by itself as its source's mask takes it up or lets it go. */
export interface Mixer {
  push(slot: SourceSlot, frame: MotionFrame): void;
  /** How much of each value of the last mix is of sources, 0..1, by flag of a MotionMask. */
  readonly taken: Float64Array;
  /** Mixes the sources into `out`, which holds the motion below them. */
  mix(clock: StepClock, out: MotionFrame): void;
  reset(): void;
}

export const createMixer = (): Mixer => {
  const slots = SOURCE_SLOTS.map(
    (name): Slot => ({
      frame: createMotionFrame(name === 'lips' ? 'voice' : name),
      weights: new Float64Array(FLAGS),
      arrived: undefined,
      fresh: false,
      active: false,
    }),
  );
  const taken = new Float64Array(FLAGS);
  let wasActive = false;
  return {
    taken,
    push: (name, frame) => {
      const slot = slots[SOURCE_SLOTS.indexOf(name)]!;
      copyMotionFrame(frame, slot.frame);
      slot.fresh = true;
      slot.active = true;
    },
    mix: ({ now, elapsed }, out) => {
      if (wasActive) taken.fill(0);
      wasActive = false;
      for (let s = 0; s < slots.length; s++) {
        const slot = slots[s]!;
        if (!slot.active) continue;
        if (slot.fresh) slot.arrived = now;
        slot.fresh = false;
        fade(slot, slot.arrived !== undefined && now - slot.arrived <= TIMEOUT, elapsed);
        if (!slot.active) continue;
        wasActive = true;
        lay(slot, out);
        for (let f = 0; f < FLAGS; f++) taken[f] = Math.max(taken[f]!, soft(slot.weights[f]!));
      }
    },
    reset: () => {
      for (const slot of slots) {
        slot.weights.fill(0);
        slot.fresh = false;
        slot.active = false;
      }
    },
  };
};

const fade = (slot: Slot, alive: boolean, elapsed: Milliseconds): void => {
  const step = elapsed / FADE;
  const { flags } = slot.frame.drives;
  let active = alive;
  for (let f = 0; f < FLAGS; f++) {
    const w = slot.weights[f]!;
    const next = alive && flags[f] ? Math.min(1, w + step) : Math.max(0, w - step);
    slot.weights[f] = next;
    if (next > 0) active = true;
  }
  slot.active = active;
};

const soft = (w: number): number => w * w * (3 - 2 * w);

const lay = ({ frame, weights }: Slot, out: MotionFrame): void => {
  for (let b = 0; b < BONE_COUNT; b++)
    if (weights[b]! > 0) {
      share[0] = soft(weights[b]!);
      layBone(out.bones, frame.bones, b * 4);
    }
  for (let e = 0; e < EXPRESSION_COUNT; e++) {
    const w = weights[BONE_COUNT + e]!;
    if (w > 0) out.expressions[e]! += soft(w) * (frame.expressions[e]! - out.expressions[e]!);
  }
  share[0] = soft(weights[HIPS_FLAG]!);
  layVector(out.hips, frame.hips);
  share[0] = soft(weights[GAZE_FLAG]!);
  layVector(out.gaze, frame.gaze);
};

const share = new Float64Array(1);
const below = new Float64Array(4);
const above = new Float64Array(4);

/** By {@link share}. */
const layBone = (out: Float32Array, from: Float32Array, at: number): void => {
  loadQuaternion(out, at, below);
  loadQuaternion(from, at, above);
  blend(below, 0, above, 0, share, 0, below, 0);
  storeQuaternion(below, out, at);
};

/** By {@link share}. */
const layVector = (out: Float32Array, from: Float32Array): void => {
  if (share[0] === 0) return;
  for (let k = 0; k < out.length; k++) out[k]! += share[0]! * (from[k]! - out[k]!);
};
