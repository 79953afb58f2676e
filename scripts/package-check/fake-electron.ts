import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Marks the fuses inside Electron's binary. Source: Electron documentation, "Electron Fuses", the sentinel and the wire after it. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_WIRE_VERSION = 1;
/** Electron's defaults, in the wire's order; `0` off, `1` on. */
const DEFAULT_FUSES = '101100011';

/** A folder with what electron-builder takes for Electron's Linux distribution. There is no program in it. */
export const makeFakeElectron = async (folder: string): Promise<string> => {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  const { version } = JSON.parse(await readFile('node_modules/electron/package.json', 'utf8')) as {
    version: string;
  };
  const binary = Buffer.concat([
    Buffer.from('not a program\n'),
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([FUSE_WIRE_VERSION, DEFAULT_FUSES.length]),
    Buffer.from(DEFAULT_FUSES),
  ]);
  await writeFile(join(folder, 'electron'), binary, { mode: 0o755 });
  await writeFile(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  await writeFile(join(folder, 'version'), version);
  await writeFile(join(folder, 'locales', 'en-US.pak'), '');
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) await writeFile(join(folder, name), '');
  return folder;
};
