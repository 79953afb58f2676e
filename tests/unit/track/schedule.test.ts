import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchedule, type HandEvidence } from '../../../src/renderer/track/schedule';
import type { TrackedPart } from '../../../src/renderer/track/tracker';

const FRAME_MS = 33;

/** Runs the schedule over images that come every 33 ms, or as soon as the parts are done. */
const simulate = (options: {
  parts: TrackedPart[];
  costs: Record<TrackedPart, number>;
  hands: HandEvidence;
  images: number;
}): { counts: Record<TrackedPart, number>; plans: string[]; elapsed: number } => {
  const schedule = createSchedule({ parts: options.parts, budgetMs: FRAME_MS });
  const counts = { face: 0, pose: 0, hands: 0 };
  const plans: string[] = [];
  const out: TrackedPart[] = [];
  let now = 1_700_000_000_000;
  const start = now;
  for (let image = 0; image < options.images; image++) {
    let spent = 0;
    for (const part of schedule.plan(now, options.hands, out)) {
      schedule.ran(part, now, options.costs[part]);
      counts[part]++;
      spent += options.costs[part];
    }
    plans.push(out.join('+'));
    now += Math.max(FRAME_MS, spent);
  }
  return { counts, plans, elapsed: now - start };
};

const handsInView = { seen: true, likely: true };

describe('the schedule of parts', () => {
  it('runs everything on every image where the machine is fast enough', () => {
    const { plans } = simulate({
      parts: ['face', 'pose', 'hands'],
      costs: { face: 4, pose: 8, hands: 12 },
      hands: handsInView,
      images: 30,
    });
    for (const plan of plans) expect(plan.split('+').sort().join('+')).toBe('face+hands+pose');
  });

  it('runs the face on every image and the others in turn where it is not', () => {
    const { counts, plans } = simulate({
      parts: ['face', 'pose', 'hands'],
      costs: { face: 19, pose: 43, hands: 70 },
      hands: handsInView,
      images: 100,
    });
    expect(counts.face).toBe(100);
    expect(Math.abs(counts.pose - counts.hands)).toBeLessThanOrEqual(2);
    expect(plans.slice(2)).not.toContain('face+pose+hands');
  });

  it('leaves pose and hands alone in the face mode', () => {
    const { counts } = simulate({
      parts: ['face'],
      costs: { face: 19, pose: 43, hands: 70 },
      hands: handsInView,
      images: 20,
    });
    expect(counts).toEqual({ face: 20, pose: 0, hands: 0 });
  });

  it('looks for hands that the pose does not show only now and then', () => {
    const { counts, elapsed } = simulate({
      parts: ['pose', 'hands'],
      costs: { face: 0, pose: 43, hands: 70 },
      hands: { seen: false, likely: false },
      images: 200,
    });
    expect(counts.hands).toBeGreaterThan(2);
    expect((counts.hands * 1000) / elapsed).toBeLessThan(2);
  });

  it('keeps looking at a hand that it has, whatever the pose says', () => {
    const { counts } = simulate({
      parts: ['pose', 'hands'],
      costs: { face: 0, pose: 43, hands: 70 },
      hands: { seen: true, likely: false },
      images: 50,
    });
    expect(counts.hands).toBeGreaterThanOrEqual(24);
  });

  it('never starves a part, whatever the costs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (pose, hands) => {
        const { counts } = simulate({
          parts: ['pose', 'hands'],
          costs: { face: 0, pose, hands },
          hands: handsInView,
          images: 40,
        });
        expect(counts.pose).toBeGreaterThanOrEqual(19);
        expect(counts.hands).toBeGreaterThanOrEqual(19);
      }),
    );
  });
});
