import type { Settings } from '@shared/settings';
import { withKnown } from '@shared/settings/library';
import type { SettingsStore } from './settings';

/** Remembers when each avatar was last chosen, by whatever means. @returns ends it */
export const rememberAvatars = (settings: SettingsStore, now: () => number = Date.now): (() => void) => {
  let last = settings.current.avatar.current;
  return settings.onChange((next: Settings) => {
    const { current } = next.avatar;
    if (current === last) return;
    last = current;
    // After everyone has heard of the choice itself.
    queueMicrotask(() => {
      const avatars = withKnown(settings.current.library.avatars, current, { usedAt: now() });
      settings.update({ library: { avatars } });
    });
  });
};
