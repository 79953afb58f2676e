import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLicenceAllowed } from '../../../scripts/notices/licences';
import { parseHostChoice } from '../../../scripts/start/arguments';
import { isStale } from '../../../scripts/start/build';

describe('npm start', () => {
  it('takes the host out of the program’s own arguments', () => {
    expect(parseHostChoice(['--demo', '--host=browser', '--port=0'])).toEqual({
      host: 'browser',
      rest: ['--demo', '--port=0'],
    });
    expect(parseHostChoice([]).host).toBe('auto');
    expect(() => parseHostChoice(['--host=firefox'])).toThrow('--host must be');
  });
});

describe('isStale', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kagami-stale-'));
    await mkdir(join(folder, 'src', 'deep'), { recursive: true });
    for (const [name, time] of [
      ['src/deep/a.ts', 1000],
      ['src/deep', 1000],
      ['src', 1000],
      ['built.js', 2000],
    ] as const) {
      const path = join(folder, name);
      if (name.includes('.')) await writeFile(path, '');
      await utimes(path, time, time);
    }
  });
  afterEach(() => rm(folder, { recursive: true }));
  const stale = (...built: string[]) =>
    isStale(
      [join(folder, 'src')],
      built.map((name) => join(folder, name)),
    );

  it('builds what is missing or older than a source, and nothing else', async () => {
    expect(await stale('built.js')).toBe(false);
    expect(await stale('built.js', 'other.js')).toBe(true);
    await utimes(join(folder, 'src/deep/a.ts'), 3000, 3000);
    expect(await stale('built.js')).toBe(true);
  });

  it('notices that a source was taken away', async () => {
    await rm(join(folder, 'src/deep/a.ts'));
    expect(await stale('built.js')).toBe(true);
  });
});

describe('isLicenceAllowed', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'MIT AND ISC'])('lets %s ship', (licence) => {
    expect(isLicenceAllowed(licence)).toBe(true);
  });

  it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED', 'none given', 'MIT*', ''])(
    'keeps %j out',
    (licence) => {
      expect(isLicenceAllowed(licence)).toBe(false);
    },
  );
});
