/** Pages of the user guide, as `scripts/guide.ts` builds them. */
export type HelpPage =
  | 'index'
  | 'getting-started'
  | 'obs'
  | 'discord-zoom'
  | 'tracking-tips'
  | 'hotkeys'
  | 'vmc'
  | 'troubleshooting';

/** Opens a page of the guide that ships with the program: no network is needed. */
export const openHelp = (page: HelpPage): void => {
  window.open(`/guide/${page}.html`, '_blank', 'noopener');
};
