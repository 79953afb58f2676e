import { homedir } from 'node:os';
import { app } from 'electron';
import type { Services } from '../services';
import { autostartEntry, autostartFile, setAutostart } from '../services/desktop/autostart';

/** How the program tells that the system, not the user, started it. */
export const AT_LOGIN = '--at-login';

/** Keeps the system's list of what starts at log-in as `settings.desktop.startWithSystem` says. */
export const followStartWithSystem = ({ settings, log }: Services): (() => void) => {
  // A development run would register Electron itself.
  if (!app.isPackaged) return () => {};
  let known: boolean | undefined;
  const follow = (): void => {
    const wanted = settings.current.desktop.startWithSystem;
    if (wanted === known) return;
    known = wanted;
    register(wanted).catch((error: Error) => log.warn(`Start with the system: ${error.message}`));
  };
  follow();
  return settings.onChange(follow);
};

const register = async (wanted: boolean): Promise<void> => {
  if (process.platform !== 'linux')
    return app.setLoginItemSettings({ openAtLogin: wanted, args: [AT_LOGIN] });
  // An AppImage runs from a place of its own that is gone after the next start.
  const program = process.env.APPIMAGE ?? app.getPath('exe');
  const entry = wanted ? autostartEntry(program, [AT_LOGIN]) : undefined;
  await setAutostart(autostartFile(homedir(), process.env), entry);
};

/** Whether this start is the system's own at log-in. */
export const startedWithSystem = (argv: readonly string[]): boolean =>
  argv.includes(AT_LOGIN) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
