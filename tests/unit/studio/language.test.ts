import { chooseLanguage } from '@shared/language';
import { describe, expect, it } from 'vitest';

describe('chooseLanguage', () => {
  it.each([
    ['ja', ['en-US'], 'ja'],
    ['', ['ja-JP', 'en'], 'ja'],
    ['', ['zh-TW'], 'zh-Hant'],
    ['', ['zh-HK'], 'zh-Hant'],
    ['', ['zh-CN'], 'zh-Hans'],
    ['', ['zh'], 'zh-Hans'],
    ['', ['zh-Hans-HK'], 'zh-Hans'],
    ['', ['zh-Hant-CN'], 'zh-Hant'],
    ['', ['es-419'], 'es'],
    ['', ['fr-FR', 'ko-KR'], 'ko'],
    ['', ['fr-FR'], 'en'],
    ['klingon', ['es'], 'es'],
    ['', [], 'en'],
  ])('chosen %j, system %j: %s', (chosen, system, expected) => {
    expect(chooseLanguage(chosen, system)).toBe(expected);
  });
});
