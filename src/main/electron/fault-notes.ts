import { app, BrowserWindow, Notification } from 'electron';
import type { Services } from '../services';
import { createFaultNotices } from '../services/desktop/fault-notices';
import { desktopTexts } from '../services/desktop/texts';

/** Shows a note of the system when an output fails while the user looks at another program. Studio's own cards tell it otherwise. */
export const noteFaults = (
  { settings, outputs }: Services,
  openStudio: () => Promise<void>,
): (() => void) => {
  const find = createFaultNotices();
  return outputs.onChange((states) => {
    const notices = find(states, Date.now());
    if (!settings.current.desktop.notifyFaults || BrowserWindow.getFocusedWindow() !== null) return;
    const t = desktopTexts(settings.current.studio.language, app.getPreferredSystemLanguages());
    for (const { output, body } of notices) {
      const note = new Notification({ title: t('fault', { output: t(`outputs.${output}`) }), body });
      note.on('click', () => void openStudio());
      note.show();
    }
  });
};
