/** Animation channels of a glTF file and the numbers behind them. Source: glTF 2.0 specification, "Animations". */
export interface GltfAnimationParts {
  accessors: GltfAccessor[];
  bufferViews: { buffer: 0; byteOffset: number; byteLength: number }[];
  channels: { sampler: number; target: { node: number; path: GltfPath } }[];
  samplers: { input: number; output: number; interpolation: 'LINEAR' }[];
  binary: Uint8Array;
}

export type GltfPath = 'rotation' | 'translation' | 'weights';

interface GltfAccessor {
  bufferView: number;
  componentType: number;
  count: number;
  type: 'SCALAR' | 'VEC3' | 'VEC4';
  min?: number[];
  max?: number[];
}

const FLOAT = 5126;
const TYPES = { rotation: 'VEC4', translation: 'VEC3', weights: 'SCALAR' } as const;
const SIZES = { VEC4: 4, VEC3: 3, SCALAR: 1 } as const;

/** Where the numbers go in a file that has some already. */
export interface AnimationBase {
  accessors: number;
  bufferViews: number;
  /** Bytes of its buffer, a multiple of 4. */
  bytes: number;
}

export const createAnimationBuffer = (base: AnimationBase = { accessors: 0, bufferViews: 0, bytes: 0 }) => {
  const parts: Float32Array[] = [];
  const accessors: GltfAccessor[] = [];
  const bufferViews: GltfAnimationParts['bufferViews'] = [];
  const channels: GltfAnimationParts['channels'] = [];
  const samplers: GltfAnimationParts['samplers'] = [];
  let length = 0;

  const accessor = (values: Float32Array, type: GltfAccessor['type']): number => {
    bufferViews.push({ buffer: 0, byteOffset: base.bytes + length, byteLength: values.byteLength });
    parts.push(values);
    length += values.byteLength;
    const bufferView = base.bufferViews + bufferViews.length - 1;
    accessors.push({ bufferView, componentType: FLOAT, count: values.length / SIZES[type], type });
    return base.accessors + accessors.length - 1;
  };

  return {
    /** @param milliseconds rising. @returns what {@link channel} takes as its times */
    times: (milliseconds: Float64Array): number => {
      const seconds = Float32Array.from(milliseconds, (time) => time / 1000);
      const index = accessor(seconds, 'SCALAR');
      const own = accessors[accessors.length - 1]!;
      own.min = [seconds[0]!];
      own.max = [seconds[seconds.length - 1]!];
      return index;
    },
    channel: (node: number, path: GltfPath, times: number, values: Float32Array): void => {
      const output = accessor(values, TYPES[path]);
      const sampler = samplers.push({ input: times, output, interpolation: 'LINEAR' }) - 1;
      channels.push({ sampler, target: { node, path } });
    },
    finish: (): GltfAnimationParts => {
      const binary = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        binary.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
        at += part.byteLength;
      }
      return { accessors, bufferViews, channels, samplers, binary };
    },
  };
};
