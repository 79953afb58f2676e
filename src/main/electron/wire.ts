import { ipcMain, type WebContents } from 'electron';
import { isIpcSenderAllowed } from '../policy/ipc-sender';
import type { WireHub } from '../services/wire-hub';
import { APP_ORIGIN } from './protocol';

/** The one channel between a page and the host; `src/preload` is its other end. */
const CHANNEL = 'kagami.wire';

/** Serves a window's page, over all its reloads, until the window is gone. */
export const connectWindow = (hub: WireHub, contents: WebContents): void => {
  const disconnect = hub.connect({
    send: (message) => {
      if (!contents.isDestroyed()) contents.send(CHANNEL, message);
    },
    onMessage: (listener) => {
      const onMessage = (event: Electron.IpcMainEvent, message: unknown): void => {
        if (event.sender === contents && isFromOwnPage(event)) listener(message);
      };
      ipcMain.on(CHANNEL, onMessage);
      contents.once('destroyed', () => ipcMain.off(CHANNEL, onMessage));
    },
  });
  contents.once('destroyed', disconnect);
};

const isFromOwnPage = ({ senderFrame }: Electron.IpcMainEvent): boolean =>
  isIpcSenderAllowed(
    senderFrame === null ? undefined : { url: senderFrame.url, isMainFrame: senderFrame.parent === null },
    APP_ORIGIN,
  );
