import { AvatarFileError, MAX_FILE_BYTES } from './read-glb';

/**
 * Reads a file of the host's own origin.
 * @param onProgress 0..1 where the host says how long the file is.
 * @throws AvatarFileError with a sentence for the user; the signal's reason when it is aborted.
 */
export const fetchBytes = async (
  url: string,
  signal: AbortSignal | undefined,
  onProgress: (fraction: number) => void,
): Promise<Uint8Array> => {
  const response = await fetch(url, { signal: signal ?? null }).catch((error: unknown) => {
    throw signal?.aborted
      ? error
      : new AvatarFileError('The avatar file could not be read. Is Kagami still running?');
  });
  if (!response.ok || !response.body)
    throw new AvatarFileError(`The avatar file is not there any more (${response.status}). Choose another.`);
  const total = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    received += part.value.byteLength;
    if (received > MAX_FILE_BYTES) {
      await reader.cancel();
      throw new AvatarFileError(`The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`);
    }
    if (total > 0) onProgress(Math.min(received / total, 1));
  }
  return join(chunks, received);
};

const join = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
};
