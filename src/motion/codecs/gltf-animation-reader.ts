import { ClipError } from '@motion/clip';

/** Bounds of what is read. */
const MAX_NODES = 4096;
const MAX_KEYS = 120_000;
const MAX_NUMBERS = 40_000_000;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A property of what may be an object; never one that it inherits. */
export const field = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const index = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e6 ? value : -1;

const numbers = (value: unknown, fallback: readonly number[]): number[] => {
  const given = list(value);
  return given.length === fallback.length && given.every((n) => typeof n === 'number' && Number.isFinite(n))
    ? (given as number[])
    : [...fallback];
};

export interface GltfNode {
  parent: number;
  translation: number[];
  rotation: number[];
  scale: number[];
}

/**
 * The nodes with their parents. A `matrix` in place of the three parts is refused, as glTF wants it of what is animated.
 * @throws ClipError where they form no tree
 */
export const readNodes = (json: JsonObject): GltfNode[] => {
  const given = list(json.nodes);
  if (given.length > MAX_NODES) throw new ClipError('The animation has more nodes than Kagami takes.');
  const nodes = given.map(
    (node): GltfNode => ({
      parent: -1,
      translation: numbers(field(node, 'translation'), [0, 0, 0]),
      rotation: numbers(field(node, 'rotation'), [0, 0, 0, 1]),
      scale: numbers(field(node, 'scale'), [1, 1, 1]),
    }),
  );
  for (const [i, node] of given.entries())
    for (const child of list(field(node, 'children'))) {
      const below = nodes[index(child)];
      if (below === undefined || below.parent >= 0)
        throw new ClipError('The animation’s skeleton is damaged.');
      below.parent = i;
    }
  for (const start of nodes.keys()) {
    let steps = 0;
    for (let at = start; at >= 0; at = nodes[at]!.parent)
      if (++steps > nodes.length)
        throw new ClipError('The animation’s skeleton is damaged: it goes round in a circle.');
  }
  return nodes;
};

/** What one channel does: values over seconds. */
export interface GltfTrack {
  node: number;
  path: string;
  times: Float32Array;
  /** keys × size, or keys × 3 × size (in-tangent, value, out-tangent) for CUBICSPLINE. */
  values: Float32Array;
  size: number;
  interpolation: 'LINEAR' | 'STEP' | 'CUBICSPLINE';
}

const SIZES: Readonly<Record<string, number>> = { rotation: 4, translation: 3 };

/** The rotations and translations of the file's first animation. @throws ClipError */
export const readTracks = (json: JsonObject, binary: Uint8Array): GltfTrack[] => {
  const animation = list(json.animations)[0];
  const samplers = list(field(animation, 'samplers'));
  let total = 0;
  return list(field(animation, 'channels')).flatMap((channel) => {
    const node = index(field(field(channel, 'target'), 'node'));
    const path = field(field(channel, 'target'), 'path');
    const size = typeof path === 'string' && Object.hasOwn(SIZES, path) ? SIZES[path]! : 0;
    if (node < 0 || size === 0 || typeof path !== 'string') return [];
    const sampler = samplers[index(field(channel, 'sampler'))];
    const mode = field(sampler, 'interpolation') ?? 'LINEAR';
    if (mode !== 'LINEAR' && mode !== 'STEP' && mode !== 'CUBICSPLINE')
      throw new ClipError('The animation is damaged: it goes from key to key in no known way.');
    const times = readNumbers(json, binary, field(sampler, 'input'), 1);
    const values = readNumbers(json, binary, field(sampler, 'output'), size);
    total += values.length;
    if (times.length === 0 || values.length !== times.length * size * (mode === 'CUBICSPLINE' ? 3 : 1))
      throw new ClipError('The animation is damaged: its keys and values do not belong together.');
    if (times.length > MAX_KEYS || total > MAX_NUMBERS)
      throw new ClipError('The animation is larger than Kagami takes.');
    for (let i = 0; i < times.length; i++)
      if (!(times[i]! >= 0) || (i > 0 && !(times[i]! > times[i - 1]!)))
        throw new ClipError('The animation is damaged: its times do not rise.');
    return [{ node, path, times, values, size, interpolation: mode }];
  });
};

