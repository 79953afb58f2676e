import { damaged, indexOf, integerOf, isObject, type JsonObject, objectsOf } from './gltf-json';
import { AvatarFileError } from './read-glb';

/** An accessor whose bounds have been checked. `bytes` is absent where the accessor stands for zeros. */
export interface CheckedAccessor {
  count: number;
  type: string;
  componentType: number;
  componentBytes: number;
  componentCount: number;
  stride: number;
  /** From the first element to the end of the last. */
  bytes: Uint8Array | undefined;
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
/** Numbers in all accessors together: what the loader allocates beyond the file itself. */
const MAX_NUMBERS = 256_000_000;
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
  const accessors = objectsOf(gltf, 'accessors', MAX_ACCESSORS).map((accessor) => {
    const checked = checkAccessor(accessor, views, viewObjects);
    numbers += checked.count * checked.componentCount;
    if (numbers > MAX_NUMBERS)
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
  checkSparse(accessor, views, count, elementBytes);
  const base = { count, type, componentType, componentBytes, componentCount };
  if (viewIndex === undefined) return { ...base, stride: elementBytes, bytes: undefined };
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
  return { ...base, stride, bytes: view.subarray(offset, end) };
};

const checkSparse = (
  accessor: JsonObject,
  views: readonly Uint8Array[],
  count: number,
  elementBytes: number,
): void => {
  if (accessor.sparse === undefined) return;
  const sparse = isObject(accessor.sparse) ? accessor.sparse : damaged('a sparse accessor is not an object');
  const { indices, values } = sparse;
  if (!isObject(indices) || !isObject(values)) damaged('a sparse accessor lacks its data');
  const sparseCount = integerOf(sparse, 'count', 1, count, undefined, "a sparse accessor's count");
  const indexBytes =
    COMPONENT_BYTES[Number(indices.componentType)] ?? damaged('a sparse accessor has no known type');
  for (const [part, bytes] of [
    [indices, indexBytes],
    [values, elementBytes],
  ] as const) {
    const view = views[indexOf(part, 'bufferView', views.length, 'a sparse accessor') ?? -1];
    const offset = integerOf(part, 'byteOffset', 0, MAX_OFFSET, 0, "a sparse accessor's offset");
    if (!view || offset + sparseCount * bytes > view.byteLength)
      damaged('a sparse accessor reaches beyond its data');
  }
};

/** Largest number in an accessor of whole numbers. */
export const largestOf = (accessor: CheckedAccessor): number => {
  const { bytes, componentType, componentBytes, componentCount, count, stride } = accessor;
  if (!bytes) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let largest = 0;
  for (let i = 0; i < count; i++)
    for (let c = 0; c < componentCount; c++) {
      const at = i * stride + c * componentBytes;
      const value =
        componentType === 5125
          ? view.getUint32(at, true)
          : componentBytes === 2
            ? view.getUint16(at, true)
            : view.getUint8(at);
      if (value > largest) largest = value;
    }
  return largest;
};

/** Whether every number of a float accessor is finite; true for whole numbers. */
export const isFinite32 = (accessor: CheckedAccessor): boolean => {
  const { bytes, componentType, componentCount, count, stride } = accessor;
  if (!bytes || componentType !== FLOAT) return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < componentCount; c++)
      // All ones in the exponent: an infinity or not a number.
      if ((view.getUint32(i * stride + c * 4, true) & 0x7f800000) === 0x7f800000) return false;
  return true;
};
