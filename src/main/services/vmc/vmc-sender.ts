import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { createVmcWriter, type VmcFace, type VmcNames, type VmcParts } from '@motion/codecs/vmc';
import type { VmcLinkState } from '@shared/api';
import type { RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { OFF, STARTING, socketFault } from './link-state';
import { packMessages } from './osc-packet';
import { createRateLimit } from './rate-limit';

export interface VmcSenderOptions {
  host: string;
  port: number;
  /** Frames a second at most. */
  rate: number;
  names: VmcNames;
  face: VmcFace;
  parts: VmcParts;
  onState(state: VmcLinkState): void;
}

/** Sends motion to a VMC Marionette (VSeeFace, Warudo, VNyan, Unity, Blender …) by UDP. */
export interface VmcSender {
  /** The avatar that moves; nothing is sent before it is known, as receivers place bones by it. */
  setRest(rest: RestPose): void;
  /** Sends the frame unless one has just been sent. Never waits. */
  send(frame: MotionFrame): void;
  close(): void;
}

const STATUS_EVERY_MS = 1000;
/** Packets that may wait in the system before frames are dropped. */
const MOST_WAITING = 64;

export const createVmcSender = (options: VmcSenderOptions): VmcSender => {
  const { host, port, names, face, parts, onState } = options;
  const socket = createSocket('udp4');
  const isDue = createRateLimit(options.rate);
  const started = performance.now();
  let address: string | undefined;
  let write: ReturnType<typeof createVmcWriter>['write'] | undefined;
  let waiting = 0;
  let sent = 0;
  let fault: string | undefined;
  let closed = false;

  const fail = (error: NodeJS.ErrnoException): void => {
    fault = socketFault(error, port);
  };

  const measure = (): void => {
    if (fault !== undefined) onState({ state: 'error', rate: 0, message: fault });
    else onState(sent > 0 ? { state: 'live', rate: sent } : STARTING);
    sent = 0;
    // A network that comes back ends the fault by itself; a name that was not found is asked for again.
    if (address === undefined && fault !== undefined) void resolve();
    fault = address === undefined ? fault : undefined;
  };

  const resolve = async (): Promise<void> => {
    try {
      const found = await lookup(host, { family: 4 });
      address = found.address;
      fault = undefined;
    } catch (error) {
      fail(error as NodeJS.ErrnoException);
    }
  };

  const onSent = (error: Error | null): void => {
    waiting -= 1;
    if (error && !closed) fail(error);
  };

  socket.on('error', fail);
  socket.unref();
  onState(STARTING);
  void resolve();
  const timer = setInterval(measure, STATUS_EVERY_MS);
  timer.unref();

  return {
    setRest: (rest) => {
      write = createVmcWriter({ names, face, parts, rest }).write;
    },
    send: (frame) => {
      const now = performance.now();
      if (write === undefined || address === undefined || waiting > MOST_WAITING || !isDue(now)) return;
      for (const packet of packMessages(write(frame, (now - started) / 1000))) {
        waiting += 1;
        socket.send(packet, port, address, onSent);
      }
      sent += 1;
    },
    close: () => {
      closed = true;
      clearInterval(timer);
      socket.close();
      onState(OFF);
    },
  };
};
