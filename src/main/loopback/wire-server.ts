import type { Server } from 'node:http';
import type { Wire } from '@shared/api';
import { type WebSocket, WebSocketServer } from 'ws';
import { judgeLoopbackRequest, type LoopbackAccess } from '../policy/loopback-request';
import { addressOf, seen } from '../services/http-answer';
import type { WireHub } from '../services/wire-hub';
import type { FrameServer } from './frame-server';

/** Far above any message of ours: files go over HTTP. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const PING_EVERY_MS = 15_000;

export interface WireServer {
  /** Pages that are connected now. */
  readonly pageCount: number;
  close(): void;
}

export interface WireServerOptions {
  server: Server;
  access: () => LoopbackAccess;
  hub: WireHub;
  /** Serves `/frames`. */
  frames: FrameServer;
  /** Called when a page comes or goes. */
  onPagesChanged: (pageCount: number) => void;
}

/** The wire over a WebSocket at `/wire`; lets sockets in for frames too. */
export const createWireServer = (options: WireServerOptions): WireServer => {
  const { server, access, hub, frames, onPagesChanged } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const alive = new WeakSet<WebSocket>();

  server.on('upgrade', (request, socket, head) => {
    const path = addressOf(request).pathname;
    const isOurs = path === '/wire' || path === '/frames';
    if (!isOurs || !judgeLoopbackRequest(seen(request, true), access()).allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (path === '/frames') frames.accept(request, socket, head);
    else sockets.handleUpgrade(request, socket, head, serve);
  });

  const serve = (socket: WebSocket): void => {
    const disconnect = hub.connect(wireOf(socket));
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      disconnect();
      onPagesChanged(sockets.clients.size);
    });
    onPagesChanged(sockets.clients.size);
  };

  // A page that died without a goodbye (a crash, a sleeping machine) must not keep the program running.
  const pinging = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_EVERY_MS);
  pinging.unref();

  return {
    get pageCount() {
      return sockets.clients.size;
    },
    close() {
      clearInterval(pinging);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
};

const wireOf = (socket: WebSocket): Wire => ({
  send: (message) => {
    if (socket.readyState === socket.OPEN) socket.send(message as string);
  },
  onMessage: (listener) => {
    socket.on('message', (data, isBinary) => listener(isBinary ? undefined : data.toString()));
  },
});
