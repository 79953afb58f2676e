import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ModelsManifest } from './manifest';
import { matches } from './manifest';

/** An install must not hang where the network is closed, nor on a network that only trickles. */
const STALL_MS = 6000;
const WHOLE_MS = 120_000;

export type Download = (
  url: string,
  target: string,
  options: { sha256: string; bytes: number; timeoutMs: number; signal: AbortSignal },
) => Promise<unknown>;

/**
 * Sees to the official face model: there already, in the folder that KAGAMI_MODELS names (read in place, never copied),
 * or downloaded. Never throws: without it the face is tracked by Face Mesh.
 * @returns a line for the user.
 */
export const ensureFaceModel = async (options: {
  modelsFolder: string;
  manifest: ModelsManifest;
  folder: string | undefined;
  download: Download;
}): Promise<string> => {
  const { modelsFolder, folder, download } = options;
  const { url, ...face } = options.manifest.face;
  if (matches(modelsFolder, face)) return 'Face model: there.';
  if (folder && matches(resolve(folder), face)) return `Face model: used from ${folder} (KAGAMI_MODELS).`;
  const unusable =
    folder && existsSync(join(folder, face.name)) ? ` (the one in ${folder} is not Google's)` : '';
  try {
    await download(url, join(modelsFolder, face.name), {
      ...face,
      timeoutMs: STALL_MS,
      signal: AbortSignal.timeout(WHOLE_MS),
    });
    return `Face model: downloaded (${(face.bytes / 1e6).toFixed(1)} MB).`;
  } catch {
    return [
      `Face model: could not be fetched${unusable}. Kagami tracks the face with Face Mesh instead, without the model's`,
      'blendshapes. To get it later: press “Download it” under Face tracker in Studio, or run `npm run prepare` when online.',
    ].join(' ');
  }
};
