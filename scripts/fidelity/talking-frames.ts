import { createMotionFrame } from '@shared/motion-frame';
import { copyTrackingFrame, createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { DESK_CAMERA } from '../synthetic/camera';
import { createPerson, REAL_NOISE } from '../synthetic/person';
import { SEQUENCES } from '../synthetic/sequences';

/** Any time will do; a large one, as on the real clock. */
export const EPOCH = 1.7e12;

/** Somebody who talks with both hands in view, as tracked at 30 frames a second. */
export const talkingFrames = (count: number): TrackingFrame[] => {
  const person = createPerson({ camera: DESK_CAMERA, noise: REAL_NOISE, seeAll: true });
  const truth = createMotionFrame();
  const seen = createTrackingFrame();
  return Array.from({ length: count }, (_, i) => {
    SEQUENCES.talk(i / 30, truth);
    person.see(truth, EPOCH + (i * 1000) / 30, seen);
    const frame = createTrackingFrame();
    copyTrackingFrame(seen, frame);
    return frame;
  });
};
