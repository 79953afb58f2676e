import { AvatarFileError, MAX_FILE_BYTES } from './read-glb';

/** Progress is told each time that it has grown by this. */
const STEP = 0.01;

/**
 * Reads a file of the host's own origin.
 * @param onProgress 0..1 where the host says how long the file is.
 * @throws AvatarFileError with a sentence for the user; the signal's reason when it is aborted.
 */
export const readAddress = async (
  address: string,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Uint8Array<ArrayBuffer>> => {
  const response = await fetch(address, { signal }).catch((error: unknown) => {
    throw signal.aborted
      ? error
      : new AvatarFileError('The avatar file could not be read. Is Kagami still running?');
  });
  if (!response.ok || !response.body)
    throw new AvatarFileError(`The avatar file is not there any more (${response.status}). Choose another.`);
  const total = Number(response.headers.get('content-length') ?? 0);
  // Room for all that is announced, so that nothing has to be put together in the end; it grows where more comes.
  let bytes = new Uint8Array(Math.min(total, MAX_FILE_BYTES));
  let received = 0;
  let told = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const length = received + part.value.byteLength;
    if (length > MAX_FILE_BYTES) {
      await reader.cancel();
      throw new AvatarFileError(`The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`);
    }
    if (length > bytes.byteLength) bytes = grown(bytes, Math.max(length, 2 * bytes.byteLength));
    bytes.set(part.value, received);
    received = length;
    if (total === 0 || received / total < told + STEP) continue;
    told = Math.min(received / total, 1);
    onProgress(told);
  }
  return bytes.subarray(0, received);
};

const grown = (bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> => {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
};
