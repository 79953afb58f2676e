import type { PlayedClip } from '@shared/api';
import { createListeners } from './listeners';

/** Which animation the user has asked for: one for all Stages, so that those opened later play it from where it is by then. */
export interface PlayedClipState {
  /** Null where none was asked for, or it was stopped. One that has come to its end stays until the next. */
  readonly played: PlayedClip | null;
  play(clip: string, loop: boolean): void;
  stop(): void;
  onChange(listener: (played: PlayedClip | null) => void): () => void;
}

export const createPlayedClip = (now: () => number = Date.now): PlayedClipState => {
  const changes = createListeners<PlayedClip | null>();
  let played: PlayedClip | null = null;

  const tell = (next: PlayedClip | null): void => {
    played = next;
    changes.tell(played);
  };

  return {
    get played() {
      return played;
    },
    // The same one again is a new wish: it begins anew.
    play: (clip, loop) => tell({ clip, loop, since: Math.max(now(), (played?.since ?? 0) + 1) }),
    stop: () => {
      if (played !== null) tell(null);
    },
    onChange: changes.add,
  };
};
