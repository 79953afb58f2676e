import { createSocket, type RemoteInfo } from 'node:dgram';
import type { VmcLinkState } from '@shared/api';
import { findFreePort } from './free-port';
import { OFF, STARTING, socketFault } from './link-state';

export interface UdpListenerOptions {
  /** 0 lets the system choose (tests). */
  port: number;
  /** Address to listen at: `0.0.0.0` for other computers too. */
  host: '127.0.0.1' | '0.0.0.0';
  onPacket(packet: Buffer, from: RemoteInfo): void;
  /** What the link does now, told once it listens and every second from then on. */
  tellState(): VmcLinkState;
  onState(state: VmcLinkState): void;
}

export interface UdpListener {
  /** Resolves with the port once it listens; undefined where it cannot. */
  readonly listening: Promise<number | undefined>;
  /** Says something to who listens elsewhere; where it gets lost, nobody is told. */
  send(text: string, port: number, address: string): void;
  close(): void;
}

const STATE_EVERY_MS = 1000;

/** Listens at one UDP port and tells how that goes; where the port is taken, says after a look which one is not. */
export const createUdpListener = (options: UdpListenerOptions): UdpListener => {
  const { port, host, onPacket, tellState, onState } = options;
  const socket = createSocket('udp4');
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const tell = (): void => onState(tellState());

  const fail = async (error: NodeJS.ErrnoException): Promise<void> => {
    const fault: VmcLinkState = { state: 'error', rate: 0, message: socketFault(error, port) };
    if (!closed) onState(fault);
    const freePort = error.code === 'EADDRINUSE' ? await findFreePort(port) : undefined;
    if (!closed && freePort !== undefined) onState({ ...fault, freePort });
  };

  onState(STARTING);
  const listening = new Promise<number | undefined>((resolve) => {
    socket.on('error', (error) => {
      clearInterval(timer);
      void fail(error);
      resolve(undefined);
    });
    socket.on('message', onPacket);
    socket.bind({ port, address: host, exclusive: true }, () => {
      timer = setInterval(tell, STATE_EVERY_MS);
      timer.unref();
      tell();
      resolve(socket.address().port);
    });
    socket.unref();
  });

  return {
    listening,
    send: (text, toPort, address) => socket.send(text, toPort, address, () => undefined),
    close() {
      closed = true;
      clearInterval(timer);
      socket.close();
      onState(OFF);
    },
  };
};
