import { createHingeSolver, hingeShape } from '@motion/solve/direct/hinge';
import { vec3 } from '@motion/solve/maths/vector';
import { beforeEach, describe, expect, test } from 'vitest';

const DEGREE = Math.PI / 180;
const FRAME = 1000 / 30;
const UPPER = vec3(1, 0, 0);
const SHAPE = hingeShape(UPPER, UPPER, vec3(0, 0, 1));

const hinge = createHingeSolver();
let time = 0;

/** The roll, degrees, that the solver says of an arm along +X that is bent by `bend` and rolled by `roll` (degrees) from the front. */
const solvedRoll = (bend: number, roll: number): number => {
  time += FRAME;
  const aside = Math.sin(bend * DEGREE);
  const lower = vec3(
    Math.cos(bend * DEGREE),
    aside * Math.sin(-roll * DEGREE),
    aside * Math.cos(roll * DEGREE),
  );
  hinge.solve(SHAPE, UPPER, lower, SHAPE.axis, { time });
  const { axis } = hinge.hinge;
  return Math.atan2(-axis.z, -axis.y) / DEGREE;
};

/** How far the answer turns to and fro while the roll that is seen does so by 20°. */
const unrest = (bend: number): number => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let frame = 0; frame < 20; frame++) {
    const roll = solvedRoll(bend, frame % 2 === 0 ? -10 : 10);
    if (frame < 10) continue;
    least = Math.min(least, roll);
    most = Math.max(most, roll);
  }
  return most - least;
};

describe('a limb of two bones', () => {
  beforeEach(() => {
    hinge.reset();
    time = 1000;
  });

  test('shows the roll that it is first seen with', () => {
    for (const roll of [-30, 0, 40]) {
      hinge.reset();
      expect(solvedRoll(25, roll)).toBeCloseTo(roll, 3);
    }
  });

  test('trembles less in its roll the straighter it is', () => {
    expect(unrest(80)).toBeCloseTo(20, 3);
    hinge.reset();
    const nearlyStraight = unrest(25);
    expect(nearlyStraight).toBeLessThan(12);
    hinge.reset();
    expect(unrest(15)).toBeLessThan(nearlyStraight / 2);
  });

  test('has a new roll within a quarter of a second, however slightly it is bent', () => {
    for (const bend of [15, 25, 40]) {
      hinge.reset();
      solvedRoll(bend, 0);
      let roll = 0;
      for (let frame = 0; frame < 8; frame++) roll = solvedRoll(bend, 30);
      expect(roll, `at a bend of ${bend}°`).toBeGreaterThan(bend < 20 ? 20 : 29);
      expect(roll).toBeLessThan(30.01);
    }
  });

  test('takes another pose for what it is at once', () => {
    solvedRoll(25, 0);
    expect(solvedRoll(25, 80)).toBeCloseTo(80, 3);
  });
});
