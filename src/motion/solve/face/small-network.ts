/**
 * A network of one hidden layer for what has two mirrored sides, as a script fits it. Of its inputs the first `even` are the same
 * for both sides, the others have the other sign. Inputs are taken in standard deviations from their mean; a hidden unit is
 * x/√(1+x²), an answer the logistic function. Weights are whole numbers times a step, row by row of what they lead to.
 */
export interface Network {
  readonly even: number;
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
  /** Answers, 0..1, of the network run last: of the left side and of the right. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** @param inputs as many as the network has, from `at` on, as the left side sees them; they must be finite. */
  run(inputs: Float64Array, at: number): void;
}

/** Rows that are multiplied at once: a processor adds several sums in the time of one. */
const ROWS = 4;

export const createNetworkRunner = (network: Network): NetworkRunner => {
  const count = network.mean.length;
  const { even } = network;
  const hiddenCount = network.firstBias.length;
  const outputCount = network.secondBias.length;
  const hiddenRows = Math.ceil(hiddenCount / ROWS) * ROWS;
  const outputRows = Math.ceil(outputCount / ROWS) * ROWS;
  // Mean and deviation go into the first layer, so that nothing has to be done to the inputs.
  const weight = (h: number, i: number): number =>
    (network.first[h * count + i]! * network.firstStep) / network.deviation[i]!;
  const firstBias = Float64Array.from({ length: hiddenRows }, (_, h) =>
    h < hiddenCount
      ? network.mean.reduce((sum, mean, i) => sum - mean * weight(h, i), network.firstBias[h]!)
      : 0,
  );
  const common = interleave(hiddenCount, even, (h, i) => weight(h, i));
  const different = interleave(hiddenCount, count - even, (h, i) => weight(h, even + i));
  const second = interleave(
    outputCount,
    hiddenRows,
    (o, h) => (h < hiddenCount ? network.second[o * hiddenCount + h]! : 0) * network.secondStep,
  );
  const secondBias = new Float64Array(outputRows);
  secondBias.set(network.secondBias);
  const nothing = new Float64Array(hiddenRows);
  const same = new Float64Array(hiddenRows);
  const other = new Float64Array(hiddenRows);
  const hidden = new Float64Array(hiddenRows);
  const left = new Float64Array(outputRows);
  const right = new Float64Array(outputRows);
  return {
    left,
    right,
    run(inputs, at) {
      multiply(common, inputs, at, even, firstBias, same);
      multiply(different, inputs, at + even, count - even, nothing, other);
      for (let h = 0; h < hiddenRows; h++) {
        const sum = same[h]! + other[h]!;
        hidden[h] = sum / Math.sqrt(1 + sum * sum);
      }
      multiply(second, hidden, 0, hiddenRows, secondBias, left);
      for (let h = 0; h < hiddenRows; h++) {
        const sum = same[h]! - other[h]!;
        hidden[h] = sum / Math.sqrt(1 + sum * sum);
      }
      multiply(second, hidden, 0, hiddenRows, secondBias, right);
      for (let o = 0; o < outputCount; o++) {
        left[o] = 1 / (1 + Math.exp(-left[o]!));
        right[o] = 1 / (1 + Math.exp(-right[o]!));
      }
    },
  };
};

/** A matrix in groups of {@link ROWS} rows, each group column by column; rows that are not there are 0. */
const interleave = (
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Float64Array => {
  const groups = Math.ceil(rows / ROWS);
  const matrix = new Float64Array(groups * ROWS * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      matrix[(Math.floor(row / ROWS) * columns + column) * ROWS + (row % ROWS)] = value(row, column);
  return matrix;
};

/** out = matrix · (`count` of `by`, from `from` on) + plus. */
const multiply = (
  matrix: Float64Array,
  by: Float64Array,
  from: number,
  count: number,
  plus: Float64Array,
  out: Float64Array,
): void => {
  let at = 0;
  for (let row = 0; row < out.length; row += ROWS) {
    let a = plus[row]!;
    let b = plus[row + 1]!;
    let c = plus[row + 2]!;
    let d = plus[row + 3]!;
    for (let i = from; i < from + count; i++) {
      const value = by[i]!;
      a += matrix[at]! * value;
      b += matrix[at + 1]! * value;
      c += matrix[at + 2]! * value;
      d += matrix[at + 3]! * value;
      at += ROWS;
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
};
