import type { Network } from '@motion/solve/face/small-network';
import { createRandom, type Random } from '../synthetic/random';

/** Faces: inputs as the left side sees them, and the answers that are wanted for either side. */
export interface Examples {
  inputs: Float64Array[];
  left: Float64Array[];
  right: Float64Array[];
}

export interface TrainingOptions {
  hidden: number;
  /** How many inputs come first that both sides of the face have in common. */
  even: number;
  /** How much each answer counts. */
  counts: readonly number[];
  epochs: number;
  seed: number;
}

const RATE = 4e-3;
/** Faces a step. */
const BATCH = 128;
/** Hidden units that are summed up at once. */
const ROWS = 4;
/** Adam's usual constants. */
const [DECAY, DECAY_SQUARE, TINY] = [0.9, 0.999, 1e-8];
const SHRINK = 1e-3;
/** Added to how far an input moves, that none is blown up. */
const LEAST_DEVIATION = 0.01;
/** Answers that hardly move are not fitted to the last digit: in shares of the variance that one of 0 and 1 alone would have. */
const LEAST_VARIANCE = 0.05;
/** Whole numbers that a weight is rounded to. */
const STEPS = 511;

/**
 * Fits a network of one hidden layer (x/√(1+x²), then the logistic function) by Adam to examples, by the cross-entropy, in which
 * an error counts the more the nearer to 0 or 1 an answer is: small movements count.
 */
export const trainNetwork = (examples: Examples, options: TrainingOptions): Network => {
  const random = createRandom(options.seed);
  const answers = [...examples.left, ...examples.right];
  const [inputs, outputs] = [examples.inputs[0]!.length, answers[0]!.length];
  const { even, hidden, epochs, counts } = options;
  if (hidden % ROWS !== 0) throw new Error(`The hidden units must be a multiple of ${ROWS}.`);
  const { mean, deviation } = measure(examples.inputs, inputs, even);
  const rows = examples.inputs.map((row) => row.map((v, i) => (v - mean[i]!) / deviation[i]!));
  const weights = importance(answers, outputs).map((weight, o) => weight * counts[o]!);

  const first = Float64Array.from({ length: hidden * inputs }, () => random.gaussian(1 / Math.sqrt(inputs)));
  const second = Float64Array.from({ length: outputs * hidden }, () =>
    random.gaussian(0.3 / Math.sqrt(hidden)),
  );
  const firstBias = new Float64Array(hidden);
  const secondBias = Float64Array.from({ length: outputs }, (_, o) => {
    const average = answers.reduce((sum, row) => sum + row[o]!, 0) / answers.length;
    const share = Math.max(0.003, Math.min(0.9, average));
    return Math.log(share / (1 - share));
  });
  const parameters = [first, firstBias, second, secondBias].map(createParameter);
  const [toFirst, toFirstBias, toSecond, toSecondBias] = parameters.map(({ gradient }) => gradient) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const common = new Float64Array(hidden);
  const different = new Float64Array(hidden);
  const sums = new Float64Array(hidden);
  const active = new Float64Array(hidden);
  const back = new Float64Array(hidden);
  const backOfSides = [new Float64Array(hidden), new Float64Array(hidden)] as const;

  /** Answers of the side whose sums are in `sums`, and what they should have been: writes what each unit has to do with it. */
  const learnSide = (wanted: Float64Array, share: number, slopes: Float64Array): void => {
    for (let h = 0; h < hidden; h++) {
      active[h] = sums[h]! / Math.sqrt(1 + sums[h]! * sums[h]!);
      back[h] = 0;
    }
    for (let o = 0; o < outputs; o++) {
      let sum = secondBias[o]!;
      const at = o * hidden;
      for (let h = 0; h < hidden; h++) sum += second[at + h]! * active[h]!;
      const slope = (1 / (1 + Math.exp(-sum)) - wanted[o]!) * weights[o]! * share;
      toSecondBias[o]! += slope;
      for (let h = 0; h < hidden; h++) {
        toSecond[at + h]! += slope * active[h]!;
        back[h]! += slope * second[at + h]!;
      }
    }
    for (let h = 0; h < hidden; h++) {
      const root = Math.sqrt(1 + sums[h]! * sums[h]!);
      slopes[h] = back[h]! / (root * root * root);
      toFirstBias[h]! += slopes[h]!;
    }
  };

  const learn = (face: number, share: number): void => {
    const row = rows[face]!;
    multiplyRows(first, inputs, row, 0, even, common);
    multiplyRows(first, inputs, row, even, inputs, different);
    const [left, right] = backOfSides;
    for (let h = 0; h < hidden; h++) sums[h] = firstBias[h]! + common[h]! + different[h]!;
    learnSide(examples.left[face]!, share, left);
    for (let h = 0; h < hidden; h++) sums[h] = firstBias[h]! + common[h]! - different[h]!;
    learnSide(examples.right[face]!, share, right);
    for (let h = 0; h < hidden; h++) {
      const at = h * inputs;
      const same = left[h]! + right[h]!;
      const other = left[h]! - right[h]!;
      for (let i = 0; i < even; i++) toFirst[at + i]! += same * row[i]!;
      for (let i = even; i < inputs; i++) toFirst[at + i]! += other * row[i]!;
    }
  };

  const order = Uint32Array.from(rows, (_, i) => i);
  const steps = epochs * Math.ceil(order.length / BATCH);
  let taken = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * taken++) / steps)) + 1e-5;
      const to = Math.min(order.length, from + BATCH);
      for (let k = from; k < to; k++) learn(order[k]!, 0.5 / (to - from));
      for (let i = 0; i < first.length; i++) toFirst[i]! += SHRINK * first[i]!;
      for (const parameter of parameters) step(parameter, rate);
    }
  }
  return {
    even,
    mean: round(mean, 4),
    deviation: round(deviation, 4),
    first: quantise(first),
    firstStep: stepOf(first),
    firstBias: round(firstBias, 3),
    second: quantise(second),
    secondStep: stepOf(second),
    secondBias: round(secondBias, 3),
  };
};

