/** Makes the user guide's pages, `resources/guide/*.html`, of `docs/guide/*.md`. They ship with the program and open offline. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';

const root = resolve(import.meta.dirname, '..');

const STYLE =
  'body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 system-ui,sans-serif;color:#1c202b;background:#fff}' +
  'a{color:#4250ac}table{border-collapse:collapse}td,th{padding:.3rem .8rem;border:1px solid #d5d9e6;text-align:left}' +
  '@media(prefers-color-scheme:dark){body{color:#e8eaf2;background:#0e1016}a{color:#a5b4ff}td,th{border-color:#353b4d}}';

/** One page with its title; the guide's own words only, no HTML of theirs passes through. */
export const guidePage = (markdown: string): string => {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Kagami';
  const body = new MarkdownIt().render(markdown);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><p><a href="index.html">Kagami guide</a></p><main>${body}</main></body></html>\n`;
};

/** @returns how many pages were written */
export const buildGuide = (from = join(root, 'docs/guide'), to = join(root, 'resources/guide')): number => {
  const pages = readdirSync(from).filter((file) => file.endsWith('.md'));
  mkdirSync(to, { recursive: true });
  for (const file of pages)
    writeFileSync(
      join(to, file.replace(/\.md$/, '.html')),
      guidePage(readFileSync(join(from, file), 'utf8')),
    );
  return pages.length;
};

if (process.argv[1] === import.meta.filename) console.log(`kagami: Guide: ${buildGuide()} pages.`);
