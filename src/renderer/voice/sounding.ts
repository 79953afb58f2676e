import { toClock } from '@shared/clock';
import type { SpeechReport } from '@shared/speech';

/** Something that sounds. */
export interface Sounding {
  stop(): void;
}

export interface SoundingEvents {
  /** @param startedAt ms of the one clock; told again where words come earlier or later than thought */
  onStarted(startedAt: number): void;
  onEnded(): void;
  onFailed(code: Extract<SpeechReport, { event: 'failed' }>['code']): void;
}

/** Now, ms of the one clock. */
export const clockNow = (): number => toClock(performance.timeOrigin, performance.now());
