import { LANGUAGES, type Language } from '../../src/shared/language';

/** What the frame of a page says and how its letters are drawn, in one language. */
interface Frame {
  /** Names the list of pages for screen readers. */
  pages: string;
  /** Names the language switch for screen readers. */
  language: string;
  /** CSS `font-family`: what Windows, macOS and Linux bring for the language, before whatever is left. */
  fonts: string;
}

/** Han characters are drawn differently in Japan, Korea, China and Taiwan: each language names its own fonts first. */
export const FRAMES: Readonly<Record<Language, Frame>> = {
  en: { pages: 'Pages', language: 'Language', fonts: 'system-ui,sans-serif' },
  es: { pages: 'Páginas', language: 'Idioma', fonts: 'system-ui,sans-serif' },
  ja: {
    pages: 'ページ',
    language: '言語',
    fonts: '"Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP","Noto Sans JP",system-ui,sans-serif',
  },
  ko: {
    pages: '페이지',
    language: '언어',
    fonts: '"Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK KR","Noto Sans KR",system-ui,sans-serif',
  },
  'zh-Hans': {
    pages: '页面',
    language: '语言',
    fonts: '"PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif',
  },
  'zh-Hant': {
    pages: '頁面',
    language: '語言',
    fonts: '"PingFang TC","Microsoft JhengHei UI","Noto Sans CJK TC","Noto Sans TC",system-ui,sans-serif',
  },
};

/** English is what the others are translated from: its pages lie in the folder itself, theirs in one folder for each language. */
export const GUIDE_LANGUAGES = Object.keys(LANGUAGES) as Language[];
export const TRANSLATIONS = GUIDE_LANGUAGES.filter((language) => language !== 'en');

/** Folder of a language's pages, from the guide's own; `''` for English. */
export const folderOf = (language: Language): string => (language === 'en' ? '' : `${language}/`);
