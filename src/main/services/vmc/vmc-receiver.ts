import type { RemoteInfo } from 'node:dgram';
import {
  createVmcReader,
  readVmcInput,
  type VmcInput,
  type VmcLight,
  type VmcParts,
} from '@motion/codecs/vmc';
import { createAxesCheck, type VmcAxes } from '@motion/codecs/vmc-axes-check';
import type { VmcLinkState } from '@shared/api';
import type { MotionFrame } from '@shared/motion-frame';
import { unpackMessages } from './osc-packet';
import { createRateLimit } from './rate-limit';
import { createUdpListener } from './udp-listener';

export interface VmcReceiverOptions {
  /** 0 lets the system choose (tests). */
  port: number;
  /** Listens to other computers too, not only to this one. */
  fromNetwork: boolean;
  parts: VmcParts;
  /** How the sender's rotations lie; `standard` where not given. */
  axes?: VmcAxes;
  /** Also takes the sender's camera. */
  camera?: boolean;
  /** Also takes the sender's light. */
  light?: boolean;
  /** The newest motion, at most {@link MOST_FRAMES} times a second. The frame is reused. */
  onMotion(frame: MotionFrame): void;
  onState(state: VmcLinkState): void;
  /** The sender's light has changed; once a second at most. */
  onLight?(light: VmcLight): void;
  /** A key or button of the sender's, each press once and at most {@link MOST_PRESSES} a second. */
  onInput?(input: VmcInput): void;
  /** When it was heard, on the one clock. */
  now?: () => number;
}

/** Listens to VMC Performers and Assistants by UDP. */
export interface VmcReceiver {
  /** Resolves with the port once it listens; undefined where it cannot. */
  readonly listening: Promise<number | undefined>;
  /** Of the sender; see motion/codecs/vmc-reader.ts. */
  readonly camera: Float32Array | undefined;
  /** Packets refused so far: not OSC, or VMC with wrong arguments. */
  readonly refused: number;
  /** Who wears the sender's devices stands upright and looks ahead now. */
  recentre(): void;
  close(): void;
}

/** Motion frames told a second, however many packets they come in. */
const MOST_FRAMES = 100;
/** Presses taken a second; nobody presses more. */
const MOST_PRESSES = 30;
/** Keys and buttons that may be down at once. */
const MOST_DOWN = 64;
/** A sender that is silent for longer has gone: what it said is forgotten. */
const GONE_AFTER_MS = 2000;

export const createVmcReceiver = (options: VmcReceiverOptions): VmcReceiver => {
  const { port, fromNetwork, onMotion, onState, now = Date.now } = options;
  const reader = createVmcReader({
    parts: options.parts,
    axes: options.axes ?? 'standard',
    camera: options.camera === true,
    light: options.light === true,
  });
  const check = createAxesCheck();
  let refused = 0;
  let frames = 0;
  let sender: string | undefined;
  let heard = 0;
  let lastTold = 0;
  let telling: NodeJS.Timeout | undefined;
  const down = new Set<string>();
  const mayPress = createRateLimit(MOST_PRESSES);
  let lastInput: string | undefined;
  let lastLight = '';

  const tell = (): void => {
    telling = undefined;
    lastTold = performance.now();
    frames += 1;
    const { frame } = reader;
    frame.time = now();
    check.see(frame);
    onMotion(frame);
  };

  /** Waits for the rest of the sender's frame, which may come in several packets. */
  const tellSoon = (): void => {
    const due = lastTold + 1000 / MOST_FRAMES - performance.now();
    telling ??= setTimeout(tell, Math.max(1, due));
  };

  const takeInput = (input: VmcInput): void => {
    const isPress = input.phase === 'press';
    // Some senders tell again and again of what is held.
    if (isPress === down.has(input.name)) return;
    if (isPress && (down.size >= MOST_DOWN || !mayPress(performance.now()))) return;
    if (isPress) {
      down.add(input.name);
      lastInput = input.name;
    } else down.delete(input.name);
    options.onInput?.(input);
  };

  const letGo = (): void => {
    for (const name of down) options.onInput?.({ name, phase: 'release' });
    down.clear();
  };

  const take = (packet: Buffer, from: RemoteInfo): void => {
    let changed = false;
    let isBad = false;
    try {
      unpackMessages(packet, (address, args) => {
        const input = readVmcInput(address, args);
        if (typeof input === 'object') takeInput(input);
        const verdict = reader.read(address, args);
        changed ||= verdict === 'changed' || typeof input === 'object';
        isBad ||= verdict === 'refused' || input === 'refused';
      });
    } catch {
      isBad = true;
    }
    if (isBad) refused += 1;
    if (!changed) return;
    sender = `${from.address}:${from.port}`;
    heard = performance.now();
    tellSoon();
  };

  const tellLight = (): void => {
    const { light } = reader;
    const next = light === undefined ? '' : JSON.stringify(light);
    if (light !== undefined && next !== lastLight) options.onLight?.(light);
    lastLight = next;
  };

  const tellState = (): VmcLinkState => {
    tellLight();
    if (sender !== undefined && performance.now() - heard > GONE_AFTER_MS) {
      sender = undefined;
      reader.reset();
      letGo();
      check.reset();
    }
    const { verdict: axes } = check;
    const rate = frames;
    frames = 0;
    return {
      state: 'live',
      rate,
      refused,
      ...(sender !== undefined && { sender, axes }),
      ...(lastInput !== undefined && { input: lastInput }),
    };
  };

  const listener = createUdpListener({
    port,
    host: fromNetwork ? '0.0.0.0' : '127.0.0.1',
    onPacket: take,
    tellState,
    onState,
  });

  return {
    listening: listener.listening,
    get camera() {
      return reader.camera;
    },
    get refused() {
      return refused;
    },
    recentre: reader.recentre,
    close() {
      clearTimeout(telling);
      letGo();
      listener.close();
    },
  };
};
