import { UploadRefused } from './upload';

/** The id in the host's JSON answer to a stored file. */
export const idOf = (answer: string): string | undefined => {
  try {
    const entry: unknown = JSON.parse(answer);
    const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
};

/** The sentence for the user in whatever was thrown; empty where there is none. */
export const sentenceOf = (error: unknown): string => {
  if (error instanceof UploadRefused) return error.message;
  return error instanceof Error ? error.message : String(error);
};
