/** The few functions of Windows that the shared memory needs, called through koffi. */
export interface WindowsMemory {
  /** Whether another program holds a mapping of this name. */
  exists(name: string): boolean;
  /** @throws Error where the system gives none */
  create(name: string, bytes: number): SharedMemory;
  /** Whether a class is registered with COM. */
  isClassRegistered(classId: string): boolean;
}

export interface SharedMemory {
  write(offset: number, bytes: Uint8Array): void;
  writeNumber(offset: number, value: number): void;
  close(): void;
}

const FILE_MAP_READ = 0x0004;
const FILE_MAP_WRITE = 0x0002;
const PAGE_READWRITE = 0x04;
const INVALID_HANDLE = -1n;
/** HKEY_CLASSES_ROOT, sign-extended as the system's own macro does. */
const CLASSES_ROOT = -0x80000000n;
const KEY_READ = 0x20019;

/**
 * Loads koffi and the system's libraries. Memory is written by copies through the system and never seen as an ArrayBuffer: Electron's
 * pages of memory forbid buffers from outside.
 *
 * @throws Error where koffi or the system's functions cannot be loaded
 */
export const loadWindowsMemory = async (): Promise<WindowsMemory> => {
  const { default: koffi } = await import('koffi');
  const kernel = koffi.load('kernel32.dll');
  const registry = koffi.load('advapi32.dll');
  const createMapping = kernel.func(
    'intptr_t __stdcall CreateFileMappingW(intptr_t, void *, uint32_t, uint32_t, uint32_t, str16)',
  );
  const openMapping = kernel.func('intptr_t __stdcall OpenFileMappingW(uint32_t, int, str16)');
  const mapView = kernel.func(
    'uintptr_t __stdcall MapViewOfFile(intptr_t, uint32_t, uint32_t, uint32_t, size_t)',
  );
  const unmapView = kernel.func('int __stdcall UnmapViewOfFile(uintptr_t)');
  const closeHandle = kernel.func('int __stdcall CloseHandle(intptr_t)');
  const copy = koffi
    .load('ntdll.dll')
    .func('void __stdcall RtlMoveMemory(uintptr_t, const uint8_t *, size_t)');
  const openKey = registry.func(
    'long __stdcall RegOpenKeyExW(intptr_t, str16, uint32_t, uint32_t, _Out_ intptr_t *)',
  );
  const closeKey = registry.func('long __stdcall RegCloseKey(intptr_t)');

  return {
    exists(name) {
      const handle = openMapping(FILE_MAP_READ, 0, name);
      if (isNull(handle)) return false;
      closeHandle(handle);
      return true;
    },

    create(name, bytes) {
      const handle = createMapping(INVALID_HANDLE, null, PAGE_READWRITE, 0, bytes, name);
      const start = isNull(handle) ? 0 : mapView(handle, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, bytes);
      if (isNull(start)) {
        if (!isNull(handle)) closeHandle(handle);
        throw new Error('Windows gave no memory for the virtual camera.');
      }
      const base = BigInt(start);
      const number = new Uint8Array(4);
      const view = new DataView(number.buffer);
      const write = (offset: number, data: Uint8Array): void => {
        copy(base + BigInt(offset), data, data.byteLength);
      };
      return {
        write,
        writeNumber(offset, value) {
          view.setUint32(0, value, true);
          write(offset, number);
        },
        close() {
          unmapView(base);
          closeHandle(handle);
        },
      };
    },

    isClassRegistered(classId) {
      const key = [0];
      if (openKey(CLASSES_ROOT, `CLSID\\${classId}`, 0, KEY_READ, key) !== 0) return false;
      closeKey(key[0]);
      return true;
    },
  };
};

/** Handles come as numbers or, where they are large, as bigints. */
const isNull = (handle: number | bigint): boolean => BigInt(handle) === 0n;
