import { addressToken, header, isSame, type LoopbackAccess, type LoopbackRequest } from './loopback-request';

export type TriggerVerdict = { allowed: true } | { allowed: false; reason: 'host' | 'page' | 'token' };

/** What a browser's own address bar sends, or a program that is no browser. */
const NO_PAGE = [undefined, 'none'];

/**
 * Whether a call may set rules off. Programs call with GET or POST and neither Origin nor `Sec-Fetch-Site`; whatever a web page
 * sends has one of them and is refused, and so is what a browser fetches before its user asked for it (`Sec-Purpose`). The Host
 * header must be ours, as a page's name can be re-pointed to 127.0.0.1; the token comes in the address, or as
 * `Authorization: Bearer`.
 */
export const judgeTriggerRequest = (request: LoopbackRequest, access: LoopbackAccess): TriggerVerdict => {
  const host = header(request, 'host');
  if (host !== `127.0.0.1:${access.port}` && host !== `localhost:${access.port}`)
    return { allowed: false, reason: 'host' };
  const fromPage =
    request.headers.origin !== undefined ||
    !NO_PAGE.includes(header(request, 'sec-fetch-site')) ||
    request.headers['sec-purpose'] !== undefined;
  if (fromPage) return { allowed: false, reason: 'page' };
  const bearer = header(request, 'authorization')?.match(/^Bearer (\S+)$/i)?.[1];
  return isSame(addressToken(request.url), access.token) || isSame(bearer, access.token)
    ? { allowed: true }
    : { allowed: false, reason: 'token' };
};
