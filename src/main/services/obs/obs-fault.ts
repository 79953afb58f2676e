import type { ObsFault } from '@shared/obs';

/** Something that OBS refused, in words for the user: what happened, and which setting of OBS to change. */
export class ObsError extends Error {
  constructor(readonly fault: ObsFault) {
    super(`${fault.message} ${fault.action}`);
  }
}

/** Close codes of obs-websocket's protocol, docs/generated/protocol.md, WebSocketCloseCode. */
const AUTHENTICATION_FAILED = 4009;
const UNSUPPORTED_RPC_VERSION = 4010;
const SESSION_INVALIDATED = 4011;
/** RequestStatus of the same. */
const INVALID_RESOURCE_STATE = 604;
const INVALID_INPUT_KIND = 605;
const NOT_READY = 207;

const WHERE = 'Tools → WebSocket Server Settings';

export interface ObsAddress {
  host: string;
  port: number;
}

/** What a failed connection means. `error` is what obs-websocket-js or the socket gave. */
export const connectionFault = (
  error: unknown,
  { host, port }: ObsAddress,
  hasPassword: boolean,
): ObsFault => {
  const code = codeOf(error);
  if (code === AUTHENTICATION_FAILED || /password|authentication/i.test(textOf(error)))
    return {
      code: 'obs-password',
      message: hasPassword ? 'OBS does not accept this password.' : 'OBS asks for a password.',
      action: `In OBS, open ${WHERE}, press “Show Connect Info”, and copy the Server Password to here.`,
    };
  if (code === UNSUPPORTED_RPC_VERSION)
    return {
      code: 'obs-version',
      message: 'This OBS speaks another version of its protocol than Kagami.',
      action: 'Update OBS to version 28 or newer.',
    };
  if (code === SESSION_INVALIDATED)
    return {
      code: 'obs-closed-us',
      message: 'OBS has ended the connection.',
      action: `If that was not wanted, look at the connected clients in OBS under ${WHERE}.`,
    };
  if (isNameFault(error))
    return {
      code: 'obs-name',
      message: `No computer answers to the name “${host}”.`,
      action: 'Check how it is written, or give the IP address. For OBS on this computer it is 127.0.0.1.',
    };
  return {
    code: 'obs-refused',
    message: `OBS does not answer at ${host}, port ${port}.`,
    action: `Start OBS (28 or newer). In OBS, open ${WHERE}, tick “Enable WebSocket server”, and compare the Server Port.`,
  };
};

/** What a failed request means. */
export const requestFault = (error: unknown, request: string): ObsFault => {
  const code = codeOf(error);
  if (code === INVALID_RESOURCE_STATE && /virtual ?cam/i.test(`${request} ${textOf(error)}`))
    return {
      code: 'obs-no-camera',
      message: 'This OBS has no virtual camera.',
      action:
        'Press “Start Virtual Camera” in OBS once and allow what the system asks. If the button is missing, install OBS from obsproject.com; on Linux, install v4l2loopback.',
    };
  if (code === INVALID_INPUT_KIND)
    return {
      code: 'obs-no-input-kind',
      message: 'This OBS does not have this kind of source.',
      action: 'Choose another way into OBS, or install OBS from obsproject.com, which has a Browser Source.',
    };
  if (code === NOT_READY)
    return {
      code: 'obs-not-ready',
      message: 'OBS is still starting or is changing its scene collection.',
      action: 'Try again in a moment.',
    };
  return {
    code: 'obs-request',
    message: `OBS refused “${request}”: ${textOf(error) || 'it gave no reason'}.`,
    action: 'Look at OBS for an open window that asks for something, then try again.',
  };
};

export const isMissingInputKind = (error: unknown): boolean => codeOf(error) === INVALID_INPUT_KIND;

const codeOf = (error: unknown): number | undefined => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'number' ? code : undefined;
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : '');

const isNameFault = (error: unknown): boolean => /ENOTFOUND|EAI_AGAIN/.test(textOf(error));
