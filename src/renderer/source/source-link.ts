import { SOURCE_SOCKET, type SourceReading, type ToSource } from '@shared/browser-source';

/** The connection to Kagami, which comes back by itself. */
export interface SourceLink {
  /** Once a second; left out while there is no connection. */
  tell(reading: SourceReading): void;
}

export interface SourceLinkOptions {
  onMessage(message: ToSource): void;
  onMotion(packet: Uint8Array): void;
  /** The connection came or went. */
  onConnection(connected: boolean): void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;

export const openSourceLink = ({ onMessage, onMotion, onConnection }: SourceLinkOptions): SourceLink => {
  let socket: WebSocket | undefined;
  let wait = FIRST_RETRY_MS;

  const connect = (): void => {
    const next = new WebSocket(`ws://${location.host}${SOURCE_SOCKET}`);
    next.binaryType = 'arraybuffer';
    next.addEventListener('open', () => {
      socket = next;
      wait = FIRST_RETRY_MS;
      onConnection(true);
    });
    next.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') onMessage(JSON.parse(data) as ToSource);
      else onMotion(new Uint8Array(data));
    });
    // Also follows a connection that never opened.
    next.addEventListener('close', () => {
      if (socket === next) onConnection(false);
      socket = undefined;
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    });
  };

  connect();
  return {
    tell: (reading) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'status', ...reading }));
    },
  };
};
