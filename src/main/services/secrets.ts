import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** The operating system's way to encrypt for this user alone, where the host has one: Electron's safeStorage. */
export interface Seal {
  seal(text: string): Uint8Array;
  /** @throws where it was sealed by another user or on another computer. */
  unseal(sealed: Uint8Array): string;
}

export type SecretName = 'obs-password' | 'speech-key';

/**
 * Passwords for other programs, apart from the settings: never in settings.json, never told to a page, never logged. `keychain`: encrypted
 * by the operating system; `file`: readable in a file that only this user may open (mode 0600).
 */
export interface Secrets {
  readonly kind: 'keychain' | 'file';
  get(name: SecretName): string | undefined;
  /** An empty text forgets it. Stored when it resolves. */
  set(name: SecretName, text: string): Promise<void>;
}

export interface SecretsOptions {
  file: string;
  seal?: Seal | undefined;
}

const OWNER_ONLY = 0o600;

const storedSecrets = z.record(
  z.string(),
  z.object({ kind: z.enum(['keychain', 'file']), value: z.base64() }),
);
type StoredSecrets = z.infer<typeof storedSecrets>;

export const createSecrets = async ({ file, seal }: SecretsOptions): Promise<Secrets> => {
  const kind = seal === undefined ? 'file' : 'keychain';
  const stored = await read(file);

  return {
    kind,
    get(name) {
      const secret = stored[name];
      if (secret === undefined) return undefined;
      const bytes = Buffer.from(secret.value, 'base64');
      if (secret.kind === 'file') return bytes.toString('utf8');
      try {
        return seal?.unseal(bytes);
      } catch {
        // Of another user, or the keychain was renewed: it has to be typed again.
        return undefined;
      }
    },
    async set(name, text) {
      if (text === '') delete stored[name];
      else {
        const bytes = seal === undefined ? Buffer.from(text, 'utf8') : seal.seal(text);
        stored[name] = { kind, value: Buffer.from(bytes).toString('base64') };
      }
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, `${JSON.stringify(stored, undefined, 2)}\n`, { mode: OWNER_ONLY });
      await chmod(file, OWNER_ONLY);
    },
  };
};

/** A missing or broken file holds nothing. */
const read = async (file: string): Promise<StoredSecrets> => {
  try {
    return storedSecrets.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
};
