/** Largest file that is made an avatar, bytes: what the host takes. */
const MAX_BYTES = 200 * 1024 * 1024;

/**
 * Reads a file piece by piece, so that it can be shown and left.
 * @throws Error with a sentence for the user; the signal's reason when it is aborted
 */
export const readFile = async (
  file: Blob,
  signal: AbortSignal,
  onBytes: (done: number, total: number) => void,
): Promise<Uint8Array<ArrayBuffer>> => {
  if (file.size > MAX_BYTES)
    throw new Error(`The file is larger than ${MAX_BYTES / 1024 / 1024} MB. Reduce its textures first.`);
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let done = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      signal.throwIfAborted();
      if (done + part.value.byteLength > bytes.byteLength) break;
      bytes.set(part.value, done);
      done += part.value.byteLength;
      onBytes(done, file.size);
    }
  } catch (error) {
    throw signal.aborted ? error : new Error('The file cannot be read any more. Is it still there?');
  }
  return bytes;
};
