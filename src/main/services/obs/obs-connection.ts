import type { ObsFault } from '@shared/obs';
import { EventSubscription, OBSWebSocket } from 'obs-websocket-js/json';
import { connectionFault, type ObsAddress } from './obs-fault';

export interface ObsConnectionOptions {
  address: ObsAddress;
  password: string | undefined;
  /** Connected, and OBS has told its version. */
  onConnected(obs: OBSWebSocket, version: string): void;
  /** Not connected (any more). It tries again by itself until closed. */
  onFault(fault: ObsFault): void;
}

/** Keeps a connection with OBS until closed. */
export interface ObsConnection {
  close(): void;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15_000;
/** What does not greet within this is no OBS. */
const GREETING_MS = 8000;
const SUBSCRIPTIONS =
  EventSubscription.General | EventSubscription.Scenes | EventSubscription.Outputs | EventSubscription.Config;

export const openObsConnection = (options: ObsConnectionOptions): ObsConnection => {
  const { address, password } = options;
  let obs: OBSWebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_RETRY_MS;
  let closed = false;

  const fail = (error: unknown): void => {
    if (closed) return;
    options.onFault(connectionFault(error, address, password !== undefined));
    timer = setTimeout(() => void connect(), wait);
    timer.unref();
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  };

  const connect = async (): Promise<void> => {
    const own = new OBSWebSocket();
    obs = own;
    let connected = false;
    own.on('ConnectionClosed', (error) => {
      if (connected) fail(error);
    });
    own.on('ConnectionError', () => {});
    try {
      const subscription = { rpcVersion: 1, eventSubscriptions: SUBSCRIPTIONS };
      await inTime(own.connect(`ws://${address.host}:${address.port}`, password, subscription), own);
      const { obsVersion } = await inTime(own.call('GetVersion'), own);
      if (closed) return;
      connected = true;
      wait = FIRST_RETRY_MS;
      options.onConnected(own, obsVersion);
    } catch (error) {
      void own.disconnect().catch(() => {});
      fail(error);
    }
  };

  void connect();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      void obs?.disconnect().catch(() => {});
    },
  };
};

const inTime = async <Value>(promise: Promise<Value>, obs: OBSWebSocket): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('It does not answer.'));
      void obs.disconnect().catch(() => {});
    }, GREETING_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
