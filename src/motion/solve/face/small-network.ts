/**
 * A network of one hidden layer, as a script fits it. Inputs are taken in standard deviations from their mean; a hidden unit
 * is x/√(1+x²), an answer the logistic function. Weights are whole numbers times a step, row by row of what they lead to.
 */
export interface Network {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly first: readonly number[];
  readonly firstStep: number;
  readonly firstBias: readonly number[];
  readonly second: readonly number[];
  readonly secondStep: number;
  readonly secondBias: readonly number[];
}

export interface NetworkRunner {
  /** Answers, 0..1, of the network run last. */
  readonly answers: Float64Array;
  /** @param inputs as many as the network has, from `at` on; they must be finite. */
  run(inputs: Float64Array, at: number): void;
}

export const createNetworkRunner = (network: Network): NetworkRunner => {
  const count = network.mean.length;
  const mean = Float64Array.from(network.mean);
  // The deviations go into the first layer, so that nothing has to be divided by them.
  const first = Float64Array.from(
    network.first,
    (weight, i) => (weight * network.firstStep) / network.deviation[i % count]!,
  );
  const firstBias = Float64Array.from(network.firstBias);
  const second = Float64Array.from(network.second, (weight) => weight * network.secondStep);
  const secondBias = Float64Array.from(network.secondBias);
  const given = new Float64Array(count);
  const hidden = new Float64Array(firstBias.length);
  const answers = new Float64Array(secondBias.length);
  return {
    answers,
    run(inputs, at) {
      for (let i = 0; i < count; i++) given[i] = inputs[at + i]! - mean[i]!;
      multiply(first, given, firstBias, hidden);
      for (let h = 0; h < hidden.length; h++) hidden[h] = hidden[h]! / Math.sqrt(1 + hidden[h]! * hidden[h]!);
      multiply(second, hidden, secondBias, answers);
      for (let o = 0; o < answers.length; o++) answers[o] = 1 / (1 + Math.exp(-answers[o]!));
    },
  };
};

const multiply = (rows: Float64Array, by: Float64Array, plus: Float64Array, out: Float64Array): void => {
  let at = 0;
  for (let o = 0; o < out.length; o++) {
    let sum = plus[o]!;
    for (let i = 0; i < by.length; i++) sum += rows[at++]! * by[i]!;
    out[o] = sum;
  }
};
