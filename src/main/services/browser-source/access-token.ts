import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** The secret in the address that OBS keeps: it must outlive the program, and is readable by its user alone. */
export interface TokenFile {
  /** The kept token; a new one where there is none. */
  read(): Promise<string>;
  /** Replaces the token: whoever knows the old one is shut out. */
  renew(): Promise<string>;
}

const TOKEN = /^[\w-]{43}$/;

export const createTokenFile = (dataFolder: string): TokenFile => {
  const file = join(dataFolder, 'browser-source-token');
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
