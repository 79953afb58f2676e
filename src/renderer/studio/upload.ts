export interface UploadOptions {
  /** 0..1. */
  onProgress?(share: number): void;
  signal?: AbortSignal;
}

export type PutFile = (path: string, bytes: Blob, options?: UploadOptions) => Promise<string>;

/** A refusal in the host's own words, for the user. */
export class UploadRefused extends Error {
  override name = 'UploadRefused';
}

/**
 * Stores a file on the host: `PUT path`. XMLHttpRequest, as `fetch` tells nothing of an upload's progress.
 *
 * @returns the answer's text.
 * @throws UploadRefused with the host's sentence; with an empty message where the host did not answer.
 */
export const putFile: PutFile = (path, bytes, options = {}) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) options.onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.responseText);
      else reject(new UploadRefused(request.responseText.trim().slice(0, 500)));
    };
    request.onerror = () => reject(new UploadRefused(''));
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });

/** A file's name without folders and extension, in characters that every file system takes; `fallback` where nothing is left. */
export const storedName = (fileName: string, fallback: string): string => {
  const base = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  const clean = base
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*#%]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 80)
    .trim();
  return clean === '' ? fallback : clean;
};
