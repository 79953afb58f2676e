/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const FORBIDDEN = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/;
const LONGEST = 128;

/**
 * Why a user's file may not have this name, in words for the user; undefined where it may. A name that passes is safe as one path
 * segment on Windows, macOS and Linux.
 *
 * @param extension with its dot, lower case
 */
export const fileNameFault = (name: string, extension: string): string | undefined => {
  if (!name.toLowerCase().endsWith(extension) || name.length <= extension.length)
    return `The file's name must end in ${extension}.`;
  if (name.length > LONGEST || Buffer.byteLength(name) > 240)
    return `The file's name is too long. Shorten it to ${LONGEST} characters.`;
  if (FORBIDDEN.test(name) || name.startsWith('.') || name.startsWith(' ') || DEVICE_NAME.test(name))
    return `The file's name has characters that cannot be stored. Rename it to letters, digits, spaces, "-" and "_".`;
  return undefined;
};
