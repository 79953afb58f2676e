import { type FoldedBone, foldedBones } from '@motion/fold-bones';
import type { RestPose } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import type { Settings } from '@shared/settings';
import { Quaternion } from 'three';
import type { Host } from '../host';
import { createFrameLimit } from './frame-limit';

/** Carries what the Stage shows to the host, which sends it on by VMC, and what the host receives to the Stage. */
export interface VmcFeed {
  follow(settings: Settings): void;
  setRest(rest: RestPose): void;
  /** The motion that is shown at `now` (ms of the page). */
  offer(frame: MotionFrame, now: number): void;
  close(): void;
}

/** Of several Stages one sends: the one that holds this Web Lock. */
const LOCK = 'kagami.vmc-send';
/** Calls that the host may owe an answer to before frames are dropped. */
const MOST_WAITING = 2;
/** Digits that are sent: a tenth of a millimetre, a hundredth of a degree. */
const PRECISION = 1e4;

export interface VmcFeedEvents {
  /** The frame is reused. */
  onReceived(frame: MotionFrame): void;
  /** Where the sender's camera is, as in ReceivedMotion; undefined once it tells no more. */
  onCamera(camera: readonly number[] | undefined): void;
}

/** Numbers of a camera. */
const CAMERA_NUMBERS = 8;
/** A camera that is told no more for this long is the user's own again, ms. */
const CAMERA_GONE_MS = 2000;

export const createVmcFeed = (host: Host, { onReceived, onCamera }: VmcFeedEvents): VmcFeed => {
  const limit = createFrameLimit();
  const received = createMotionFrame('vmc');
  const rotation = new Quaternion();
  const part = new Quaternion();
  let rest: RestPose | undefined;
  let folds: FoldedBone[] = [];
  let wish: AbortController | undefined;
  let release: (() => void) | undefined;
  let waiting = 0;

  const tellRest = (): void => {
    if (release === undefined || rest === undefined) return;
    void host.api.setMotionRest([...rest.offsets], [...rest.has]).catch(ignoreLostHost);
  };

  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      release = resolve;
      tellRest();
    });

  const start = (): void => {
    wish = new AbortController();
    // Withdrawn by `stop`, it rejects.
    navigator.locks.request(LOCK, { signal: wish.signal }, hold).catch(() => {});
  };

  const stop = (): void => {
    wish?.abort();
    wish = undefined;
    release?.();
    release = undefined;
  };

  /** The frame's numbers, with the rotations of bones that the avatar lacks on those that it has. */
  const valuesOf = (frame: MotionFrame): number[] => {
    const values = Array.from(frame.values);
    for (const { bone, sources } of folds) {
      rotation.identity();
      for (const source of sources) rotation.multiply(part.fromArray(frame.bones, source * 4));
      rotation.toArray(values, bone * 4);
    }
    for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i]! * PRECISION) / PRECISION;
    return values;
  };

  let cameraGone: ReturnType<typeof setTimeout> | undefined;
  const followCamera = (camera: readonly number[] | undefined): void => {
    if (camera?.length !== CAMERA_NUMBERS || !camera.every(Number.isFinite)) return;
    clearTimeout(cameraGone);
    cameraGone = setTimeout(() => onCamera(undefined), CAMERA_GONE_MS);
    onCamera(camera);
  };

  const unsubscribe = [
    host.onConnection(tellRest),
    host.onVmcMotion(({ source, time, values, flags, camera }) => {
      followCamera(camera);
      if (values.length !== received.values.length || flags.length !== received.drives.flags.length) return;
      received.source = source;
      received.time = time;
      received.values.set(values);
      received.drives.flags.set(flags);
      onReceived(received);
    }),
  ];

  return {
    follow: ({ outputs: { vmcSend } }) => {
      limit.setRate(vmcSend.rate);
      if (vmcSend.on && wish === undefined) start();
      if (!vmcSend.on) stop();
    },
    setRest: (next) => {
      rest = next;
      // Bones lie at the beginning of `values`.
      folds = foldedBones(next.has).filter(({ sources }) => sources.length > 1);
      tellRest();
    },
    offer: (frame, now) => {
      if (release === undefined || rest === undefined || waiting >= MOST_WAITING || !limit.isDue(now)) return;
      waiting += 1;
      void host.api
        .sendMotion(valuesOf(frame))
        .catch(ignoreLostHost)
        .finally(() => {
          waiting -= 1;
        });
    },
    close: () => {
      stop();
      clearTimeout(cameraGone);
      for (const end of unsubscribe) end();
    },
  };
};

/** A host that has gone is told again when it is back. */
const ignoreLostHost = (): void => {};
