import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Reads what a legacy `@mediapipe/NAME` package carries in `NAME_solution_packed_assets.data`: Emscripten's file packager
 * laid the files end to end, and its loader script lists where each starts and ends.
 *
 * @returns the bytes of each file by its base name.
 * @throws Error where the package does not look as expected.
 */
export const readPackedAssets = (packageFolder: string): Map<string, Buffer> => {
  const stem = `${basename(packageFolder)}_solution_packed_assets`;
  const loader = readFileSync(join(packageFolder, `${stem}_loader.js`), 'utf8');
  const data = readFileSync(join(packageFolder, `${stem}.data`));
  return unpackAssets(loader, data);
};

export const unpackAssets = (loader: string, data: Buffer): Map<string, Buffer> => {
  const files = new Map<string, Buffer>();
  for (const [, path, start, end] of loader.matchAll(
    /"filename":\s*"([^"]+)",\s*"start":\s*(\d+),\s*"end":\s*(\d+)/g,
  )) {
    if (Number(end) > data.length || Number(start) > Number(end))
      throw new Error(`The packed assets are shorter than their list says: ${path} ends at ${end}.`);
    files.set(basename(path ?? ''), data.subarray(Number(start), Number(end)));
  }
  if (files.size === 0) throw new Error('The packed assets’ loader lists no files.');
  return files;
};
