import { app } from 'electron';
import type { Services } from '../services';
import { LINK_SCHEME, readLink } from '../services/desktop/links';

/** Takes `kagami://` links while `settings.desktop.links` is on; the system does not know them otherwise. */
export const followLinks = (
  { settings, triggers, log }: Services,
  openStudio: () => Promise<void>,
): { open(link: string): void; close(): void } => {
  let known: boolean | undefined;
  const follow = (): void => {
    const wanted = settings.current.desktop.links;
    if (wanted === known) return;
    known = wanted;
    if (wanted) app.setAsDefaultProtocolClient(LINK_SCHEME);
    else app.removeAsDefaultProtocolClient(LINK_SCHEME);
  };
  follow();
  return {
    open(text) {
      const link = settings.current.desktop.links
        ? readLink(text, settings.current.triggers.rules)
        : undefined;
      if (link === undefined) return log.warn('A link was not followed: links are off, or it names no rule.');
      if (link.to === 'studio') return void openStudio();
      triggers.fire(link.id);
    },
    close: settings.onChange(follow),
  };
};
