import type { Page } from '@playwright/test';

/** Texts that do not fit into the element that clips them. */
export const findCutOffTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.k-shell *, .mantine-Modal-content *')]
      .filter((element) => {
        const style = getComputedStyle(element);
        const clips = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
        const bare = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
        return (clips || bare) && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      })
      // What a text field holds is scrolled by its caret.
      .filter((element) => !(element instanceof HTMLInputElement))
      .filter((element) => !/Switch-track|VisuallyHidden/.test(element.getAttribute('class') ?? ''))
      .map((element) => `${element.className}: ${element.textContent?.slice(0, 60)}`),
  );

/** Texts with words but no letter of an East Asian script: names, or what was not translated. */
export const findLatinTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const shown = node.parentElement?.closest('script, style') === null;
      if (shown && /[a-z]{4}/i.test(text) && !/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text))
        found.add(text.slice(0, 80));
    }
    return [...found];
  });
