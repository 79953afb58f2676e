import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';
import { accessCookie, type LoopbackAccess, type LoopbackRequest } from '../policy/loopback-request';
import type { Content } from './content';

/** Whatever a client sends as its path: `//` and the like must not throw or name another host. */
export const addressOf = (request: IncomingMessage): URL => {
  const url = request.url?.startsWith('/') ? request.url.replace(/^\/+/, '/') : '/';
  return new URL(url, 'http://127.0.0.1');
};

/** Without the query, which may hold the token, for the log. */
export const pathOf = (request: IncomingMessage): string => addressOf(request).pathname;

export const seen = (request: IncomingMessage, upgrade = false): LoopbackRequest => ({
  method: request.method ?? 'GET',
  url: request.url ?? '/',
  headers: request.headers,
  upgrade,
});

export const isPage = (request: IncomingMessage, url: URL): boolean =>
  request.method === 'GET' && (url.pathname === '/' || url.pathname.endsWith('.html'));

/** Swaps the token in the address for a cookie, so that it stands in no history, title or Referer. */
export const letIn = (access: LoopbackAccess, url: URL, response: ServerResponse): void => {
  url.searchParams.delete('token');
  response.setHeader('Set-Cookie', accessCookie(access));
  response.writeHead(302, { Location: url.pathname + url.search, 'Cache-Control': 'no-store' }).end();
};

/** A browser hears a refusal only after it has sent all of its upload, so the rest of the body is taken and dropped. */
export const sendContent = async (
  content: Content,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> => {
  const body = request.iterator({ destroyOnReturn: false });
  const knownTag = request.headers['if-none-match'];
  const answer = await content.answer({ method: request.method ?? 'GET', pathname, body, knownTag });
  await finished(request.resume());
  response.writeHead(answer.status, answer.headers);
  if (request.method === 'HEAD') response.end();
  else if ('text' in answer.body) response.end(answer.body.text);
  else if ('bytes' in answer.body) response.end(answer.body.bytes);
  else await pipeline(createReadStream(answer.body.file), response);
};
