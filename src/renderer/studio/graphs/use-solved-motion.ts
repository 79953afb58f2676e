import type { MotionFrame } from '@shared/motion-frame';
import { useEffect, useRef } from 'react';
import { useActions, useStudio } from '../context';

/** Calls `onFrame` with every solved frame of this page; the frame is reused. Nothing comes while another page tracks. */
export const useSolvedMotion = (onFrame: (frame: MotionFrame) => void): void => {
  const { pipeline } = useActions();
  // The pipeline loads after the first paint, and says so by its first status.
  const loaded = useStudio(({ source }) => source !== undefined);
  const newest = useRef(onFrame);
  newest.current = onFrame;
  useEffect(
    () => (loaded ? pipeline()?.onMotion((frame) => newest.current(frame)) : undefined),
    [loaded, pipeline],
  );
};
