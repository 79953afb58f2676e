import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { judgeLoopbackRequest, type LoopbackAccess } from '../policy/loopback-request';
import { securityHeaders } from '../policy/response-headers';
import type { Content } from '../services/content';
import { addressOf, isPage, letIn, pathOf, seen, sendContent } from '../services/http-answer';
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
