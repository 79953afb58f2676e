/** What reading a file does beside the page: taking it off the network, decoding its pictures. */

import { readAddress } from './read-address';
import { AvatarFileError } from './read-glb';

export type FileWork =
  /** An address of the host's own origin. */
  | { read: string }
  /** Bytes of a PNG, JPEG or WebP, cut into pieces, or the address of such: `data:` or `blob:`. */
  | { decode: ArrayBuffer[] | string };

/** `cancel`: nobody waits for the work of this number any more. */
export type ToFileWorker = { id: number } & (FileWork | { cancel: true });

export type FromFileWorker = { id: number } & (
  | { progress: number }
  | { bytes: Uint8Array<ArrayBuffer> }
  | { picture: ImageBitmap }
  /** `sentence`: it is for the user. */
  | { error: string; sentence: boolean }
);

const scope = globalThis as unknown as {
  postMessage(message: FromFileWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToFileWorker>) => void) | null;
};

const reading = new Map<number, AbortController>();

scope.onmessage = async ({ data }) => {
  const { id } = data;
  try {
    if ('read' in data) await read(id, data.read);
    else if ('decode' in data) await decode(id, data.decode);
    else reading.get(id)?.abort();
  } catch (error) {
    const sentence = error instanceof AvatarFileError;
    scope.postMessage({ id, error: sentence ? error.message : String(error), sentence }, []);
  }
};

const read = async (id: number, address: string): Promise<void> => {
  const stop = new AbortController();
  reading.set(id, stop);
  try {
    const bytes = await readAddress(address, stop.signal, (progress) =>
      scope.postMessage({ id, progress }, []),
    );
    scope.postMessage({ id, bytes }, [bytes.buffer]);
  } finally {
    reading.delete(id);
  }
};

const decode = async (id: number, source: ArrayBuffer[] | string): Promise<void> => {
  const blob = typeof source === 'string' ? await (await fetch(source)).blob() : new Blob(source);
  // As glTF asks for: neither a colour profile nor alpha changes what is stored (glTF 2.0, section 3.8.1).
  const picture = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  scope.postMessage({ id, picture }, [picture]);
};
