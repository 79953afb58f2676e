import { damaged, indexOf, integerOf, isObject, type JsonObject, objectsOf } from './gltf-json';
import { AvatarFileError } from './read-glb';

/** An accessor whose bounds have been checked. */
export interface CheckedAccessor {
  count: number;
  type: string;
  componentType: number;
  componentCount: number;
  /** Where its numbers lie; none where it stands for zeros, two where a sparse one replaces some of the first. */
  runs: readonly Run[];
}

/** Elements at equal distances in the file's bytes. */
export interface Run {
  /** From the first element to the end of the last. */
  bytes: Uint8Array;
  count: number;
  stride: number;
}

export const FLOAT = 5126;
const COMPONENT_BYTES: { readonly [type: number]: number } = {
  5120: 1,
  5121: 1,
  5122: 2,
  5123: 2,
  5125: 4,
  5126: 4,
};
const COMPONENT_COUNT: { readonly [type: string]: number } = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
};

const MAX_VIEWS = 65_536;
const MAX_ACCESSORS = 65_536;
const MAX_ELEMENTS = 20_000_000;
/** Numbers in all accessors together. */
const MAX_NUMBERS = 96_000_000;
/** Numbers that the file does not hold but the loader has to make: sparse accessors, and those that stand for zeros. */
const MAX_MADE_NUMBERS = 48_000_000;
const MAX_OFFSET = 2 ** 31;

/**
 * Checks that every buffer view lies within its buffer and every accessor within its view.
 * Source: glTF 2.0 specification, 3.6 "Binary Data Storage".
 * @throws AvatarFileError
 */
export const checkBuffers = (
  gltf: JsonObject,
  bin: Uint8Array,
): { views: readonly Uint8Array[]; accessors: readonly CheckedAccessor[] } => {
  const buffers = objectsOf(gltf, 'buffers', 64).map((buffer, i) => checkBuffer(buffer, i, bin));
  const viewObjects = objectsOf(gltf, 'bufferViews', MAX_VIEWS);
  const views = viewObjects.map((view) => checkView(view, buffers));
  let numbers = 0;
  let made = 0;
  const accessors = objectsOf(gltf, 'accessors', MAX_ACCESSORS).map((accessor) => {
    const checked = checkAccessor(accessor, views, viewObjects);
    numbers += checked.count * checked.componentCount;
    if (checked.runs.length !== 1) made += checked.count * checked.componentCount;
    if (numbers > MAX_NUMBERS || made > MAX_MADE_NUMBERS)
      throw new AvatarFileError('The avatar has more geometry than Kagami can hold.');
    return checked;
  });
  return { views, accessors };
};

const checkBuffer = (buffer: JsonObject, index: number, bin: Uint8Array): Uint8Array => {
  const length = integerOf(buffer, 'byteLength', 0, MAX_OFFSET, undefined, "a buffer's size");
  const bytes = typeof buffer.uri === 'string' ? decodeDataUri(buffer.uri) : index === 0 ? bin : undefined;
  if (!bytes || bytes.byteLength < length) return damaged('part of its data is missing');
  return bytes.subarray(0, length);
};

/** Bytes of a base64 `data:` URI. */
export const decodeDataUri = (uri: string): Uint8Array => {
  const comma = uri.indexOf(',');
  if (comma < 0 || !uri.slice(0, comma).endsWith(';base64')) return damaged('data inside it is not base64');
  try {
    const text = atob(uri.slice(comma + 1));
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  } catch {
    return damaged('data inside it is not base64');
  }
};

const checkView = (view: JsonObject, buffers: readonly Uint8Array[]): Uint8Array => {
  const buffer = buffers[indexOf(view, 'buffer', buffers.length, 'a buffer view') ?? -1];
  if (!buffer) return damaged('a buffer view points to nothing');
  const offset = integerOf(view, 'byteOffset', 0, MAX_OFFSET, 0, "a buffer view's offset");
  const length = integerOf(view, 'byteLength', 1, MAX_OFFSET, undefined, "a buffer view's size");
  if (offset + length > buffer.byteLength) return damaged('a buffer view reaches beyond the data');
  return buffer.subarray(offset, offset + length);
};

const checkAccessor = (
  accessor: JsonObject,
  views: readonly Uint8Array[],
  viewObjects: readonly JsonObject[],
): CheckedAccessor => {
  const componentType = Number(accessor.componentType);
  const type = String(accessor.type);
  const componentBytes = COMPONENT_BYTES[componentType];
  const componentCount = Object.hasOwn(COMPONENT_COUNT, type) ? COMPONENT_COUNT[type] : undefined;
  if (!componentBytes || !componentCount) return damaged('an accessor is of no known type');
  const count = integerOf(accessor, 'count', 1, MAX_ELEMENTS, undefined, "an accessor's count");
  const elementBytes = componentBytes * componentCount;
  const viewIndex = indexOf(accessor, 'bufferView', views.length, 'an accessor');
  const offset = integerOf(accessor, 'byteOffset', 0, MAX_OFFSET, 0, "an accessor's offset");
  const base = { count, type, componentType, componentCount };
  const sparse = checkSparse(accessor, views, count, elementBytes);
  if (viewIndex === undefined) return { ...base, runs: sparse };
  const view = views[viewIndex]!;
  const stride = integerOf(
    viewObjects[viewIndex]!,
    'byteStride',
    1,
    252,
    elementBytes,
    "a buffer view's stride",
  );
  const end = offset + (count - 1) * stride + elementBytes;
  if (stride < elementBytes || end > view.byteLength) return damaged('an accessor reaches beyond its data');
  if (offset % componentBytes !== 0) return damaged('an accessor is not aligned');
  return { ...base, runs: [{ bytes: view.subarray(offset, end), count, stride }, ...sparse] };
};

/** @returns the values that replace others; none where the accessor is not sparse. */
const checkSparse = (
  accessor: JsonObject,
  views: readonly Uint8Array[],
  count: number,
  elementBytes: number,
): Run[] => {
  if (accessor.sparse === undefined) return [];
  const sparse = isObject(accessor.sparse) ? accessor.sparse : damaged('a sparse accessor is not an object');
  const { indices, values } = sparse;
  if (!isObject(indices) || !isObject(values)) return damaged('a sparse accessor lacks its data');
  const sparseCount = integerOf(sparse, 'count', 1, count, undefined, "a sparse accessor's count");
  const indexBytes =
    COMPONENT_BYTES[Number(indices.componentType)] ?? damaged('a sparse accessor has no known type');
  sparsePart(indices, views, sparseCount * indexBytes);
  const bytes = sparsePart(values, views, sparseCount * elementBytes);
  return [{ bytes, count: sparseCount, stride: elementBytes }];
};

const sparsePart = (part: JsonObject, views: readonly Uint8Array[], length: number): Uint8Array => {
  const view = views[indexOf(part, 'bufferView', views.length, 'a sparse accessor') ?? -1];
  const offset = integerOf(part, 'byteOffset', 0, MAX_OFFSET, 0, "a sparse accessor's offset");
  return view && offset + length <= view.byteLength
    ? view.subarray(offset, offset + length)
    : damaged('a sparse accessor reaches beyond its data');
};
