import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.number().int().positive();

const manifestSchema = z.object({
  /** Files that the set-up script builds, by name. */
  files: z
    .array(z.object({ name: z.string(), sha256, bytes }))
    .transform((files) => Object.fromEntries(files.map(({ name, ...file }) => [name, file]))),
  /** Google's official face model, which is fetched and never built. */
  face: z.object({ name: z.string(), url: z.url(), sha256, bytes }),
});

/** `resources/models/manifest.json`: every tracking model with its size and hash. */
export type ModelManifest = z.infer<typeof manifestSchema>;

/** @throws Error with a sentence where it is missing or damaged. */
export const readModelManifest = async (modelsFolder: string): Promise<ModelManifest> => {
  const file = join(modelsFolder, 'manifest.json');
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new Error(`The list of tracking models (${file}) is missing or damaged. Install Kagami again.`);
  }
};
