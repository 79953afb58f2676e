import { createBreather } from './breathe';

/** How much is copied at once: memory that is new to the page costs it some milliseconds a megabyte. */
export const PIECE = 512 * 1024;

/** A copy of many bytes, made piece by piece so that frames get through. */
export const copyBytes = async (bytes: Uint8Array): Promise<ArrayBuffer> => {
  if (bytes.byteLength <= PIECE) return bytes.slice().buffer as ArrayBuffer;
  const copy = new Uint8Array(bytes.byteLength);
  const breather = createBreather();
  for (let at = 0; at < bytes.byteLength; at += PIECE) {
    await breather();
    copy.set(bytes.subarray(at, at + PIECE), at);
  }
  return copy.buffer;
};

/** The same in pieces that can be sent to a worker, which then need not be copied once more. */
export const copyPieces = async (bytes: Uint8Array): Promise<ArrayBuffer[]> => {
  const pieces: ArrayBuffer[] = [];
  const breather = createBreather();
  for (let at = 0; at < bytes.byteLength; at += PIECE) {
    await breather();
    pieces.push(bytes.slice(at, at + PIECE).buffer as ArrayBuffer);
  }
  return pieces;
};
