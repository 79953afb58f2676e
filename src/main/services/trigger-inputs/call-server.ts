import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { EventWords } from '@shared/event-words';
import { LONGEST_SPOKEN } from '@shared/speech';
import { CALL_NAME } from '@shared/triggers';
import type { LoopbackAccess } from '../../policy/loopback-request';
import { judgeTriggerRequest } from '../../policy/trigger-request';
import { addressOf, seen } from '../http-answer';
import { LONGEST_USER, wordsOfCall } from './words';

export interface CallServerOptions {
  access(): LoopbackAccess;
  /** @returns how many rules wait for the name */
  onCall(name: string, words: EventWords): number;
  now?: () => number;
}

/** A program that repeats a key too fast or runs wild must not shake the avatar to pieces: calls a second. */
export const MOST_CALLS = 20;
const MOST_CONNECTIONS = 16;
/** Some programs send a body; it means nothing, and more than this ends the connection, bytes. */
const MOST_BODY = 65_536;

/** HTTP for other programs: `GET` or `POST /trigger/NAME?text=…&user=…`, answered with one sentence. Not yet listening. */
export const createCallServer = ({ access, onCall, now = Date.now }: CallServerOptions): Server => {
  const isInTime = createBudget(MOST_CALLS, now);

  const answerTo = (request: IncomingMessage): [status: number, sentence: string] => {
    const verdict = judgeTriggerRequest(seen(request), access());
    if (!verdict.allowed) return [403, 'This is not allowed from here.'];
    const name = nameOf(request);
    if (name === undefined) return [404, 'Call /trigger/NAME with the name of a rule.'];
    if (request.method !== 'GET' && request.method !== 'POST')
      return [405, 'Only GET and POST are understood here.'];
    if (!isInTime()) return [429, 'That is too often. Wait a second.'];
    const words = wordsOfCall(addressOf(request).searchParams);
    if (words === undefined)
      return [400, `The text may have ${LONGEST_SPOKEN} characters, and the user ${LONGEST_USER}.`];
    return onCall(name, words) === 0 ? [404, `No rule waits for "${name}".`] : [200, 'Done.'];
  };

  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BODY) request.destroy();
    });
    request.on('end', () => say(response, ...answerTo(request)));
    request.on('error', () => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.requestTimeout = 5000;
  server.headersTimeout = 5000;
  server.on('upgrade', (_request, socket) => socket.destroy());
  return server;
};

const nameOf = (request: IncomingMessage): string | undefined => {
  const [, area, name, ...rest] = addressOf(request).pathname.split('/');
  const small = name?.toLowerCase();
  return area === 'trigger' && rest.length === 0 && small !== undefined && CALL_NAME.test(small)
    ? small
    : undefined;
};

const say = (response: ServerResponse, status: number, sentence: string): void => {
  response
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Connection: 'close',
    })
    .end(sentence);
};

/** Lets through `most` in any second that begins with one. */
export const createBudget = (most: number, now: () => number): (() => boolean) => {
  let began = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const time = now();
    if (time - began >= 1000) {
      began = time;
      used = 0;
    }
    used += 1;
    return used <= most;
  };
};
