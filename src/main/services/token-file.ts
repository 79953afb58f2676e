import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** A secret in an address that other programs keep: it must outlive the program, and is readable by its user alone. */
export interface TokenFile {
  /** The kept token; a new one where there is none. */
  read(): Promise<string>;
  /** Replaces the token: whoever knows the old one is shut out. */
  renew(): Promise<string>;
}

const TOKEN = /^[\w-]{43}$/;

export const createTokenFile = (dataFolder: string, name: string): TokenFile => {
  const file = join(dataFolder, name);
  const renew = async (): Promise<string> => {
    const token = randomBytes(32).toString('base64url');
    await writeFileAtomic(file, token, { mode: 0o600 });
    return token;
  };
  return {
    async read() {
      const kept = await readFile(file, 'utf8').catch(() => '');
      return TOKEN.test(kept) ? kept : renew();
    },
    renew,
  };
};
