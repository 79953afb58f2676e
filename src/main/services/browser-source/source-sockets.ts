import type { Server } from 'node:http';
import { fromSource, SOURCE_SOCKET, type SourceReading, type ToSource } from '@shared/browser-source';
import { type WebSocket, WebSocketServer } from 'ws';
import { judgeLoopbackRequest, type LoopbackAccess } from '../../policy/loopback-request';
import { addressOf, seen } from '../http-answer';

/** The connected browser sources. */
export interface SourceSockets {
  readonly count: number;
  readonly readings: SourceReading[];
  /** Motion to every source: the bytes go out as they came. One that does not keep up is left out until it does. */
  sendMotion(packet: Uint8Array): void;
  tell(message: ToSource): void;
  /** Sends every source away; they come back by themselves if they may. */
  disconnect(): void;
  close(): void;
}

export interface SourceSocketsOptions {
  server: Server;
  access: () => LoopbackAccess;
  /** What a source that has just come must know, and the newest motion. */
  welcome(): Promise<{ message: ToSource; packet: Uint8Array | undefined }>;
  onChange(): void;
}

/** Far more than a scene collection has. */
const MOST_SOURCES = 32;
const MOST_MESSAGE_BYTES = 4096;
/** Some tenths of a second of motion: a source this far behind skips to what is newest. */
const MOST_WAITING_BYTES = 16_384;
const PING_EVERY_MS = 15_000;

export const createSourceSockets = ({
  server,
  access,
  welcome,
  onChange,
}: SourceSocketsOptions): SourceSockets => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const readings = new Map<WebSocket, SourceReading | undefined>();
  const alive = new WeakSet<WebSocket>();

  server.on('upgrade', (request, socket, head) => {
    const isOurs = addressOf(request).pathname === SOURCE_SOCKET;
    const isAllowed = isOurs && judgeLoopbackRequest(seen(request, true), access()).allowed;
    const refusal = !isAllowed
      ? '403 Forbidden'
      : sockets.clients.size >= MOST_SOURCES
        ? '503 Service Unavailable'
        : '';
    if (refusal === '') return sockets.handleUpgrade(request, socket, head, (ready) => void serve(ready));
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  const serve = async (socket: WebSocket): Promise<void> => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      readings.delete(socket);
      onChange();
    });
    socket.on('message', (data, isBinary) => hear(socket, isBinary ? undefined : data.toString()));
    const { message, packet } = await welcome();
    send(socket, JSON.stringify(message));
    if (packet !== undefined) send(socket, packet);
    // Only now, as nothing may come before the welcome.
    if (socket.readyState !== socket.OPEN) return;
    readings.set(socket, undefined);
    onChange();
  };

  const hear = (socket: WebSocket, text: string | undefined): void => {
    const status = fromSource.safeParse(parseJson(text));
    if (!status.success) socket.terminate();
    if (!status.success || !readings.has(socket)) return;
    const { type: _, ...reading } = status.data;
    readings.set(socket, reading);
    onChange();
  };

  // A page that died without a goodbye must not be counted for ever.
  const pinging = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_EVERY_MS);
  pinging.unref();

  const disconnect = (): void => {
    for (const socket of sockets.clients) socket.terminate();
    readings.clear();
  };

  return {
    get count() {
      return readings.size;
    },
    get readings() {
      return [...readings.values()].filter((reading) => reading !== undefined);
    },
    sendMotion(packet) {
      for (const socket of readings.keys())
        if (socket.bufferedAmount <= MOST_WAITING_BYTES) send(socket, packet);
    },
    tell(message) {
      const text = JSON.stringify(message);
      for (const socket of readings.keys()) send(socket, text);
    },
    disconnect,
    close() {
      clearInterval(pinging);
      disconnect();
      sockets.close();
    },
  };
};

const send = (socket: WebSocket, data: string | Uint8Array): void => {
  if (socket.readyState === socket.OPEN) socket.send(data);
};

const parseJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};
