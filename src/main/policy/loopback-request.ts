import { createHash, timingSafeEqual } from 'node:crypto';

/** A request to the browser host, as much of it as the rule looks at. Header names in lower case. */
export interface LoopbackRequest {
  method: string;
  /** Path and query as sent. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whether it asks for a WebSocket. */
  upgrade: boolean;
}

export interface LoopbackAccess {
  port: number;
  token: string;
}

export type LoopbackVerdict =
  | { allowed: true; by: 'cookie' | 'token' }
  | { allowed: false; reason: 'host' | 'origin' | 'site' | 'token' };

/** Cookies of 127.0.0.1 are shared by all its ports, so the name carries ours. */
export const cookieName = (port: number): string => `kagami-${port}`;

/** Marks the browser as let in. Not readable by scripts, never sent for another site's page. */
export const accessCookie = ({ port, token }: LoopbackAccess): string =>
  `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`;

/**
 * Whether a request may be answered. Other programs and web pages on this machine can reach 127.0.0.1 as well, so:
 * the Host header must be ours (a page whose domain was re-pointed to 127.0.0.1 sends its own), Origin must be ours where it is
 * sent, and must be sent for whatever changes something or opens a socket; a page of another port or site is refused; and the
 * token must come by cookie or in the address.
 */
export const judgeLoopbackRequest = (request: LoopbackRequest, access: LoopbackAccess): LoopbackVerdict => {
  const host = `127.0.0.1:${access.port}`;
  if (header(request, 'host') !== host) return { allowed: false, reason: 'host' };

  const origin = header(request, 'origin');
  const needsOrigin = request.upgrade || !['GET', 'HEAD'].includes(request.method);
  if (origin === undefined ? needsOrigin : origin !== `http://${host}`)
    return { allowed: false, reason: 'origin' };

  const site = header(request, 'sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return { allowed: false, reason: 'site' };

  if (isSame(cookieToken(request, access.port), access.token)) return { allowed: true, by: 'cookie' };
  if (isSame(addressToken(request.url), access.token)) return { allowed: true, by: 'token' };
  return { allowed: false, reason: 'token' };
};

export const header = (request: LoopbackRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const cookieToken = (request: LoopbackRequest, port: number): string | undefined => {
  const prefix = `${cookieName(port)}=`;
  return header(request, 'cookie')
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
};

export const addressToken = (url: string): string | undefined => {
  const query = url.indexOf('?');
  return query < 0 ? undefined : (new URLSearchParams(url.slice(query)).get('token') ?? undefined);
};

/** Compares in constant time, so that the token cannot be guessed letter by letter. */
export const isSame = (given: string | undefined, expected: string): boolean =>
  given !== undefined && timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
