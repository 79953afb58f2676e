import type { FrameNote } from '@shared/frames';

/** The page's end of the way to the host. */
export interface FrameSocket {
  /** Messages are handed over for good. What cannot be sent is dropped. */
  send(message: Uint8Array<ArrayBuffer>): void;
}

interface SocketEvents {
  onNote(note: FrameNote): void;
  onLost(): void;
}

const RETRY_AFTER_MS = 1000;

/** The browser host's: a WebSocket that comes back by itself. */
export const openFrameSocket = (url: string, { onNote, onLost }: SocketEvents): FrameSocket => {
  let socket: WebSocket;

  const connect = (): void => {
    socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => onNote(JSON.parse(data as string) as FrameNote);
    socket.onclose = () => {
      onLost();
      setTimeout(connect, RETRY_AFTER_MS);
    };
  };

  connect();
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
  };
};

/** Electron's: a port straight to the main process. */
export const serveFramePort = (port: MessagePort, { onNote }: Pick<SocketEvents, 'onNote'>): FrameSocket => {
  port.onmessage = ({ data }) => onNote(data as FrameNote);
  return { send: (message) => port.postMessage(message) };
};
