import { createMotionPacketWriter } from '@motion/codecs/motion-packet';
import type { HostApi } from '@shared/api';
import type { MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';

/** Gives the solved motion of the page that tracks to the host, which sends it on to browser sources as it is. */
export interface MotionPublisher {
  follow(settings: Settings): void;
  /** @param label what is captured from. Never waits; a host that does not keep up gets fewer frames. */
  offer(frame: MotionFrame, label: string): void;
}

/** Calls that the host may owe an answer to before frames are left out. */
const MOST_WAITING = 3;

export const createMotionPublisher = (api: Pick<HostApi, 'publishMotion'>): MotionPublisher => {
  const packer = createMotionPacketWriter();
  let on = false;
  let waiting = 0;

  const answered = (): void => {
    waiting -= 1;
  };

  return {
    follow: ({ outputs }) => {
      on = outputs.browserSource.on;
    },
    offer: (frame, label) => {
      if (!on || waiting >= MOST_WAITING) return;
      waiting += 1;
      const packet = btoa(String.fromCharCode(...packer.write(frame)));
      // A host that has gone is told again when it is back.
      api.publishMotion(packet, label).then(answered, answered);
    },
  };
};
