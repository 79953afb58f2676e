import type { Wire } from '@shared/api';
import { contextBridge, ipcRenderer } from 'electron';

/** The one channel between a page and the host; `main/electron/wire.ts` is its other end. */
const CHANNEL = 'kagami.wire';
/** By this name a page asks for a port for the Stage's frames and gets it; `main/electron/frame-port.ts` is its other end. */
const FRAME_PORT = 'kagami.frame-port';

const wire: Wire = {
  send: (message) => ipcRenderer.send(CHANNEL, message),
  onMessage: (listener) => {
    ipcRenderer.on(CHANNEL, (_event, message: unknown) => listener(message));
  },
};

contextBridge.exposeInMainWorld('wire', wire);

// A port cannot pass the bridge to the page's world: it goes as a message of the page to itself.
ipcRenderer.on(FRAME_PORT, ({ ports }) => window.postMessage(FRAME_PORT, location.origin, ports));
contextBridge.exposeInMainWorld('openFramePort', () => ipcRenderer.send(FRAME_PORT));
