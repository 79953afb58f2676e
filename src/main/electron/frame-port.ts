import type { FrameNote } from '@shared/frames';
import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import { isIpcSenderAllowed } from '../policy/ipc-sender';
import type { Frames } from '../services/frames';
import { APP_ORIGIN } from './protocol';

/** A page asks for its port by this name and gets it by the same; `src/preload` is its other end. */
const FRAME_PORT = 'kagami.frame-port';

/** Gives a window's page, and its reloads, a port for the Stage's frames when it asks. */
export const serveFramePorts = (frames: Frames, contents: WebContents): void => {
  const onWish = (event: Electron.IpcMainEvent): void => {
    const { sender, senderFrame } = event;
    const from = senderFrame && { url: senderFrame.url, isMainFrame: senderFrame.parent === null };
    if (sender === contents && isIpcSenderAllowed(from ?? undefined, APP_ORIGIN)) givePort(frames, contents);
  };
  ipcMain.on(FRAME_PORT, onWish);
  contents.once('destroyed', () => ipcMain.off(FRAME_PORT, onWish));
};

const givePort = (frames: Frames, contents: WebContents): void => {
  const { port1, port2 } = new MessageChannelMain();
  const disconnect = frames.connect({
    send: (note: FrameNote) => port1.postMessage(note),
    onFrame: (listener) => {
      port1.on('message', ({ data }) => {
        if (data instanceof Uint8Array) listener(data);
      });
    },
  });
  port1.on('close', disconnect);
  port1.start();
  contents.postMessage(FRAME_PORT, null, [port2]);
};
