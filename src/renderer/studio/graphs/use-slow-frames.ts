import { useReducedMotion } from '@mantine/hooks';
import { type RefObject, useEffect, useRef } from 'react';

/** Milliseconds between two drawings: at most 14 a second, and one where motion is reduced. */
const EVERY = 70;
const EVERY_REDUCED = 1_000;

/** Calls `draw` a few times a second while the element is on the screen and its window is visible; never else. */
export const useSlowFrames = (place: RefObject<Element | null>, draw: () => void): void => {
  const reduced = useReducedMotion();
  const newest = useRef(draw);
  newest.current = draw;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let inView = false;
    const timer = setInterval(
      () => {
        if (inView && !document.hidden) newest.current();
      },
      reduced ? EVERY_REDUCED : EVERY,
    );
    const watcher = new IntersectionObserver((entries) => {
      inView = entries.at(-1)?.isIntersecting ?? false;
    });
    watcher.observe(element);
    return () => {
      clearInterval(timer);
      watcher.disconnect();
    };
  }, [place, reduced]);
};