interface Parameter {
  values: Float64Array;
  gradient: Float64Array;
  moment: Float64Array;
  square: Float64Array;
  steps: number;
}

const createParameter = (values: Float64Array): Parameter => ({
  values,
  gradient: new Float64Array(values.length),
  moment: new Float64Array(values.length),
  square: new Float64Array(values.length),
  steps: 0,
});

const step = (parameter: Parameter, rate: number): void => {
  const { values, gradient, moment, square } = parameter;
  parameter.steps++;
  const [a, b] = [1 - DECAY ** parameter.steps, 1 - DECAY_SQUARE ** parameter.steps];
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i]!;
    moment[i] = DECAY * moment[i]! + (1 - DECAY) * g;
    square[i] = DECAY_SQUARE * square[i]! + (1 - DECAY_SQUARE) * g * g;
    values[i]! -= (rate * (moment[i]! / a)) / (Math.sqrt(square[i]! / b) + TINY);
    gradient[i] = 0;
  }
};

/** out = `matrix`, of which a row has `width` columns, times `by`, of the columns `from` to `to`. */
const multiplyRows = (
  matrix: Float64Array,
  width: number,
  by: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
): void => {
  for (let row = 0; row < out.length; row += ROWS) {
    const at = row * width;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const value = by[i]!;
      a += matrix[at + i]! * value;
      b += matrix[at + width + i]! * value;
      c += matrix[at + 2 * width + i]! * value;
      d += matrix[at + 3 * width + i]! * value;
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
};

/** Of the columns from `even` on, which change their sign with the side, the mean over both sides is 0. */
const measure = (
  rows: readonly Float64Array[],
  width: number,
  even = width,
): { mean: Float64Array; deviation: Float64Array } => {
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < even; i++) mean[i]! += row[i]! / rows.length;
  for (const row of rows)
    for (let i = 0; i < width; i++) deviation[i]! += (row[i]! - mean[i]!) ** 2 / rows.length;
  return { mean, deviation: deviation.map((square) => Math.sqrt(square) + LEAST_DEVIATION) };
};

/** Every answer counts by how much of its variance is explained. */
const importance = (answers: readonly Float64Array[], width: number): Float64Array => {
  const { mean, deviation } = measure(answers, width);
  return mean.map((m, i) => 1 / (deviation[i]! ** 2 / (m * (1 - m) + 1e-4) + LEAST_VARIANCE));
};

const shuffle = (order: Uint32Array, random: Random): void => {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform(0, i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
};

const round = (values: Float64Array, digits: number): number[] =>
  Array.from(values, (v) => Math.round(v * 10 ** digits) / 10 ** digits);

const stepOf = (values: Float64Array): number => {
  const most = values.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0);
  return Number((most / STEPS).toPrecision(5));
};

const quantise = (values: Float64Array): number[] => {
  const size = stepOf(values);
  return Array.from(values, (v) => Math.max(-STEPS, Math.min(STEPS, Math.round(v / size))));
};
