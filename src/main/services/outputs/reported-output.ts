import { type OutputId, type OutputState, outputOff } from '@shared/outputs';
import { createListeners } from '../listeners';
import type { Output } from './output';

/** An output that runs in a page, which reports its state once a second and whenever it changes. */
export interface ReportedOutput extends Output {
  report(state: OutputState): void;
  /** It could not begin, and why. */
  fail(message: string): void;
}

export interface ReportedOutputOptions {
  id: OutputId;
  /** Tells whoever runs it to begin or to end. */
  onSwitch(on: boolean): void;
  /** A page that is silent for longer has gone, and the output with it. Milliseconds. */
  silenceMs?: number;
}

export const createReportedOutput = ({
  id,
  onSwitch,
  silenceMs = 3500,
}: ReportedOutputOptions): ReportedOutput => {
  const changes = createListeners<OutputState>();
  let state = outputOff(id);
  let wanted = false;
  let silence: NodeJS.Timeout | undefined;

  const tell = (next: OutputState): void => {
    state = next;
    changes.tell(state);
  };

  const hear = (next: OutputState): void => {
    clearTimeout(silence);
    if (next.state !== 'off' || next.finishing) {
      silence = setTimeout(() => tell(wanted ? starting() : outputOff(id)), silenceMs);
      silence.unref();
    }
    tell(next);
  };

  const starting = (): OutputState => ({ id, state: 'starting', rate: 0 });

  return {
    id,
    get state() {
      return state;
    },
    onChange: changes.add,
    report: hear,
    fail: (message) => tell({ id, state: 'error', rate: 0, message, code: 'not-started' }),
    start() {
      wanted = true;
      if (state.state === 'off') tell(starting());
      onSwitch(true);
    },
    stop() {
      wanted = false;
      clearTimeout(silence);
      tell(outputOff(id));
      onSwitch(false);
    },
  };
};
