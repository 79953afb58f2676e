import { chooseLanguage, type Language } from '@shared/language';
import i18next from 'i18next';
import en from './en.json';
import es from './es.json';
import ja from './ja.json';
import ko from './ko.json';
import zhHans from './zh-Hans.json';
import zhHant from './zh-Hant.json';

/** The few texts that the system shows for Kagami: tray menu and notes. Studio's own are `renderer/studio/locales`. */
const TEXTS: Readonly<Record<Language, typeof en>> = {
  en,
  es,
  ja,
  ko,
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
};

export type DesktopKey = Exclude<keyof typeof en, 'outputs'> | `outputs.${keyof typeof en.outputs}`;
export type DesktopTexts = (key: DesktopKey, values?: Record<string, string>) => string;

const instance = i18next.createInstance();
void instance.init({
  fallbackLng: 'en',
  resources: Object.fromEntries(Object.entries(TEXTS).map(([tag, texts]) => [tag, { translation: texts }])),
  interpolation: { escapeValue: false },
  initAsync: false,
});

/**
 * @param chosen the language set in Studio, empty for the system's
 * @param system the system's languages, best first
 */
export const desktopTexts = (chosen: string, system: readonly string[]): DesktopTexts => {
  const t = instance.getFixedT(chooseLanguage(chosen, system));
  // Studio's keys are the ones that i18next's types know.
  return (key, values = {}) => String(t(key as never, values as never));
};
