import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { judgeLoopbackRequest, type LoopbackAccess } from '../../policy/loopback-request';
import { securityHeaders } from '../../policy/response-headers';
import type { Content } from '../content';
import { addressOf, isPage, letIn, pathOf, seen, sendContent } from '../http-answer';
import type { Log } from '../log';

export interface SourcePagesOptions {
  access: () => LoopbackAccess;
  content: Content;
  log: Log;
}

/** The view-only page, what it is built of, and what lies on the Stage. Nothing else of the program's origin is given out. */
const OPEN_PATHS =
  /^\/(source\.html|favicon\.ico|assets\/[^/]+|(resources|user)\/(avatars|backgrounds|props|animations|clips)\/[^/]+)$/;

/** HTTP for browser sources: reads only. Every request is judged first; who is refused learns nothing but that. */
export const createSourcePages = (options: SourcePagesOptions): Server => {
  const server = createServer((request, response) => {
    respond(options, request, response).catch((error: Error) => {
      options.log.warn(`Browser source: ${request.method} ${pathOf(request)}: ${error.message}`);
      response.destroy();
    });
  });
  server.requestTimeout = 30_000;
  return server;
};

const respond = async (
  { access, content, log }: SourcePagesOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const current = access();
  for (const [name, value] of Object.entries(securityHeaders(`ws://127.0.0.1:${current.port}`)))
    response.setHeader(name, value);

  const verdict = judgeLoopbackRequest(seen(request), current);
  if (!verdict.allowed) {
    log.warn(`Browser source: refused a page or program without access (${verdict.reason}).`);
    return answer(request, response, 403, 'Copy the address of the browser source from Kagami Studio again.');
  }
  const url = addressOf(request);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(request, response, 405, 'A browser source only shows.');
  if (!OPEN_PATHS.test(url.pathname)) return answer(request, response, 404, 'There is nothing here.');
  if (verdict.by === 'token' && isPage(request, url)) return letIn(current, url, response);
  await sendContent(content, request, response, url.pathname);
};

const answer = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
): void => {
  request.resume();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${sentence}\n`);
};
