import { type CheckedAccessor, FLOAT, type Run } from './check-buffers';

const UNSIGNED_INT = 5125;

/** Accessors are read once, however many meshes share one: a file of a thousand meshes may not cost a thousand readings. */
const largest = new WeakMap<CheckedAccessor, number>();
const finite = new WeakMap<CheckedAccessor, boolean>();

/** Largest number in an accessor of whole numbers. */
export const largestOf = (accessor: CheckedAccessor): number => {
  const known = largest.get(accessor);
  if (known !== undefined) return known;
  let found = 0;
  for (const run of accessor.runs) found = Math.max(found, largestIn(accessor, run));
  largest.set(accessor, found);
  return found;
};

/** Whether every number of a float accessor is finite; true for whole numbers. */
export const isFinite32 = (accessor: CheckedAccessor): boolean => {
  if (accessor.componentType !== FLOAT) return true;
  const known = finite.get(accessor);
  if (known !== undefined) return known;
  const found = accessor.runs.every((run) => isFiniteRun(accessor, run));
  finite.set(accessor, found);
  return found;
};

const largestIn = ({ componentType, componentCount }: CheckedAccessor, run: Run): number => {
  const bytes = componentType === UNSIGNED_INT ? 4 : componentType === 5122 || componentType === 5123 ? 2 : 1;
  let found = 0;
  const packed = packedWords(run, bytes, componentCount);
  if (packed) {
    for (let i = 0; i < packed.length; i++) if (packed[i]! > found) found = packed[i]!;
    return found;
  }
  const view = new DataView(run.bytes.buffer, run.bytes.byteOffset, run.bytes.byteLength);
  for (let i = 0; i < run.count; i++)
    for (let c = 0; c < componentCount; c++) {
      const at = i * run.stride + c * bytes;
      const value =
        bytes === 4 ? view.getUint32(at, true) : bytes === 2 ? view.getUint16(at, true) : view.getUint8(at);
      if (value > found) found = value;
    }
  return found;
};

/** All ones in the exponent: an infinity or not a number. */
const EXPONENT = 0x7f800000;

const isFiniteRun = ({ componentCount }: CheckedAccessor, run: Run): boolean => {
  const packed = packedWords(run, 4, componentCount);
  if (packed) {
    for (let i = 0; i < packed.length; i++) if ((packed[i]! & EXPONENT) === EXPONENT) return false;
    return true;
  }
  const view = new DataView(run.bytes.buffer, run.bytes.byteOffset, run.bytes.byteLength);
  for (let i = 0; i < run.count; i++)
    for (let c = 0; c < componentCount; c++)
      if ((view.getUint32(i * run.stride + c * 4, true) & EXPONENT) === EXPONENT) return false;
  return true;
};

/** The run as words of the machine, where it lies without gaps and aligned; glTF is little-endian, as all our machines are. */
const packedWords = (
  { bytes, count, stride }: Run,
  size: number,
  componentCount: number,
): Uint8Array | Uint16Array | Uint32Array | undefined => {
  if (stride !== size * componentCount || bytes.byteOffset % size !== 0) return undefined;
  const Words = size === 4 ? Uint32Array : size === 2 ? Uint16Array : Uint8Array;
  return new Words(bytes.buffer as ArrayBuffer, bytes.byteOffset, count * componentCount);
};
