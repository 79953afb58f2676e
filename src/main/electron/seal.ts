import { safeStorage } from 'electron';
import type { Seal } from '../services/secrets';

/**
 * The operating system's keychain, once Electron is ready. On Linux without one Electron would only scramble with a password that everyone
 * knows: then there is none, and Studio says so.
 */
export const systemSeal = (): Seal | undefined => {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return undefined;
  return {
    seal: (text) => safeStorage.encryptString(text),
    unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  };
};
