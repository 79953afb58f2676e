import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { MAX_FRAME_MESSAGE_BYTES } from '@shared/frames';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FrameLink, Frames } from '../services/frames';

export interface FrameServer {
  /** Takes over a request that was let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** The way of the Stage's frames over a WebSocket at `/frames`. Who may come in is judged before. */
export const createFrameServer = (frames: Frames): FrameServer => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_MESSAGE_BYTES,
    // Raw pixels: packing them costs more than it saves on this machine's own wire.
    perMessageDeflate: false,
  });

  const serve = (socket: WebSocket): void => {
    const disconnect = frames.connect(linkOf(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', disconnect);
  };

  return {
    accept: (request, socket, head) => sockets.handleUpgrade(request, socket, head, serve),
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
};

const linkOf = (socket: WebSocket): FrameLink => ({
  send: (note) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(note));
  },
  onFrame: (listener) => {
    socket.on('message', (data, isBinary) => {
      if (isBinary && data instanceof Buffer) listener(data);
    });
  },
});
