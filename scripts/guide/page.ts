import MarkdownIt from 'markdown-it';
import { LANGUAGES, type Language } from '../../src/shared/language';
import { FRAMES, folderOf, GUIDE_LANGUAGES } from './languages';
import type { GuidePage } from './read';

/** Emphasis of Chinese, Japanese and Korean is weight: their letters do not slant. */
const FONTS = GUIDE_LANGUAGES.map(
  (language) => `[lang="${language}"]{font-family:${FRAMES[language].fonts}}`,
);

const STYLE = [
  ':root{--ink:#1c202b;--paper:#fff;--line:#d5d9e6;--link:#4250ac;--soft:#f4f5fa}',
  '@media(prefers-color-scheme:dark){:root{--ink:#e8eaf2;--paper:#0e1016;--line:#353b4d;--link:#a5b4ff;--soft:#171a24}}',
  ...FONTS,
  'body{margin:0;display:flex;flex-wrap:wrap;font-size:16px;line-height:1.6;color:var(--ink);background:var(--paper)}',
  'header{flex:1 0 100%;box-sizing:border-box;padding:.5rem 1.5rem;border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}',
  'nav{flex:1 0 13rem;max-width:16rem;padding:1.5rem;background:var(--soft);min-height:calc(100vh - 6rem)}',
  'header a,nav a{text-decoration:none}nav a{display:block;padding:.2rem 0}',
  'a[aria-current]{font-weight:600;color:var(--ink)}',
  'main{flex:1 1 30rem;min-width:0;max-width:46rem;padding:1rem 2rem 3rem;overflow-wrap:anywhere}',
  'a{color:var(--link)}img{max-width:100%;height:auto;border-radius:8px}',
  'table{border-collapse:collapse}td,th{padding:.3rem .8rem;border:1px solid var(--line);text-align:left;vertical-align:top}',
  'code{background:var(--soft);padding:.1em .3em;border-radius:4px}pre{overflow:auto;background:var(--soft);padding:1rem}pre code{padding:0}',
  ':is(:lang(ja),:lang(ko),:lang(zh)) em{font-style:normal;font-weight:600}:lang(ko){word-break:keep-all}',
  '@media(max-width:48rem){nav{max-width:none;min-height:0}main{padding:1rem 1.2rem 3rem}}',
].join('');

/** One page in the frame of the site in `language`; the guide's own words only, no HTML of theirs passes through. */
export const guidePage = (page: GuidePage, pages: readonly GuidePage[], language: Language): string => {
  const up = language === 'en' ? '' : '../';
  const own = ({ language: written }: GuidePage): string =>
    written === language ? '' : ` lang="${written}"`;
  const links = pages.map(
    (other) =>
      `<a href="${other.name}.html"${own(other)}${other.name === page.name ? ' aria-current="page"' : ''}>${escaped(other.title)}</a>`,
  );
  const languages = GUIDE_LANGUAGES.map(
    (tag) =>
      `<a href="${up}${folderOf(tag)}${page.name}.html" lang="${tag}" hreflang="${tag}"${tag === language ? ' aria-current="true"' : ''}>${LANGUAGES[tag]}</a>`,
  );
  const frame = FRAMES[language];
  const body = new MarkdownIt().render(page.markdown.replace(/\]\((\.\.\/)+pictures\//g, `](${up}pictures/`));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(page.title)}</title><style>${STYLE}</style></head>`,
    `<body><header role="group" aria-label="${frame.language}">${languages.join('')}</header>`,
    `<nav aria-label="${frame.pages}">${links.join('')}</nav><main${own(page)}>${body}</main></body></html>\n`,
  ].join('');
};

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
