import type { Network } from '@motion/solve/face/small-network';
import { createRandom, type Random } from '../synthetic/random';

/** Rows of inputs, each with the answers that are wanted. */
export interface Examples {
  inputs: Float64Array[];
  answers: Float64Array[];
}

export interface TrainingOptions {
  hidden: number;
  epochs: number;
  /** Weight of a real picture's error against a drawn face's. */
  realShare: number;
  seed: number;
}

const BATCH = 256;
const REAL_BATCH = 64;
const RATE = 4e-3;
/** Adam's usual constants. */
const [DECAY, DECAY_SQUARE, TINY] = [0.9, 0.999, 1e-8];
const SHRINK = 1e-4;
/** Answers that hardly move are not fitted to the last digit. */
const LEAST_VARIANCE = 1e-3;
/** Whole numbers that a weight is rounded to. */
const STEPS = 127;

/**
 * Fits a network of one hidden layer (x/√(1+x²), then the logistic function) by Adam to drawn and to real faces, by the
 * squares of the errors, each answer in shares of its variance.
 */
export const trainNetwork = (drawn: Examples, real: Examples, options: TrainingOptions): Network => {
  const random = createRandom(options.seed);
  const [inputs, outputs] = [drawn.inputs[0]!.length, drawn.answers[0]!.length];
  const { hidden, epochs } = options;
  const { mean, deviation } = measure(drawn.inputs, inputs);
  const normalised = (rows: Float64Array[]): Float64Array[] =>
    rows.map((row) => row.map((v, i) => (v - mean[i]!) / deviation[i]!));
  const [drawnRows, realRows] = [normalised(drawn.inputs), normalised(real.inputs)];
  const drawnImportance = importance(drawn.answers, outputs);
  const realImportance = real.answers.length > 0 ? importance(real.answers, outputs) : drawnImportance;

  const first = Float64Array.from({ length: hidden * inputs }, () => random.gaussian(1 / Math.sqrt(inputs)));
  const second = Float64Array.from({ length: outputs * hidden }, () =>
    random.gaussian(0.3 / Math.sqrt(hidden)),
  );
  const firstBias = new Float64Array(hidden);
  const secondBias = Float64Array.from({ length: outputs }, (_, o) => {
    const average = drawn.answers.reduce((sum, row) => sum + row[o]!, 0) / drawn.answers.length;
    const share = Math.max(0.01, Math.min(0.9, average));
    return Math.log(share / (1 - share));
  });
  const parameters = [first, firstBias, second, secondBias].map(createParameter);
  const [toFirst, toFirstBias, toSecond, toSecondBias] = parameters.map(({ gradient }) => gradient) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const sums = new Float64Array(hidden);
  const active = new Float64Array(hidden);
  const back = new Float64Array(hidden);

  const learn = (row: Float64Array, wanted: Float64Array, weights: Float64Array, share: number): void => {
    for (let h = 0; h < hidden; h++) {
      let sum = firstBias[h]!;
      const at = h * inputs;
      for (let i = 0; i < inputs; i++) sum += first[at + i]! * row[i]!;
      sums[h] = sum;
      active[h] = sum / Math.sqrt(1 + sum * sum);
      back[h] = 0;
    }
    for (let o = 0; o < outputs; o++) {
      let sum = secondBias[o]!;
      const at = o * hidden;
      for (let h = 0; h < hidden; h++) sum += second[at + h]! * active[h]!;
      const answer = 1 / (1 + Math.exp(-sum));
      const slope = 2 * (answer - wanted[o]!) * answer * (1 - answer) * weights[o]! * share;
      toSecondBias[o]! += slope;
      for (let h = 0; h < hidden; h++) {
        toSecond[at + h]! += slope * active[h]!;
        back[h]! += slope * second[at + h]!;
      }
    }
    for (let h = 0; h < hidden; h++) {
      const slope = back[h]! * (1 + sums[h]! * sums[h]!) ** -1.5;
      toFirstBias[h]! += slope;
      const at = h * inputs;
      for (let i = 0; i < inputs; i++) toFirst[at + i]! += slope * row[i]!;
    }
  };

  const order = Uint32Array.from(drawnRows, (_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)) + 1e-5;
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      const to = Math.min(order.length, from + BATCH);
      for (let k = from; k < to; k++)
        learn(drawnRows[order[k]!]!, drawn.answers[order[k]!]!, drawnImportance, 1 / (to - from));
      for (let k = 0; k < (realRows.length > 0 ? REAL_BATCH : 0); k++) {
        const pick = Math.floor(random.uniform(0, realRows.length));
        learn(realRows[pick]!, real.answers[pick]!, realImportance, options.realShare / REAL_BATCH);
      }
      for (let i = 0; i < first.length; i++) toFirst[i]! += SHRINK * first[i]!;
      for (const parameter of parameters) step(parameter, rate);
    }
  }
  return {
    mean: round(mean, 3),
    deviation: round(deviation, 3),
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

const measure = (rows: Float64Array[], width: number): { mean: Float64Array; deviation: Float64Array } => {
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) mean[i]! += row[i]! / rows.length;
  for (const row of rows)
    for (let i = 0; i < width; i++) deviation[i]! += (row[i]! - mean[i]!) ** 2 / rows.length;
  return { mean, deviation: deviation.map((square) => Math.sqrt(square) + 1e-3) };
};

const importance = (answers: Float64Array[], width: number): Float64Array =>
  measure(answers, width).deviation.map((deviation) => 1 / (deviation * deviation + LEAST_VARIANCE));

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
