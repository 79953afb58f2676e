import type { Readable, Writable } from 'node:stream';

/** Chromium's DevTools protocol over the pipe that only its parent process has (`--remote-debugging-pipe`); no port is opened. */
export interface DevtoolsPipe {
  /** @throws Error where the browser refuses or has ended. */
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>;
}

interface Reply {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

const ANSWER_WITHIN_MS = 5000;

/** @param toBrowser, fromBrowser the child's file descriptors 3 and 4; messages are JSON, each ended by a NUL byte */
export const createDevtoolsPipe = (toBrowser: Writable, fromBrowser: Readable): DevtoolsPipe => {
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  let unread = '';
  let ended = false;

  const end = (): void => {
    ended = true;
    for (const settle of waiting.values()) settle({ error: { message: 'The browser has ended.' } });
    waiting.clear();
  };
  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (text: string) => {
    const messages = (unread + text).split('\0');
    unread = messages.pop() ?? '';
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply;
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    }
  });
  fromBrowser.once('close', end);
  for (const stream of [toBrowser, fromBrowser]) stream.once('error', end);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(new Error('The browser has ended.'));
        const id = ++lastId;
        const timer = setTimeout(
          () => settle({ error: { message: `${method} was not answered.` } }),
          ANSWER_WITHIN_MS,
        );
        const settle = ({ result = {}, error }: Reply): void => {
          clearTimeout(timer);
          waiting.delete(id);
          if (error === undefined) resolve(result);
          else reject(new Error(error.message));
        };
        waiting.set(id, settle);
        toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
  };
};
