import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256OfFile } from './sha256';

export interface DownloadOptions {
  /** Of the whole file, hexadecimal. */
  sha256: string;
  bytes: number;
  signal?: AbortSignal;
  onProgress?: (receivedBytes: number, totalBytes: number) => void;
  /** Gives up when nothing arrives for so long, ms. */
  timeoutMs?: number;
  /** Electron's `net.fetch` knows the system's proxy; Node's own is the default. */
  fetch?: typeof fetch;
}

/** The user (or the end of the program) stopped the download. */
export class DownloadCancelled extends Error {
  constructor() {
    super('The download was cancelled; what has arrived is kept.');
    this.name = 'DownloadCancelled';
  }
}

/**
 * Fetches one pinned file, going on from an earlier attempt where the server can (HTTP Range, RFC 9110 section 14).
 *
 * @param file where the whole, checked file ends up; what has arrived so far lies in `<file>.part`
 * @throws DownloadCancelled, or Error with a sentence for the user. A part is kept unless it was wrong.
 */
export const downloadFile = async (url: string, file: string, options: DownloadOptions): Promise<void> => {
  const part = `${file}.part`;
  await mkdir(dirname(file), { recursive: true });
  await receive(url, part, options);
  if ((await sha256OfFile(part)) !== options.sha256) {
    await rm(part, { force: true });
    throw new Error(
      `What ${hostOf(url)} sent is not the expected file, so it was thrown away. Try again; if it happens again, a proxy may be changing it.`,
    );
  }
  await rename(part, file);
};

const receive = async (url: string, part: string, options: DownloadOptions): Promise<void> => {
  const { bytes, onProgress, timeoutMs = 30_000 } = options;
  const have = await usablePart(part, bytes);
  onProgress?.(have, bytes);
  if (have === bytes) return;

  const stall = createStallTimer(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, stall.signal]) : stall.signal;
  try {
    const response = await (options.fetch ?? fetch)(url, {
      headers: have > 0 ? { Range: `bytes=${have}-` } : {},
      signal,
    });
    if (response.status === 416) {
      await rm(part, { force: true });
      throw new Error(`${hostOf(url)} refused to go on with the download. Try again to start over.`);
    }
    if (!response.ok || response.body === null)
      throw new Error(
        `${hostOf(url)} answered ${response.status}. Try again later, or put the file there by hand.`,
      );
    await append(response.body, url, part, response.status === 206 ? have : 0, options, stall);
  } catch (error) {
    if (options.signal?.aborted) throw new DownloadCancelled();
    if (stall.signal.aborted)
      throw new Error(`${hostOf(url)} stopped answering. Try again; what has arrived is kept.`);
    throw inPlainWords(error, url, (await usablePart(part, bytes)) > have);
  } finally {
    stall.stop();
  }
};

const usablePart = async (part: string, bytes: number): Promise<number> => {
  const found = await stat(part).catch(() => undefined);
  if (found === undefined) return 0;
  if (found.size <= bytes) return found.size;
  await rm(part, { force: true });
  return 0;
};

const append = async (
  body: ReadableStream<Uint8Array>,
  url: string,
  part: string,
  from: number,
  { bytes, onProgress }: DownloadOptions,
  stall: StallTimer,
): Promise<void> => {
  const handle = await open(part, from > 0 ? 'a' : 'w');
  let received = from;
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      stall.restart();
      received += chunk.byteLength;
      if (received > bytes) break;
      await handle.write(chunk);
      onProgress?.(received, bytes);
    }
  } finally {
    await handle.close();
  }
  if (received > bytes) {
    await rm(part, { force: true });
    throw new Error(`${hostOf(url)} sent more than the file has. Try again.`);
  }
  if (received < bytes)
    throw new Error(`The connection to ${hostOf(url)} ended too early. Try again; what has arrived is kept.`);
};

interface StallTimer {
  signal: AbortSignal;
  restart(): void;
  stop(): void;
}

const createStallTimer = (ms: number): StallTimer => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, restart: () => timer.refresh(), stop: () => clearTimeout(timer) };
};

/** Node says "fetch failed" and hides the reason in `cause`; Electron says `net::ERR_…`. */
const inPlainWords = (error: unknown, url: string, somethingArrived: boolean): Error => {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  const isNetwork = cause !== undefined || message === 'fetch failed' || message.startsWith('net::');
  if (!isNetwork) return error as Error;
  const code = cause?.code ?? message;
  if (somethingArrived)
    return new Error(
      `The connection to ${hostOf(url)} broke (${code}). Try again; what has arrived is kept.`,
    );
  return new Error(
    `Could not reach ${hostOf(url)} (${code}). Check the connection to the internet and try again.`,
  );
};

const hostOf = (url: string): string => new URL(url).host;
