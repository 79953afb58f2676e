import type { RemoteInfo } from 'node:dgram';
import { createPhoneReader, MOST_PHONE_CHARACTERS } from '@motion/phone/phone-reader';
import type { VmcLinkState } from '@shared/api';
import type { MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import { createUdpListener } from './udp-listener';

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
  let refused = 0;
  let frames = 0;
  let sender: string | undefined;
  let heard = Number.NEGATIVE_INFINITY;
  let listensAt: number | undefined;

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

  const tellState = (): VmcLinkState => {
    if (performance.now() - heard > GONE_AFTER_MS) {
      sender = undefined;
      reader.reset();
    }
    const rate = frames;
    frames = 0;
    // Asked every second: a phone that is not there yet may come.
    ask();
    return { state: 'live', rate, refused, ...(sender !== undefined && { sender }) };
  };

  const ask = (): void => {
    if (address !== '' && listensAt !== undefined)
      listener.send(question(app, listensAt), phonePort, address);
  };

  const listener = createUdpListener({ port, host: '0.0.0.0', onPacket: take, tellState, onState });
  const listening = listener.listening.then((at) => {
    listensAt = at;
    ask();
    return at;
  });

  return {
    listening,
    recentre: reader.recentre,
    close: listener.close,
  };
};
