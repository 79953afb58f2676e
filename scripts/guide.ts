/**
 * Makes the user guide, `resources/guide/`, of `docs/guide/*.md` and the pictures they show: a static site that ships with the program,
 * opens offline, and can be put on any web server as it is.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';

const root = resolve(import.meta.dirname, '..');

const STYLE = [
  ':root{--ink:#1c202b;--paper:#fff;--line:#d5d9e6;--link:#4250ac;--soft:#f4f5fa}',
  '@media(prefers-color-scheme:dark){:root{--ink:#e8eaf2;--paper:#0e1016;--line:#353b4d;--link:#a5b4ff;--soft:#171a24}}',
  'body{margin:0;display:flex;flex-wrap:wrap;font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}',
  'nav{flex:1 0 13rem;max-width:16rem;padding:1.5rem;background:var(--soft);min-height:calc(100vh - 3rem)}',
  'nav a{display:block;padding:.2rem 0;text-decoration:none}nav a[aria-current]{font-weight:600;color:var(--ink)}',
  'main{flex:1 1 30rem;min-width:0;max-width:46rem;padding:1rem 2rem 3rem}',
  'a{color:var(--link)}img{max-width:100%;height:auto;border-radius:8px}',
  'table{border-collapse:collapse}td,th{padding:.3rem .8rem;border:1px solid var(--line);text-align:left}',
  'code{background:var(--soft);padding:.1em .3em;border-radius:4px}pre{overflow:auto;background:var(--soft);padding:1rem}pre code{padding:0}',
  '@media(max-width:48rem){nav{max-width:none;min-height:0}}',
].join('');

/** A page of the guide, by its file's name without the ending. */
interface GuidePage {
  name: string;
  title: string;
  markdown: string;
}

export const readGuide = (folder = join(root, 'docs/guide')): GuidePage[] => {
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const markdown = readFileSync(join(folder, file), 'utf8');
      return { name: basename(file, '.md'), title: /^# (.+)$/m.exec(markdown)?.[1] ?? 'Kagami', markdown };
    });
  const order = linksOf(pages.find(({ name }) => name === 'index')?.markdown ?? '');
  const place = ({ name }: GuidePage): number => (name === 'index' ? -1 : order.indexOf(name) + 1 || 1e3);
  return pages.sort((one, other) => place(one) - place(other));
};

/** Pages that a text links to, in order. */
const linksOf = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(([\w-]+)\.html\)/g)].map((match) => match[1] ?? '');

/** Pictures that a text shows: files of `docs/pictures`. */
export const picturesOf = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(\.\.\/pictures\/([\w-]+\.\w+)\)/g)].map((match) => match[1] ?? '');

/** One page in the frame of the site; the guide's own words only, no HTML of theirs passes through. */
export const guidePage = (page: GuidePage, pages: readonly GuidePage[]): string => {
  const links = pages.map(
    ({ name, title }) =>
      `<a href="${name}.html"${name === page.name ? ' aria-current="page"' : ''}>${escaped(title)}</a>`,
  );
  const body = new MarkdownIt().render(page.markdown.replaceAll('](../pictures/', '](pictures/'));
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(page.title)}</title><style>${STYLE}</style></head>`,
    `<body><nav aria-label="Pages">${links.join('')}</nav><main>${body}</main></body></html>\n`,
  ].join('');
};

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** @returns how many pages were written */
export const buildGuide = (to = join(root, 'resources/guide')): number => {
  const pages = readGuide();
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'pictures'), { recursive: true });
  for (const page of pages) {
    writeFileSync(join(to, `${page.name}.html`), guidePage(page, pages));
    for (const picture of picturesOf(page.markdown))
      copyFileSync(join(root, 'docs/pictures', picture), join(to, 'pictures', picture));
  }
  return pages.length;
};

if (process.argv[1] === import.meta.filename) console.log(`kagami: Guide: ${buildGuide()} pages.`);
