import { askFileWorker } from './file-worker';

/**
 * Reads a file of the host's own origin beside the page, which twenty megabytes from the network would hold up for a fifth of a second.
 * @param onProgress 0..1 where the host says how long the file is.
 * @throws AvatarFileError with a sentence for the user; the signal's reason when it is aborted.
 */
export const fetchBytes = async (
  address: string,
  signal?: AbortSignal,
  onProgress?: (fraction: number) => void,
): Promise<Uint8Array> => {
  const { bytes } = await askFileWorker(
    { read: new URL(address, location.href).href },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  return bytes;
};
