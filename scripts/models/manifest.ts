import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FileSum {
  name: string;
  bytes: number;
  sha256: string;
}

/** `resources/models/manifest.json`: what the folder must hold, byte for byte. */
export interface ModelsManifest {
  /** Built from the npm packages by `scripts/models/build-models.ts`. */
  files: FileSum[];
  /** Google's face model: fetched, never built. */
  face: FileSum & { url: string };
}

export const readManifest = (modelsFolder: string): ModelsManifest =>
  JSON.parse(readFileSync(join(modelsFolder, 'manifest.json'), 'utf8')) as ModelsManifest;

export const sumOf = (name: string, data: Buffer): FileSum => ({
  name,
  bytes: data.length,
  sha256: createHash('sha256').update(data).digest('hex'),
});

/** Whether the file is there and is the one that the manifest names. */
export const matches = (folder: string, expected: FileSum): boolean => {
  const path = join(folder, expected.name);
  if (!existsSync(path)) return false;
  return sumOf(expected.name, readFileSync(path)).sha256 === expected.sha256;
};
