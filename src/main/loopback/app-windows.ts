import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from '../services/log';
import { browserFlags } from './browser-flags';

export interface AppWindows {
  open(url: string, size?: { width: number; height: number }): void;
  /** Whether the browser's process, as far as we started it, still runs. */
  readonly running: boolean;
  /** Ends the browser that we started. */
  close(): void;
}

export interface AppWindowsOptions {
  browser: string;
  profileFolder: string;
  extraFlags: string | undefined;
  log: Log;
  /** The browser's process ended: all windows are closed, or it handed over to one that was running already. */
  onEnd: () => void;
}

/** Characters of the browser's own messages that are kept for the log. */
const KEPT_WORDS = 2000;

/**
 * The program's windows in an installed browser, with a profile of our own. The first start is the browser's process; a later one
 * with the same profile only asks it for another window and ends at once.
 */
export const createAppWindows = (options: AppWindowsOptions): AppWindows => {
  const { browser, profileFolder, extraFlags, log, onEnd } = options;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) log.warn('Kagami runs as root, so the browser runs without its sandbox.');
  const processes = new Set<ChildProcess>();

  return {
    get running() {
      return processes.size > 0;
    },
    open(url, size) {
      const flags = browserFlags({ url, profileFolder, size, isRoot, extra: extraFlags });
      const child = spawn(browser, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
      processes.add(child);
      let lastWords = '';
      child.stderr.on('data', (words: Buffer) => {
        lastWords = (lastWords + words.toString()).slice(-KEPT_WORDS);
      });
      const end = (fault: string | undefined): void => {
        if (!processes.delete(child)) return;
        if (fault !== undefined) {
          console.error(`${browser} ${fault}. The log file has its last words.`);
          log.error(`${browser} ${fault}: ${lastWords}`);
        }
        if (processes.size === 0) onEnd();
      };
      child.once('exit', (code) => end(code ? `ended with code ${code}` : undefined));
      child.once('error', (error) => end(`could not be started (${error.message})`));
    },
    close() {
      for (const child of processes) child.kill('SIGTERM');
    },
  };
};
