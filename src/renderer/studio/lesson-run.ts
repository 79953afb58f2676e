import type { MotionFrame } from '@shared/motion-frame';
import type { Taught } from '@shared/triggers';

export type LessonState =
  /** The user is at ease meanwhile: that is learnt too. */
  | { phase: 'countdown'; seconds: number }
  | { phase: 'watching'; share: number }
  | { phase: 'done' }
  | { phase: 'failed'; why: 'too-few' | 'too-like-rest' };

export interface LessonRunOptions {
  of: Taught['of'];
  /** @returns unsubscribes */
  onMotion(listener: (frame: MotionFrame) => void): () => void;
  onState(state: LessonState): void;
  onTaught(numbers: Omit<Taught, 'id' | 'name'>): void;
}

const COUNTDOWN = 3;
/** Time to take up the pose, which counts neither as rest nor as pose, and time that the pose is watched, ms. */
const CHANGE_FOR = 700;
const WATCH_FOR = 3_000;
const TICK = 100;

/** @returns cancels */
export const startLesson = (options: LessonRunOptions): (() => void) => {
  let stopped = false;
  let unlisten = (): void => undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const run = async (): Promise<void> => {
    const { createLesson } = await import('@motion/triggers/taught');
    if (stopped) return;
    const lesson = createLesson(options.of);
    let elapsed = 0;
    const poseFrom = COUNTDOWN * 1_000 + CHANGE_FOR;
    unlisten = options.onMotion((frame) => {
      if (elapsed < COUNTDOWN * 1_000) lesson.add('rest', frame);
      else if (elapsed >= poseFrom) lesson.add('pose', frame);
    });
    options.onState({ phase: 'countdown', seconds: COUNTDOWN });
    timer = setInterval(() => {
      elapsed += TICK;
      if (elapsed < COUNTDOWN * 1_000) {
        if (elapsed % 1_000 === 0)
          options.onState({ phase: 'countdown', seconds: COUNTDOWN - elapsed / 1_000 });
        return;
      }
      const share = Math.max(0, elapsed - poseFrom) / WATCH_FOR;
      if (share < 1) return options.onState({ phase: 'watching', share });
      stop();
      const taught = lesson.finish('', '');
      if (typeof taught === 'string') return options.onState({ phase: 'failed', why: taught });
      const { id: _id, name: _name, ...numbers } = taught;
      options.onTaught(numbers);
      options.onState({ phase: 'done' });
    }, TICK);
  };

  const stop = (): void => {
    stopped = true;
    clearInterval(timer);
    unlisten();
  };

  void run();
  return stop;
};
