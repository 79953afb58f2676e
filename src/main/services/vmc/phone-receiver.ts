import { createSocket, type RemoteInfo } from 'node:dgram';
import { createPhoneReader, MOST_PHONE_CHARACTERS } from '@motion/phone/phone-reader';
import type { VmcLinkState } from '@shared/api';
import type { MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import { findFreePort } from './free-port';
import { OFF, STARTING, socketFault } from './link-state';

export interface PhoneReceiverOptions extends Pick<Settings['inputs']['phone'], 'app' | 'address' | 'head'> {
  /** 0 lets the system choose (tests). */
  port: number;
  /** Where the app listens to being asked; by default where such apps do. */
  phonePort?: number;
  /** At each packet. The frame is reused. */
  onMotion(frame: MotionFrame): void;
  onState(state: VmcLinkState): void;
}

/** Listens to a phone that tracks the face. */
export interface PhoneReceiver {
  /** Resolves with the port once it listens; undefined where it cannot. */
  readonly listening: Promise<number | undefined>;
  /** What the head does now is straight ahead. */
  recentre(): void;
  close(): void;
}

/** Where the apps listen. Sources: see motion/phone/phone-reader.ts. */
const PHONE_PORT = { ifacialmocap: 49_983, 'vtube-studio': 21_412 } as const;
const ASK_EVERY_MS = 1000;
/** A phone that is silent for longer has gone. */
const GONE_AFTER_MS = 2000;

/** What asks the app to send; asked again and again, as the app forgets. */
const question = (app: keyof typeof PHONE_PORT, port: number): string =>
  app === 'ifacialmocap'
    ? 'iFacialMocap_sahuasouryya9218sauhuiayeta91555dy3719'
    : JSON.stringify({
        messageType: 'iOSTrackingDataRequest',
        sentBy: 'Kagami',
        time: 5,
        sendForSeconds: 5,
        ports: [port],
      });

export const createPhoneReceiver = (options: PhoneReceiverOptions): PhoneReceiver => {
  const { app, address, port, phonePort = PHONE_PORT[app], onMotion, onState } = options;
  const reader = createPhoneReader({ head: options.head });
  const socket = createSocket('udp4');
  let refused = 0;
  let frames = 0;
  let sender: string | undefined;
  let heard = Number.NEGATIVE_INFINITY;
  let asking: NodeJS.Timeout | undefined;
  let closed = false;

  const take = (packet: Buffer, from: RemoteInfo): void => {
    const now = performance.now();
    const isPhone =
      address === '' ? sender === undefined || sender === from.address : from.address === address;
    if (!isPhone || packet.length > MOST_PHONE_CHARACTERS || !reader.read(packet.toString('latin1'), now)) {
      refused += 1;
      return;
    }
    sender = from.address;
    heard = now;
    frames += 1;
    reader.frame.time = Date.now();
    onMotion(reader.frame);
  };

  const ask = (): void => {
    if (performance.now() - heard > GONE_AFTER_MS) {
      sender = undefined;
      reader.reset();
    }
    onState({ state: 'live', rate: frames, refused, ...(sender !== undefined && { sender }) });
    frames = 0;
    if (address === '') return;
    // A phone that is not there yet is asked again.
    socket.send(question(app, socket.address().port), phonePort, address, () => undefined);
  };

  const fail = async (error: NodeJS.ErrnoException): Promise<void> => {
    const fault: VmcLinkState = { state: 'error', rate: 0, message: socketFault(error, port) };
    if (!closed) onState(fault);
    const freePort = error.code === 'EADDRINUSE' ? await findFreePort(port) : undefined;
    if (!closed && freePort !== undefined) onState({ ...fault, freePort });
  };

  onState(STARTING);
  const listening = new Promise<number | undefined>((resolve) => {
    socket.on('error', (error) => {
      clearInterval(asking);
      void fail(error);
      resolve(undefined);
    });
    socket.on('message', take);
    socket.bind({ port, address: '0.0.0.0', exclusive: true }, () => {
      asking = setInterval(ask, ASK_EVERY_MS);
      asking.unref();
      ask();
      resolve(socket.address().port);
    });
    socket.unref();
  });

  return {
    listening,
    recentre: reader.recentre,
    close: () => {
      closed = true;
      clearInterval(asking);
      socket.close();
      onState(OFF);
    },
  };
};
