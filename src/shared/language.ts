/** Languages that Kagami speaks, by BCP 47 tag, under their own names. */
export const LANGUAGES = {
  en: 'English',
  ja: '日本語',
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  ko: '한국어',
  es: 'Español',
} as const;

export type Language = keyof typeof LANGUAGES;

const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);

/** Regions that write Chinese in traditional characters unless the tag says otherwise. */
const TRADITIONAL_REGIONS = new Set(['TW', 'HK', 'MO']);

/** The language to speak: the one chosen, else the first of the system's that Kagami knows, else English. */
export const chooseLanguage = (chosen: string, system: readonly string[]): Language => {
  for (const tag of [chosen, ...system]) {
    const language = languageOf(tag);
    if (language !== undefined) return language;
  }
  return 'en';
};

const languageOf = (tag: string): Language | undefined => {
  if (tag === '') return undefined;
  if (isLanguage(tag)) return tag;
  const [base = '', ...subtags] = tag.split('-');
  const language = base.toLowerCase();
  if (language === 'zh') {
    const parts = subtags.map((part) => part.toLowerCase());
    if (parts.includes('hant')) return 'zh-Hant';
    if (parts.includes('hans')) return 'zh-Hans';
    return subtags.some((part) => TRADITIONAL_REGIONS.has(part.toUpperCase())) ? 'zh-Hant' : 'zh-Hans';
  }
  return isLanguage(language) ? language : undefined;
};
