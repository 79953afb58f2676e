import type { Wire } from '@shared/api';
import { contextBridge, ipcRenderer } from 'electron';

/** The one channel between a page and the host; `main/electron/wire.ts` is its other end. */
const CHANNEL = 'kagami.wire';

const wire: Wire = {
  send: (message) => ipcRenderer.send(CHANNEL, message),
  onMessage: (listener) => {
    ipcRenderer.on(CHANNEL, (_event, message: unknown) => listener(message));
  },
};

contextBridge.exposeInMainWorld('wire', wire);
