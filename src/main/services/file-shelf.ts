import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileNameFault } from '../policy/file-name';

/** A refusal in words for the user, with the HTTP status that says the same. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 404 | 409 | 413 | 507,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export interface ShelfFile {
  /** With its extension. */
  name: string;
  path: string;
  bytes: number;
  modifiedMs: number;
}

/** One folder of files of one kind. */
export interface FileShelf {
  list(): Promise<ShelfFile[]>;
  /** @throws Refusal */
  find(name: string): Promise<ShelfFile>;
  /** Takes a file in; one of the same name is replaced. @throws Refusal */
  store(name: string, content: AsyncIterable<Uint8Array>): Promise<ShelfFile>;
  /** @throws Refusal */
  remove(name: string): Promise<void>;
}

export interface FileShelfOptions {
  folder: string;
  /** Endings of its files, with their dots, lower case. */
  extensions: readonly string[];
  /** For all of them, or by extension. */
  maxBytes: number | Readonly<Record<string, number>>;
  /** Looks at an arrived file. @throws Error with a sentence for the user where it is not wanted. */
  check: (path: string, extension: string) => Promise<unknown>;
}

export const createFileShelf = ({ folder, extensions, maxBytes, check }: FileShelfOptions): FileShelf => {
  const faultOf = (name: string): string | undefined =>
    extensions.length > 1 && !extensions.some((extension) => name.toLowerCase().endsWith(extension))
      ? `Kagami takes ${extensions.join(', ')} files here.`
      : fileNameFault(name, endingOf(name, extensions));

  const pathOf = (name: string): string => {
    const fault = faultOf(name);
    if (fault !== undefined) throw new Refusal(400, fault);
    return join(folder, name);
  };

  const find = async (name: string): Promise<ShelfFile> => {
    const path = pathOf(name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) throw new Refusal(404, `There is no file "${name}" any more.`);
    return { name, path, bytes: found.size, modifiedMs: found.mtimeMs };
  };

  return {
    find,
    async list() {
      const names = await readdir(folder).catch(() => [] as string[]);
      const wanted = names.filter(
        (name) => extensions.some((ending) => name.endsWith(ending)) && faultOf(name) === undefined,
      );
      const files = await Promise.all(wanted.map((name) => find(name).catch(() => undefined)));
      return files
        .filter((file) => file !== undefined)
        .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    },
    async store(givenName, content) {
      const extension = endingOf(givenName, extensions);
      const name = storedName(givenName, extension);
      const path = pathOf(name);
      await mkdir(folder, { recursive: true });
      const arriving = join(folder, `.arriving-${randomUUID()}`);
      try {
        await pipeline(
          bounded(content, typeof maxBytes === 'number' ? maxBytes : (maxBytes[extension] ?? 0)),
          createWriteStream(arriving, { flags: 'wx' }),
        );
        await check(arriving, extension).catch((error: Error) => {
          throw new Refusal(400, error.message);
        });
        await rename(arriving, path);
      } finally {
        await rm(arriving, { force: true });
      }
      return find(name);
    },
    async remove(name) {
      await find(name);
      await rm(pathOf(name));
    },
  };
};

/** The one of the endings that a name has; the first where it has none of them. */
const endingOf = (name: string, extensions: readonly string[]): string =>
  extensions.find((extension) => name.toLowerCase().endsWith(extension)) ?? extensions[0] ?? '';

/** One spelling for one file: composed letters, and the extension in lower case. */
const storedName = (name: string, extension: string): string =>
  name.toLowerCase().endsWith(extension)
    ? name.slice(0, -extension.length).normalize('NFC') + extension
    : name;

async function* bounded(
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new Refusal(413, `The file is larger than the ${maxBytes / 1024 / 1024} MB that Kagami takes.`);
    yield chunk;
  }
}
