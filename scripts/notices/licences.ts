/**
 * Licences (SPDX) that let the program ship under Apache-2.0 without a further duty than to name them, and MPL-2.0, whose files are
 * shipped as they are published and whose source the notice's address leads to.
 */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'Festival',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Whether an SPDX expression of plain names with OR and AND is covered: one side of an OR is enough. */
export const isLicenceAllowed = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => ALLOWED.has(licence.trim())));
