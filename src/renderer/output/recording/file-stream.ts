import type { StreamTargetChunk } from 'mediabunny';

/** Pieces are sent when they are this large … */
const PIECE_BYTES = 1024 * 1024;
/** … or this old, ms: so much a crash can cost. */
const PIECE_MS = 1000;

/** A file on the host that is written piece by piece while it grows. */
export interface FileStream {
  readonly writable: WritableStream<StreamTargetChunk>;
  /** Bytes that have arrived on the disk. */
  readonly bytes: number;
}

/**
 * @param path `/user/recordings/NAME`; pieces go to `PATH/OFFSET`
 * The stream fails with the host's own sentence: the disk is full, the host has gone.
 */
export const createFileStream = (path: string): FileStream => {
  let bytes = 0;
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let begin = 0;
  let length = 0;
  let begunAt = 0;

  const send = async (): Promise<void> => {
    if (length === 0) return;
    const piece = new Blob(parts);
    const at = begin;
    parts = [];
    begin += length;
    length = 0;
    const answer = await fetch(`${path}/${at}`, { method: 'PUT', body: piece }).catch(() => undefined);
    if (answer === undefined) throw new Error('Kagami is not running any more: the recording has ended.');
    if (!answer.ok) throw new Error((await answer.text()).trim().slice(0, 500));
    bytes = Math.max(bytes, at + piece.size);
  };

  const writable = new WritableStream<StreamTargetChunk>({
    async write({ data, position }) {
      // What is corrected further ahead in the file is a piece of its own.
      if (position !== begin + length) await send();
      if (length === 0) {
        begin = position;
        begunAt = performance.now();
      }
      parts.push(data.slice());
      length += data.length;
      if (length >= PIECE_BYTES || performance.now() - begunAt >= PIECE_MS) await send();
    },
    close: send,
  });

  return {
    writable,
    get bytes() {
      return bytes;
    },
  };
};
