/** An NV12 frame whose every byte tells its place and its number. */
export const testFrame = (width: number, height: number, index: number): Uint8Array => {
  const bytes = new Uint8Array((width * height * 3) / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 7 + (i >> 8) * 13 + index * 31) & 255;
  return bytes;
};

/** FNV-1a, as the reader in C computes it. */
export const fnv1a = (bytes: Uint8Array): number => {
  let hash = 2166136261;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  return hash;
};
