import type { TrackedPart } from './tracker';

export interface ScheduleOptions {
  /** The parts to share an image's time. */
  parts: readonly TrackedPart[];
  /** Milliseconds that tracking one image should take at most: the camera's frame time. */
  budgetMs: number;
}

/** What the last results say about where hands may be. */
export interface HandEvidence {
  /** The hand tracker holds at least one hand. */
  seen: boolean;
  /** The pose has a wrist in or near the picture, or nobody knows (no pose yet). */
  likely: boolean;
}

/** How often to look for hands that the pose says are not there: it can be wrong, for instance at the picture's edge. */
const SEARCH_INTERVAL_MS = 700;

/** Share of a new measurement in a part's running cost. */
const COST_GAIN = 0.2;

/**
 * Decides which parts run on an image. The face always does. Pose and hands run both where the budget allows, else in turn:
 * the one that waited longer relative to its cost first. Pure: time is an argument.
 */
export interface Schedule {
  /**
   * Writes into `out` the parts to run on the image of time `now` (ms), in order, and returns it. At least one unless
   * there is nothing to look for.
   */
  plan(now: number, hands: HandEvidence, out: TrackedPart[]): TrackedPart[];
  /** Tells that a part ran on the image of `now` and took `ms`. */
  ran(part: TrackedPart, now: number, ms: number): void;
}

export const createSchedule = ({ parts, budgetMs }: ScheduleOptions): Schedule => {
  const costs = { face: 0, pose: 0, hands: 0 };
  const lastRun = { face: -Infinity, pose: -Infinity, hands: -Infinity };
  const hasFace = parts.includes('face');
  const hasPose = parts.includes('pose');
  const hasHands = parts.includes('hands');

  const handsDue = (now: number, hands: HandEvidence): boolean =>
    hasHands && (hands.seen || hands.likely || now - lastRun.hands >= SEARCH_INTERVAL_MS);

  return {
    plan(now, hands, out) {
      out.length = 0;
      let spent = 0;
      if (hasFace) {
        out.push('face');
        spent = costs.face;
      }
      const runHands = handsDue(now, hands);
      if (!hasPose && !runHands) return out;
      const poseFirst = hasPose && (!runHands || lastRun.pose <= lastRun.hands);
      const first: TrackedPart = poseFirst ? 'pose' : 'hands';
      out.push(first);
      spent += costs[first];
      const second: TrackedPart = poseFirst ? 'hands' : 'pose';
      const wantsSecond = second === 'hands' ? runHands : hasPose;
      if (wantsSecond && spent + costs[second] <= budgetMs) out.push(second);
      return out;
    },
    ran(part, now, ms) {
      lastRun[part] = now;
      costs[part] = costs[part] === 0 ? ms : costs[part] + COST_GAIN * (ms - costs[part]);
    },
  };
};
