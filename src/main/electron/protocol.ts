import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { originOf } from '../policy/navigation';
import { securityHeaders } from '../policy/response-headers';
import type { Content, ContentBody } from '../services/content';

export const APP_ORIGIN = 'app://kagami';

/** Must run before Electron is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);

/** Serves the program's origin: what the browser host serves over HTTP. */
export const serveAppScheme = (content: Content): void =>
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const headers = securityHeaders();
    if (originOf(url) !== APP_ORIGIN) return new Response(null, { status: 404, headers });
    const body = request.body === null ? Readable.from([]) : Readable.fromWeb(request.body as never);
    const answer = await content.answer({ method: request.method, pathname: url.pathname, body });
    return new Response(bodyOf(answer.body, request.method), {
      status: answer.status,
      headers: { ...headers, ...answer.headers },
    });
  });

const bodyOf = (body: ContentBody, method: string): BodyInit | null => {
  if ('text' in body) return body.text || null;
  if (method === 'HEAD') return null;
  if ('bytes' in body) return body.bytes;
  return Readable.toWeb(createReadStream(body.file)) as unknown as ReadableStream<Uint8Array>;
};
