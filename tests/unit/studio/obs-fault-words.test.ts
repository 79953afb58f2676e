import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultSettings } from '@shared/settings';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { frameFaultWords } from '../../../src/renderer/studio/sections/outputs/frame-fault-words';
import { obsFaultWords } from '../../../src/renderer/studio/sections/outputs/obs-fault-words';

/** Every `code: '…'` that services of a folder give with a sentence. */
const codesIn = (folder: string): string[] => {
  const path = resolve('src/main/services', folder);
  const codes = readdirSync(path)
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\bcode: '([a-z-]+)'/g)].map((match) => match[1] ?? ''));
  return [...new Set(codes)];
};

const t = ((key: string) => `translated ${key}`) as unknown as TFunction;

describe('what OBS, the stream and the virtual camera complain of', () => {
  it.each(codesIn('obs'))('%s is told in the user’s language', (code) => {
    const fault = { code, message: 'Host’s words.', action: 'Host’s advice.' };
    const words = obsFaultWords(t, fault, defaultSettings().obs, true);
    expect(words.message).toMatch(/^translated obs/);
    expect(words.action).toMatch(/^translated obs/);
  });

  it.each(['frames', 'obs-stream', 'virtual-camera'].flatMap(codesIn))('%s too', (code) => {
    expect(frameFaultWords(t, code, 39_642)?.message).toMatch(/^translated/);
  });

  it('a code of a newer host is told in its own words', () => {
    const fault = { code: 'obs-new', message: 'Something new.', action: 'Do this.' };
    expect(obsFaultWords(t, fault, defaultSettings().obs, true)).toEqual(fault);
  });
});
