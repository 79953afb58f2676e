import { basename, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameFault } from '../../../src/main/policy/file-name';

describe('fileNameFault', () => {
  it.each(['Hikari.vrm', 'My avatar (2).VRM', 'かがみ.vrm', 'a.b-c_d.vrm'])('takes %s', (name) => {
    expect(fileNameFault(name, '.vrm')).toBeUndefined();
  });

  it.each([
    '.vrm',
    'a.exe',
    'a.vrm.exe',
    '../a.vrm',
    'a/b.vrm',
    'a\\b.vrm',
    '.hidden.vrm',
    'con.vrm',
    'LPT1.x.vrm',
    'a:b.vrm',
    'a\u0000.vrm',
    'gpj\u202e.vrm',
    `${'a'.repeat(200)}.vrm`,
  ])('refuses %j with a sentence', (name) => {
    expect(fileNameFault(name, '.vrm')).toMatch(/^The file's name .*\.$/);
  });

  it('takes only what is one plain path segment', () => {
    fc.assert(
      fc.property(fc.string(), (stem) => {
        const name = `${stem}.vrm`;
        if (fileNameFault(name, '.vrm') === undefined) expect(basename(resolve('/x', name))).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });
});
