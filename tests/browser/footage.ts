import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SOI = Buffer.from([0xff, 0xd8, 0xff]);

/** Cuts one picture out of an MJPEG file, which is JPEGs one after another, as a file of its own. */
export const cutFrame = async (footage: string, index: number, folder: string): Promise<string> => {
  const bytes = await readFile(footage);
  const starts: number[] = [];
  for (let at = bytes.indexOf(SOI); at >= 0; at = bytes.indexOf(SOI, at + 1)) starts.push(at);
  const start = starts[index];
  if (start === undefined) throw new Error(`${footage} has ${starts.length} pictures, not ${index + 1}.`);
  const file = join(folder, `frame-${index}.jpg`);
  await writeFile(file, bytes.subarray(start, starts[index + 1]));
  return file;
};