const TYPES: Readonly<Record<string, number>> = { SCALAR: 1, VEC3: 3, VEC4: 4 };
/** Bytes and scale of each component type; normalised integers stand for -1..1 or 0..1. */
const COMPONENTS: Readonly<Record<number, { bytes: number; scale: number }>> = {
  5120: { bytes: 1, scale: 127 },
  5121: { bytes: 1, scale: 255 },
  5122: { bytes: 2, scale: 32_767 },
  5123: { bytes: 2, scale: 65_535 },
  5126: { bytes: 4, scale: 1 },
};

const readNumbers = (json: JsonObject, binary: Uint8Array, which: unknown, size: number): Float32Array => {
  const accessor = list(json.accessors)[index(which)];
  const view = list(json.bufferViews)[index(field(accessor, 'bufferView'))];
  const componentType = index(field(accessor, 'componentType'));
  const component = Object.hasOwn(COMPONENTS, componentType) ? COMPONENTS[componentType] : undefined;
  const type = field(accessor, 'type');
  const count = index(field(accessor, 'count'));
  if (component === undefined || count < 1 || typeof type !== 'string' || TYPES[type] !== size)
    throw new ClipError('The animation is damaged: some of its numbers are of no known kind.');
  if (view === undefined || field(accessor, 'sparse') !== undefined || index(field(view, 'buffer')) !== 0)
    throw new ClipError(
      'The animation keeps its numbers in a way that Kagami does not read. Export it again.',
    );
  const stride = Math.max(index(field(view, 'byteStride')), 0) || component.bytes * size;
  const begin =
    Math.max(index(field(view, 'byteOffset') ?? 0), 0) +
    Math.max(index(field(accessor, 'byteOffset') ?? 0), 0);
  const length = stride * (count - 1) + component.bytes * size;
  if (begin + length > binary.length)
    throw new ClipError('The animation is cut off: numbers of it are missing.');
  return gather(binary, begin, stride, count, size, componentType, component);
};

const gather = (
  binary: Uint8Array,
  begin: number,
  stride: number,
  count: number,
  size: number,
  componentType: number,
  { bytes, scale }: { bytes: number; scale: number },
): Float32Array => {
  const data = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const read = (at: number): number => {
    if (componentType === 5126) return data.getFloat32(at, true);
    if (componentType === 5120) return Math.max(data.getInt8(at) / scale, -1);
    if (componentType === 5121) return data.getUint8(at) / scale;
    if (componentType === 5122) return Math.max(data.getInt16(at, true) / scale, -1);
    return data.getUint16(at, true) / scale;
  };
  const values = new Float32Array(count * size);
  for (let i = 0; i < values.length; i++) {
    const value = read(begin + Math.floor(i / size) * stride + (i % size) * bytes);
    if (!Number.isFinite(value)) throw new ClipError('The animation is damaged: a number of it has no end.');
    values[i] = value;
  }
  return values;
};

/**
 * A track's value at `time` (seconds) into `out`; rotations come out as they are stored, not normalised.
 * Source: glTF 2.0 specification, appendix C ("Animation Sampler Interpolation Modes").
 */
export const sampleTrack = (track: GltfTrack, time: number, out: Float64Array): void => {
  const { times, values, size, interpolation } = track;
  let key = 0;
  for (let low = 0, high = times.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
    key = low;
  }
  const next = Math.min(key + 1, times.length - 1);
  const span = times[next]! - times[key]!;
  const t = span > 0 ? Math.min(1, Math.max(0, (time - times[key]!) / span)) : 0;
  if (interpolation === 'CUBICSPLINE') {
    spline(values, size, key, next, t, span, out);
    return;
  }
  const share = interpolation === 'STEP' ? 0 : t;
  let sign = 1;
  if (size === 4) {
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += values[key * 4 + k]! * values[next * 4 + k]!;
    if (dot < 0) sign = -1;
  }
  for (let k = 0; k < size; k++)
    out[k] = values[key * size + k]! * (1 - share) + sign * values[next * size + k]! * share;
};

const spline = (
  values: Float32Array,
  size: number,
  key: number,
  next: number,
  t: number,
  span: number,
  out: Float64Array,
): void => {
  const t2 = t * t;
  const t3 = t2 * t;
  for (let k = 0; k < size; k++) {
    const from = values[(key * 3 + 1) * size + k]!;
    const leave = values[(key * 3 + 2) * size + k]! * span;
    const arrive = values[next * 3 * size + k]! * span;
    const to = values[(next * 3 + 1) * size + k]!;
    out[k] =
      (2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * leave + (3 * t2 - 2 * t3) * to + (t3 - t2) * arrive;
  }
};
