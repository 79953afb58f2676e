import { NETWORK_KERNEL } from './network-kernel';

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
  /** To be filled before {@link NetworkRunner.run}: as the left side sees them, finite. */
  readonly inputs: Float32Array;
  run(): void;
}

/** Rows that the kernel multiplies at once: a processor adds several sums in the time of one. */
const ROWS = 16;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Runs in WebAssembly, four numbers at a time: a fifth of the time that plain code took. Allocates nothing after it is made. */
export const createNetworkRunner = (network: Network): NetworkRunner => {
  const count = network.mean.length;
  const { even } = network;
  const hiddenCount = network.firstBias.length;
  const outputCount = network.secondBias.length;
  const hiddenRows = padded(hiddenCount);
  const outputRows = padded(outputCount);
  const kernel = loadKernel(count + hiddenRows * (count + 5) + outputRows * (hiddenRows + 3));
  // Mean and deviation go into the first layer, so that nothing has to be done to the inputs.
  const weight = (h: number, i: number): number =>
    (network.first[h * count + i]! * network.firstStep) / network.deviation[i]!;
  const common = kernel.place(interleave(hiddenCount, even, weight));
  const different = kernel.place(interleave(hiddenCount, count - even, (h, i) => weight(h, even + i)));
  const firstBias = kernel.place(
    Float64Array.from({ length: hiddenRows }, (_, h) =>
      h < hiddenCount
        ? network.mean.reduce((sum, mean, i) => sum - mean * weight(h, i), network.firstBias[h]!)
        : 0,
    ),
  );
  const second = kernel.place(
    interleave(outputCount, hiddenRows, (o, h) =>
      h < hiddenCount ? network.second[o * hiddenCount + h]! * network.secondStep : 0,
    ),
  );
  const secondBias = kernel.place(
    Float64Array.from({ length: outputRows }, (_, o) => network.secondBias[o] ?? 0),
  );
  const given = kernel.place(new Float64Array(count));
  const nothing = kernel.place(new Float64Array(hiddenRows));
  const same = kernel.place(new Float64Array(hiddenRows));
  const other = kernel.place(new Float64Array(hiddenRows));
  const hidden = kernel.place(new Float64Array(hiddenRows));
  const answers = kernel.place(new Float64Array(outputRows));
  const hiddenGroups = hiddenRows / ROWS;
  const outputGroups = outputRows / ROWS;
  const left = new Float64Array(outputCount);
  const right = new Float64Array(outputCount);
  const { multiply, squash } = kernel;

  const answer = (sign: number, out: Float64Array): void => {
    squash(same.place, other.place, sign, hidden.place, hiddenGroups);
    multiply(second.place, hidden.place, hiddenRows, secondBias.place, answers.place, outputGroups);
    for (let o = 0; o < outputCount; o++) out[o] = 1 / (1 + Math.exp(-answers.values[o]!));
  };

  return {
    left,
    right,
    inputs: given.values,
    run() {
      multiply(common.place, given.place, even, firstBias.place, same.place, hiddenGroups);
      multiply(
        different.place,
        given.place + even * BYTES,
        count - even,
        nothing.place,
        other.place,
        hiddenGroups,
      );
      answer(1, left);
      answer(-1, right);
    },
  };
};

const padded = (rows: number): number => Math.ceil(rows / ROWS) * ROWS;

/** A matrix in groups of {@link ROWS} rows, each group column by column; rows that are not there are 0. */
const interleave = (
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Float64Array => {
  const matrix = new Float64Array(padded(rows) * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      matrix[(Math.floor(row / ROWS) * columns + column) * ROWS + (row % ROWS)] = value(row, column);
  return matrix;
};

/** Numbers in the kernel's memory, and where they begin there, in bytes. */
interface Placed {
  readonly place: number;
  readonly values: Float32Array;
}

/** The functions of network-kernel.wat. */
interface KernelFunctions {
  multiply(matrix: number, by: number, columns: number, plus: number, out: number, groups: number): void;
  squash(same: number, other: number, sign: number, out: number, groups: number): void;
}

interface Kernel extends KernelFunctions {
  /** Puts numbers into the memory, one lot behind the other. */
  place(numbers: Float64Array): Placed;
}

/** What is used of WebAssembly's JavaScript interface, which browsers and Node share and no library of types without a DOM has. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
}

const PAGE_BYTES = 65_536;

/** @param numbers how many numbers will be placed */
const loadKernel = (numbers: number): Kernel => {
  const { Module, Instance, Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyInterface })
    .WebAssembly;
  const memory = new Memory({ initial: Math.ceil((numbers * BYTES) / PAGE_BYTES) });
  const { exports } = new Instance(new Module(NETWORK_KERNEL), { kagami: { memory } });
  let free = 0;
  return {
    ...(exports as KernelFunctions),
    place(placed) {
      const values = new Float32Array(memory.buffer, free, placed.length);
      values.set(placed);
      const place = free;
      free += values.byteLength;
      return { place, values };
    },
  };
};
