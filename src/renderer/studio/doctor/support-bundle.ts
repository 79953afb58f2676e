import type { SupportFile } from '@shared/doctor';
import { strToU8, zipSync } from 'fflate';

/** The files as one .zip. */
export const zipSupportFiles = (files: readonly SupportFile[]): Blob => {
  const entries = Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)]));
  return new Blob([zipSync(entries, { level: 6 }) as BlobPart], { type: 'application/zip' });
};
