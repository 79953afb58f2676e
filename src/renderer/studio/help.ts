import type { Section } from './store';

/** The guide's first page, as `scripts/guide.ts` builds it. */
export const FIRST_PAGE = 'index.html';

/** The page that helps with what a section shows. */
export const GUIDE_PAGE: Readonly<Record<Section, string>> = {
  avatar: 'avatars.html',
  tracking: 'tracking-tips.html',
  motion: 'motion.html',
  expressions: 'hotkeys.html',
  scene: 'scene.html',
  stage: 'scene.html',
  outputs: 'outputs.html',
  voice: 'voice.html',
  triggers: 'hotkeys.html',
  settings: 'troubleshooting.html',
};

const FOLDER = '/resources/guide/';

/** A page's content and the language that it is written in: English where nobody has translated it. */
export interface GuideContent {
  main: Element;
  language: string;
}

/**
 * Content of one page of the guide that ships with the program.
 * @param language the one that Studio shows; English lies in the guide's own folder, the others in one of their tag
 * @throws where it is not there
 */
export const loadGuidePage = async (page: string, language: string): Promise<GuideContent> => {
  const address = `${FOLDER}${language === 'en' ? '' : `${language}/`}${page}`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(await answer.text());
  const main = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  if (main === null) throw new Error('The page is empty.');
  for (const picture of main.querySelectorAll('img'))
    picture.src = new URL(picture.getAttribute('src') ?? '', new URL(address, location.href)).pathname;
  return { main, language: main.getAttribute('lang') ?? language };
};

/** The guide's page that a link leads to; undefined for any other link. */
export const guidePageOf = (href: string | null): string | undefined =>
  href !== null && /^[a-z-]+\.html$/.test(href) ? href : undefined;
