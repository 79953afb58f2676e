/**
 * Makes the user guide, `resources/guide/`, of `docs/guide/` and the pictures it shows: a static site that ships with the program,
 * opens offline, and can be put on any web server as it is. English lies in the folder itself, every other language of Studio in a
 * folder of its tag. With `--stamp [ja/voice …]` it notes in translated pages that they are of the English text as it is now instead.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf, GUIDE_LANGUAGES } from './guide/languages';
import { guidePage } from './guide/page';
import { picturesOf, readGuide } from './guide/read';
import { stampTranslations } from './guide/stamp';

const root = resolve(import.meta.dirname, '..');
export const GUIDE_SOURCE = join(root, 'docs/guide');

/** @returns how many pages were written, those of all languages together */
export const buildGuide = (to = join(root, 'resources/guide'), from = GUIDE_SOURCE): number => {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'pictures'), { recursive: true });
  let written = 0;
  for (const language of GUIDE_LANGUAGES) {
    const pages = readGuide(from, language);
    mkdirSync(join(to, folderOf(language)), { recursive: true });
    for (const page of pages) {
      writeFileSync(join(to, folderOf(language), `${page.name}.html`), guidePage(page, pages, language));
      for (const picture of picturesOf(page.markdown))
        copyFileSync(join(root, 'docs/pictures', picture), join(to, 'pictures', picture));
    }
    written += pages.length;
  }
  return written;
};

if (process.argv[1] === import.meta.filename) {
  const [option, ...chosen] = process.argv.slice(2);
  console.log(
    option === '--stamp'
      ? `kagami: Guide: ${stampTranslations(GUIDE_SOURCE, chosen)} translated pages stamped.`
      : `kagami: Guide: ${buildGuide()} pages.`,
  );
}
