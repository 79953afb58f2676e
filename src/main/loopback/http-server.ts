import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';
import {
  accessCookie,
  judgeLoopbackRequest,
  type LoopbackAccess,
  type LoopbackRequest,
} from '../policy/loopback-request';
import { securityHeaders } from '../policy/response-headers';
import type { Content } from '../services/content';
import type { Log } from '../services/log';

export interface LoopbackServerOptions {
  /** The port is known once the server listens. */
  access: () => LoopbackAccess;
  content: Content;
  /** Another start of the program asks this one to show itself. */
  showStudio: () => Promise<void>;
  log: Log;
}

/** HTTP for the program's own pages. Every request is judged first; who is refused learns nothing but that. */
export const createLoopbackServer = (options: LoopbackServerOptions): Server => {
  const server = createServer((request, response) => {
    respond(options, request, response).catch((error: Error) => {
      options.log.warn(`${request.method} ${pathOf(request)}: ${error.message}`);
      response.destroy();
    });
  });
  server.requestTimeout = 120_000;
  return server;
};

const respond = async (
  options: LoopbackServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const access = options.access();
  for (const [name, value] of Object.entries(securityHeaders(`ws://127.0.0.1:${access.port}`)))
    response.setHeader(name, value);

  const verdict = judgeLoopbackRequest(seen(request), access);
  if (!verdict.allowed) {
    options.log.warn(`Refused ${request.method} of a page or program without access (${verdict.reason}).`);
    return refuse(request, response);
  }

  const url = addressOf(request);
  if (request.method === 'POST' && url.pathname === '/show-studio') {
    return showStudio(options, response);
  }
  if (verdict.by === 'token' && isPage(request, url)) return letIn(access, url, response);
  await sendContent(options.content, request, response, url.pathname);
};

/** Whatever a client sends as its path: `//` and the like must not throw or name another host. */
export const addressOf = (request: IncomingMessage): URL => {
  const url = request.url?.startsWith('/') ? request.url.replace(/^\/+/, '/') : '/';
  return new URL(url, 'http://127.0.0.1');
};

/** Without the query, which may hold the token, for the log. */
const pathOf = (request: IncomingMessage): string => addressOf(request).pathname;

export const seen = (request: IncomingMessage, upgrade = false): LoopbackRequest => ({
  method: request.method ?? 'GET',
  url: request.url ?? '/',
  headers: request.headers,
  upgrade,
});

const refuse = (request: IncomingMessage, response: ServerResponse): void => {
  request.resume();
  response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end('This page belongs to a running Kagami. Start Kagami to open it.\n');
};

const showStudio = async ({ showStudio }: LoopbackServerOptions, response: ServerResponse): Promise<void> => {
  try {
    await showStudio();
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(409, { 'Content-Type': 'text/plain; charset=utf-8' }).end((error as Error).message);
  }
};

const isPage = (request: IncomingMessage, url: URL): boolean =>
  request.method === 'GET' && (url.pathname === '/' || url.pathname.endsWith('.html'));

/** Swaps the token in the address for a cookie, so that it stands in no history, title or Referer. */
const letIn = (access: LoopbackAccess, url: URL, response: ServerResponse): void => {
  url.searchParams.delete('token');
  response.setHeader('Set-Cookie', accessCookie(access));
  response.writeHead(302, { Location: url.pathname + url.search, 'Cache-Control': 'no-store' }).end();
};

/** A browser hears a refusal only after it has sent all of its upload, so the rest of the body is taken and dropped. */
const sendContent = async (
  content: Content,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> => {
  const body = request.iterator({ destroyOnReturn: false });
  const answer = await content.answer({ method: request.method ?? 'GET', pathname, body });
  await finished(request.resume());
  response.writeHead(answer.status, answer.headers);
  if (request.method === 'HEAD') response.end();
  else if ('text' in answer.body) response.end(answer.body.text);
  else await pipeline(createReadStream(answer.body.file), response);
};
