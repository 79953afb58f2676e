import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OutputState, outputOff } from '@shared/outputs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartEntry, autostartFile, setAutostart } from '../../../src/main/services/desktop/autostart';
import { createFaultNotices } from '../../../src/main/services/desktop/fault-notices';
import { linkAmong, readLink } from '../../../src/main/services/desktop/links';

describe('notes of failed outputs', () => {
  const failed: OutputState = {
    id: 'vmc-send',
    state: 'error',
    rate: 0,
    message: 'The port is taken.',
    action: 'Choose another.',
  };

  it('tell a fault once, in whole sentences', () => {
    const find = createFaultNotices();
    expect(find([failed], 0)).toEqual([{ output: 'vmc-send', body: 'The port is taken. Choose another.' }]);
    expect(find([failed], 100)).toEqual([]);
  });

  it('do not repeat what comes and goes', () => {
    const find = createFaultNotices();
    find([failed], 0);
    find([outputOff('vmc-send')], 1_000);
    expect(find([failed], 2_000)).toEqual([]);
    find([outputOff('vmc-send')], 3_000);
    expect(find([failed], 70_000)).toHaveLength(1);
  });

  it('say nothing about what runs or is off', () => {
    expect(
      createFaultNotices()([{ id: 'window', state: 'live', rate: 60 }, outputOff('recording')], 0),
    ).toEqual([]);
  });
});

describe('kagami:// links', () => {
  const rules = [{ id: 'r1', name: 'Wave hello' }];

  it('set off a rule by its name, or show Studio', () => {
    expect(readLink('kagami://rule/Wave%20hello', rules)).toEqual({ to: 'rule', id: 'r1' });
    expect(readLink('kagami://studio', rules)).toEqual({ to: 'studio' });
  });

  it.each([
    'kagami://rule/Nobody',
    'kagami://rule/',
    'kagami://rule/%E0%A4%A',
    'kagami://quit',
    'https://rule/Wave',
    `kagami://rule/${'x'.repeat(3000)}`,
    '',
  ])('do nothing else: %s', (link) => {
    expect(readLink(link, [...rules, { id: 'r2', name: '' }])).toBeUndefined();
  });

  it('never throw, whatever a web page sends', () => {
    fc.assert(fc.property(fc.string(), (text) => void readLink(`kagami://${text}`, rules)));
  });

  it('are found among a program’s arguments', () => {
    expect(linkAmong(['kagami', '--allow-file-access', 'kagami://studio'])).toBe('kagami://studio');
    expect(linkAmong(['kagami', 'a.vrm'])).toBeUndefined();
  });
});

describe('start with the system on Linux', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'kagami-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('writes an entry that the desktop reads, and takes it away', async () => {
    const file = autostartFile(home, {});
    expect(file).toBe(join(home, '.config/autostart/kagami.desktop'));
    await setAutostart(file, autostartEntry('/opt/Kagami 1/kagami', ['--at-login']));
    expect(await readFile(file, 'utf8')).toContain('Exec="/opt/Kagami 1/kagami" "--at-login"\n');
    await setAutostart(file, undefined);
    await setAutostart(file, undefined);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it('follows the user’s own place for settings', () => {
    expect(autostartFile('/home/a', { XDG_CONFIG_HOME: '/x' })).toBe('/x/autostart/kagami.desktop');
  });

  it('quotes what a path may hold', () => {
    expect(autostartEntry('/a "b" $c 100%', [])).toContain('Exec="/a \\\\"b\\\\" \\\\$c 100%%"');
  });
});
