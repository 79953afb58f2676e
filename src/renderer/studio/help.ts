/** Page of the user guide that Studio opens first, as `scripts/guide.ts` builds it. */
const FIRST = 'index.html';

/** Content of one page of the guide that ships with the program. @throws where it is not there */
export const loadGuidePage = async (page = FIRST): Promise<Element> => {
  const answer = await fetch(`/resources/guide/${page}`);
  if (!answer.ok) throw new Error(await answer.text());
  const main = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  if (main === null) throw new Error('The page is empty.');
  return main;
};

/** The guide's page that a link leads to; undefined for any other link. */
export const guidePageOf = (href: string | null): string | undefined =>
  href !== null && /^[a-z-]+\.html$/.test(href) ? href : undefined;
