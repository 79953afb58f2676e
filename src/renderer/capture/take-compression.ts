import { MAX_TAKE_BYTES, TakeError } from '@motion/codecs/take-format';

/** A take's bytes as a `.ktake` file: gzipped. */
export const compressTake = async (bytes: Uint8Array): Promise<Uint8Array> =>
  collect(streamOf(bytes).pipeThrough(new CompressionStream('gzip')), Number.POSITIVE_INFINITY);

/**
 * A `.ktake` file's content, for `readTake`.
 * @throws TakeError where the file is not gzipped, damaged, or unpacks to more than a take may hold
 */
export const decompressTake = async (file: Uint8Array, limit = MAX_TAKE_BYTES): Promise<Uint8Array> => {
  if (file[0] !== 0x1f || file[1] !== 0x8b) throw new TakeError('This file is not a Kagami take.');
  return collect(streamOf(file).pipeThrough(new DecompressionStream('gzip')), limit);
};

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();

const collect = async (stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read().catch(() => {
      throw new TakeError('The take is damaged: it cannot be unpacked.');
    });
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new TakeError('The take is too large.');
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};
