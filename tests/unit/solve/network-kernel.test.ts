import { readFileSync } from 'node:fs';
import { createNetworkRunner, type Network } from '@motion/solve/face/small-network';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeNetworkKernel } from '../../../scripts/network-kernel';

test('the kernel that ships is the one that network-kernel.wat says', async () => {
  const shipped = readFileSync(
    new URL('../../../src/motion/solve/face/network-kernel.ts', import.meta.url),
    'utf8',
  );
  expect(shipped).toBe(await makeNetworkKernel());
});

const EVEN = 5;
const ODD = 3;
const COUNT = EVEN + ODD;

const numbers = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: length, maxLength: length });

/** Of hidden units and answers there are more than one group of rows, and not a whole number of groups. */
const networks = fc
  .record({ hidden: fc.integer({ min: 1, max: 40 }), answers: fc.integer({ min: 1, max: 20 }) })
  .chain(({ hidden, answers }) =>
    fc.record<Network>({
      even: fc.constant(EVEN),
      mean: numbers(COUNT),
      deviation: fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), {
        minLength: COUNT,
        maxLength: COUNT,
      }),
      first: numbers(hidden * COUNT),
      firstStep: fc.constant(0.25),
      firstBias: numbers(hidden),
      second: numbers(answers * hidden),
      secondStep: fc.constant(0.5),
      secondBias: numbers(answers),
    }),
  );

/** The network as its definition says, of one side. */
const answersOf = (network: Network, inputs: readonly number[], sign: number): number[] => {
  const hidden = network.firstBias.map((bias, h) => {
    const sum = inputs.reduce(
      (total, input, i) =>
        total +
        (network.first[h * COUNT + i]! *
          network.firstStep *
          ((i < EVEN ? input : sign * input) - (i < EVEN ? network.mean[i]! : sign * network.mean[i]!))) /
          network.deviation[i]!,
      bias,
    );
    return sum / Math.sqrt(1 + sum * sum);
  });
  return network.secondBias.map((bias, o) => {
    const sum = hidden.reduce(
      (total, value, h) => total + network.second[o * hidden.length + h]! * network.secondStep * value,
      bias,
    );
    return 1 / (1 + Math.exp(-sum));
  });
};

test('a network answers what its weights say, of whatever size', () => {
  fc.assert(
    fc.property(networks, numbers(COUNT), (network, inputs) => {
      // The weights of what differs between the sides are fitted to a mean of nothing.
      const centred = { ...network, mean: network.mean.map((mean, i) => (i < EVEN ? mean : 0)) };
      const runner = createNetworkRunner(centred);
      runner.inputs.set(inputs);
      runner.run();
      for (const [o, answer] of answersOf(centred, inputs, 1).entries())
        expect(runner.left[o]).toBeCloseTo(answer, 4);
      for (const [o, answer] of answersOf(centred, inputs, -1).entries())
        expect(runner.right[o]).toBeCloseTo(answer, 4);
    }),
  );
});
