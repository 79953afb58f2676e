import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type FliteRequest, speakByFlite } from './flite';

/** A thread that speaks: one request, one answer, in order. Started by `built-in-voice.ts`. */
const flite = readFile((workerData as { wasm: string }).wasm).then((bytes) => WebAssembly.compile(bytes));

parentPort?.on('message', async (request: FliteRequest) => {
  try {
    const { wav, cues } = speakByFlite(await flite, request);
    parentPort?.postMessage({ wav, cues });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
