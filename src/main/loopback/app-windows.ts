import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Log } from '../services/log';
import { browserFlags } from './browser-flags';
import { createDevtoolsPipe } from './devtools-pipe';
import type { WindowSize } from './host';
import { createWindowControl, type WindowControl } from './window-control';

export interface AppWindows {
  /** Opens a page in a window of its own, or brings the one that is open to the front. */
  open(url: string, size?: WindowSize): Promise<void>;
  /** Gives an open page another size. */
  resize(url: string, size: WindowSize): void;
  /** Closes an open page. */
  closePage(url: string): void;
  /** Ends the browser that we started. */
  close(): Promise<void>;
}

export interface AppWindowsOptions {
  browser: string;
  profileFolder: string;
  extraFlags: string | undefined;
  log: Log;
  onStart: () => void;
  /** The browser's process ended: all windows are closed, or it handed over to one that was running already. */
  onEnd: () => void;
}

/** Characters of the browser's own messages that are kept for the log. */
const KEPT_WORDS = 2000;
const OPENS_WITHIN_MS = 15_000;
const CLOSES_WITHIN_MS = 3000;

/**
 * The program's windows in an installed browser, with a profile of our own. The first start is the browser's process; a later one
 * with the same profile only asks it for another window and ends at once.
 */
export const createAppWindows = (options: AppWindowsOptions): AppWindows => {
  const { browser, profileFolder, extraFlags, log, onStart, onEnd } = options;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) log.warn('Kagami runs as root, so the browser runs without its sandbox.');
  const processes = new Set<ChildProcess>();
  let control: WindowControl | undefined;
  let resizing = Promise.resolve();

  const start = (url: string, size: WindowSize | undefined): void => {
    const flags = browserFlags({ url, profileFolder, size, isRoot, extra: extraFlags });
    const child = spawn(browser, flags, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
    const isFirst = processes.size === 0;
    processes.add(child);
    onStart();
    const [, , messages, toBrowser, fromBrowser] = child.stdio;
    if (isFirst)
      control = createWindowControl(createDevtoolsPipe(toBrowser as Writable, fromBrowser as Readable));
    else for (const stream of [toBrowser, fromBrowser]) stream?.on('error', ignoreClosedPipe);

    let lastWords = '';
    (messages as Readable).on('data', (words: Buffer) => {
      lastWords = (lastWords + words.toString()).slice(-KEPT_WORDS);
    });
    const end = (fault: string | undefined): void => {
      if (!processes.delete(child)) return;
      if (fault !== undefined) {
        console.error(`${browser} ${fault}. The log file has its last words.`);
        log.error(`${browser} ${fault}: ${lastWords}`);
      }
      if (isFirst) control = undefined;
      if (processes.size === 0) onEnd();
    };
    child.once('exit', (code) => end(code ? `ended with code ${code}` : undefined));
    child.once('error', (error) => end(`could not be started (${error.message})`));
  };

  const resize = (url: string, size: WindowSize, waitMs = 0): void => {
    resizing = resizing
      .then(() => control?.resize(withoutQuery(url), size, waitMs))
      .catch((error: Error) => log.warn(`A window could not be sized: ${error.message}`));
  };

  return {
    resize: (url, size) => resize(url, size),
    closePage: (url) => {
      control?.closePage(withoutQuery(url)).catch(ignoreClosedPipe);
    },
    async open(url, size) {
      const raised = await control?.raise(withoutQuery(url)).catch(() => false);
      if (raised) return;
      start(url, size);
      if (size !== undefined) resize(url, size, OPENS_WITHIN_MS);
    },
    async close() {
      await control?.closeBrowser().catch(ignoreClosedPipe);
      const ended = [...processes].map((child) => new Promise((resolve) => child.once('exit', resolve)));
      const timer = setTimeout(() => {
        for (const child of processes) child.kill('SIGTERM');
      }, CLOSES_WITHIN_MS);
      await Promise.all(ended);
      clearTimeout(timer);
    },
  };
};

const withoutQuery = (url: string): string => url.split('?')[0] ?? url;

/** A process that only hands over ends at once, and its pipes with it. */
const ignoreClosedPipe = (): void => {};
