import type { Timed } from './hinge';

/** From the seat to the middle of the head, metres: what a lean turns about. */
const SEAT_TO_HEAD = 0.68;
/** Farthest lean read from the head's distance, radians. */
const MOST_LEAN = 0.45;
/** Times in which the head's usual distance is learnt, at first and later, ms; frames farther apart are a new start. */
const FIRST_TIME = 1000;
const LATER_TIME = 45_000;
const LEARNING = 3000;
const LEAP = 1000;

/** How far the torso leans forward against the person's usual seat, radians. */
export interface Lean {
  readonly angle: number;
}

export interface LeanEstimator {
  readonly lean: Lean;
  /** Learns from a face at its distance from the camera (metres; 0 = not known: the lean stays as it was). */
  look(face: { readonly distance: number }, image: Timed): void;
  reset(): void;
}

/** Lean of someone whose hips are out of the picture: a head nearer than usual leans forward, farther leans back. */
export const createLeanEstimator = (): LeanEstimator => {
  const memory = { usual: 0, learnt: 0, lastTime: Number.NEGATIVE_INFINITY };
  const lean = { angle: 0 };
  return {
    lean,
    look({ distance }, { time }) {
      if (!(distance > 0.05 && distance < 20)) return;
      const elapsed = time - memory.lastTime;
      memory.lastTime = time;
      if (memory.usual === 0) memory.usual = distance;
      if (elapsed > 0 && elapsed < LEAP) {
        const share = elapsed / (memory.learnt < LEARNING ? FIRST_TIME : LATER_TIME);
        memory.usual += Math.min(1, share) * (distance - memory.usual);
        memory.learnt += elapsed;
      }
      const share = Math.max(-1, Math.min(1, (memory.usual - distance) / SEAT_TO_HEAD));
      lean.angle = Math.max(-MOST_LEAN, Math.min(MOST_LEAN, Math.asin(share)));
    },
    reset() {
      memory.usual = 0;
      memory.learnt = 0;
      lean.angle = 0;
      memory.lastTime = Number.NEGATIVE_INFINITY;
    },
  };
};
