import type { Network } from '@motion/solve/face/small-network';
import { createRandom, type Random } from '../synthetic/random';

/** Rows of inputs, each with the answers that are wanted. */
export interface Examples {
  inputs: Float64Array[];
  answers: Float64Array[];
}

/** Examples of one kind, and how they are mixed with the others. */
export interface ExampleSource {
  examples: Examples;
  /** How many of them a step takes. */
  batch: number;
  /** Weight of their mean error. */
  share: number;
}

export interface TrainingOptions {
  hidden: number;
  /** How many inputs come first that both sides of the face have in common. */
  even: number;
  epochs: number;
  seed: number;
}

const RATE = 4e-3;
/** Adam's usual constants. */
const [DECAY, DECAY_SQUARE, TINY] = [0.9, 0.999, 1e-8];
const SHRINK = 1e-4;
/** Answers that hardly move are not fitted to the last digit. */
const LEAST_VARIANCE = 1e-3;
/** Whole numbers that a weight is rounded to. */
const STEPS = 127;

/**
 * Fits a network of one hidden layer (x/√(1+x²), then the logistic function) by Adam to several kinds of examples, by the
 * squares of the errors, each answer in shares of its variance. An epoch goes once over the first kind; of the others as many
 * are taken at random at every step as are wanted.
 */
export const trainNetwork = (sources: readonly ExampleSource[], options: TrainingOptions): Network => {
  const random = createRandom(options.seed);
  const drawn = sources[0]!.examples;
  const [inputs, outputs] = [drawn.inputs[0]!.length, drawn.answers[0]!.length];
  const { even, hidden, epochs } = options;
  const { mean, deviation } = measure(drawn.inputs, inputs);
  // What changes its sign with the side is 0 on average: both sides of every face are among the examples.
  mean.fill(0, even);
  const kinds = sources.map(({ examples, batch, share }) => ({
    rows: examples.inputs.map((row) => row.map((v, i) => (v - mean[i]!) / deviation[i]!)),
    answers: examples.answers,
    importance: importance(examples.answers, outputs),
    batch,
    share,
  }));
  const main = kinds[0]!;

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

  const order = Uint32Array.from(main.rows, (_, i) => i);
  const learnFrom = (kind: (typeof kinds)[number], at: number, share: number): void =>
    learn(kind.rows[at]!, kind.answers[at]!, kind.importance, share);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)) + 1e-5;
    shuffle(order, random);
    for (let from = 0; from < order.length; from += main.batch) {
      const to = Math.min(order.length, from + main.batch);
      for (let k = from; k < to; k++) learnFrom(main, order[k]!, main.share / (to - from));
      for (const kind of kinds.slice(1))
        for (let k = 0; k < kind.batch; k++)
          learnFrom(kind, Math.floor(random.uniform(0, kind.rows.length)), kind.share / kind.batch);
      for (let i = 0; i < first.length; i++) toFirst[i]! += SHRINK * first[i]!;
      for (const parameter of parameters) step(parameter, rate);
    }
  }
  return {
    even,
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
