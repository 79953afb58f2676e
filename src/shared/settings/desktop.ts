import { z } from 'zod';

/** How the installed program behaves on the desktop. The browser host has no use for them. */
export const desktopSettings = z.object({
  /** An icon in the system's tray (menu bar) with the outputs and quit. */
  tray: z.boolean().default(true),
  /** Closing the last window leaves Kagami in the tray. */
  closeToTray: z.boolean().default(false),
  /** Start when the user logs in. */
  startWithSystem: z.boolean().default(false),
  /** When started with the system, show no window: only the tray icon. */
  startHidden: z.boolean().default(false),
  /** A note of the system when an output fails while no window of Kagami has the focus. */
  notifyFaults: z.boolean().default(true),
  /** Programs and web pages may set off rules by `kagami://` links. */
  links: z.boolean().default(false),
  /** Ask for a newer version once a day. Nothing is fetched or installed without a press. */
  checkForUpdates: z.boolean().default(true),
});
