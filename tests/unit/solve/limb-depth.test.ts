import { createPersonLandmarks, POSE } from '@motion/solve/direct/landmarks';
import { createLimbDepth } from '@motion/solve/direct/limb-depth';
import type { createMotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureFlattened } from '../../../scripts/fidelity/flattened';
import { setDeskPose } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';

const BODY = { shoulderWidth: 0.36, armLength: 0.5 };
const JOINTS = [POSE.shoulder, POSE.elbow, POSE.wrist, POSE.little, POSE.index, POSE.thumb].flatMap((i) => [
  i,
  i + 1,
]);

const createBody = (seed: number) => {
  const random = createRandom(seed);
  const person = createPersonLandmarks();
  person.body = true;
  person.visibility.fill(1);
  for (const joint of JOINTS)
    Object.assign(person.pose[joint]!, {
      x: random.uniform(-0.4, 0.4),
      y: random.uniform(-0.4, 0.4),
      z: random.uniform(-0.4, 0.4),
    });
  return person;
};

const restored = (seed: number, body: Parameters<ReturnType<typeof createLimbDepth>['setBody']>[0]) => {
  const depth = createLimbDepth();
  depth.setBody(body);
  const person = createBody(seed);
  depth.restore(person);
  return person.pose;
};

describe('depth that a tracker has flattened', () => {
  it('comes back with a calibration, and nothing is lost where it was never gone', () => {
    const desk = {
      name: 'desk',
      mode: 'upper',
      count: 120,
      continuous: false,
      pose: (i: number, frame: ReturnType<typeof createMotionFrame>) =>
        setDeskPose(frame, createRandom(1 + i * 7919)),
    } as const;
    const [whole, , flat] = measureFlattened(desk);
    for (const [row, share] of [
      ['Upper arm direction', 0.6],
      ['Forearm direction', 0.5],
    ] as const) {
      expect(flat!.calibrated.rows.get(row)!.median).toBeLessThan(share * flat!.plain.rows.get(row)!.median);
      expect(whole!.calibrated.rows.get(row)!.median).toBeLessThan(1.1 * whole!.plain.rows.get(row)!.median);
    }
  });

  it('is stretched away from the joint before by a half at most, and nothing else moves', () => {
    const chains = [0, 1].map((side) => [POSE.shoulder + side, POSE.elbow + side, POSE.wrist + side]);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const before = createBody(seed).pose;
        const after = restored(seed, BODY);
        JOINTS.forEach((joint) => {
          expect(after[joint]!.x).toBe(before[joint]!.x);
          expect(after[joint]!.y).toBe(before[joint]!.y);
        });
        const spans = [
          ...chains.flatMap(([s, e, w]) => [[s!, e!] as const, [e!, w!] as const]),
          [11, 12] as const,
        ];
        for (const [from, to] of spans) {
          const was = before[to]!.z - before[from]!.z;
          const is = after[to]!.z - after[from]!.z;
          expect(is * Math.sign(was)).toBeGreaterThanOrEqual(Math.abs(was) - 1e-12);
          expect(is * Math.sign(was)).toBeLessThanOrEqual(1.5 * Math.abs(was) + 1e-12);
        }
      }),
    );
  });

  it('stays as it is without measures, or with some that nobody has', () => {
    for (const body of [
      undefined,
      { shoulderWidth: 0, armLength: 0 },
      { shoulderWidth: 2, armLength: 3 },
      { shoulderWidth: Number.NaN, armLength: Number.NaN },
    ])
      expect(restored(7, body)).toEqual(createBody(7).pose);
  });

  it('stays as it is where a joint is not seen', () => {
    const depth = createLimbDepth();
    depth.setBody(BODY);
    const person = createBody(3);
    person.visibility.fill(0);
    depth.restore(person);
    expect(person.pose).toEqual(createBody(3).pose);
  });
});
