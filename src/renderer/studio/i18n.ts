import type { Language } from '@shared/language';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './locales/en';

/** A text's key: a file of `locales/en/` and a key in it, such as `avatar.title`. */
export type StudioKey = KeysOf<typeof en>;
type KeysOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? `${Prefix}${WithoutPlural<K>}`
    : KeysOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Texts by the file that they stand in, `./avatar.json` and so on. */
type AreaFiles = Readonly<Record<string, object>>;

/** The other languages load when they are chosen. */
const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ default: AreaFiles }>>> = {
  ja: () => import('./locales/ja'),
  'zh-Hans': () => import('./locales/zh-Hans'),
  'zh-Hant': () => import('./locales/zh-Hant'),
  ko: () => import('./locales/ko'),
  es: () => import('./locales/es'),
};

export const createI18n = async (language: Language): Promise<i18n> => {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await showLanguage(instance, language);
  return instance;
};

/** Loads `language` where needed and changes every text to it. */
export const showLanguage = async (instance: i18n, language: Language): Promise<void> => {
  if (language !== 'en' && !instance.hasResourceBundle(language, 'translation')) {
    const { default: files } = await LOADERS[language]();
    instance.addResourceBundle(language, 'translation', textsByArea(files));
  }
  await instance.changeLanguage(language);
  document.documentElement.lang = language;
};

const textsByArea = (files: AreaFiles): Record<string, object> =>
  Object.fromEntries(
    Object.entries(files).map(([file, texts]) => [file.replace(/^\.\/|\.json$/g, ''), texts]),
  );
