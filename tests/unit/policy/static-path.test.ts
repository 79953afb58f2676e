import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveStaticPath } from '../../../src/main/policy/static-path';

const ROOT = resolve('/srv/kagami');

describe('resolveStaticPath', () => {
  it('finds files below the root', () => {
    expect(resolveStaticPath(ROOT, '/studio.html')).toBe(join(ROOT, 'studio.html'));
    expect(resolveStaticPath(ROOT, '/avatars/My%20avatar.vrm')).toBe(join(ROOT, 'avatars', 'My avatar.vrm'));
  });

  it.each([
    '/',
    '',
    '/..',
    '/../etc/passwd',
    '/a/../../b',
    '/%2e%2e/b',
    '/a%2fb',
    '/a%5cb',
    '/C:/windows',
    '/.git/config',
    '/a//b',
    '/%00',
    '/%',
    '/%ff',
  ])('refuses %s', (path) => {
    expect(resolveStaticPath(ROOT, path)).toBeUndefined();
  });

  it('never leaves the root, whatever is asked', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '%2e%2e', '/', '\\', '%2f', '%5c', 'C:', '.', '~'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const file = resolveStaticPath(ROOT, `/${pieces.join('/')}`);
        expect(file === undefined || file.startsWith(ROOT + sep)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
