import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * The file below `root` that a percent-encoded URL path names, or undefined where it would leave `root`, names a hidden file or
 * cannot be decoded. Windows' separators, drives, device names and NUL are refused on every system.
 */
export const resolveStaticPath = (root: string, urlPath: string): string | undefined => {
  const segments = decodeSegments(urlPath);
  if (segments === undefined || segments.length === 0) return undefined;
  const file = resolve(root, ...segments);
  const inside = relative(resolve(root), file);
  if (inside === '' || isAbsolute(inside) || inside.split(sep).includes('..')) return undefined;
  return file;
};

const decodeSegments = (urlPath: string): string[] | undefined => {
  try {
    const segments = urlPath.replace(/^\//, '').split('/').map(decodeURIComponent);
    return segments.every(isPlainSegment) ? segments : undefined;
  } catch {
    return undefined;
  }
};

const isPlainSegment = (segment: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  segment !== '' && !segment.startsWith('.') && !/[\u0000-\u001f/\\:]/.test(segment);
