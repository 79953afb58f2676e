import { type OutputId, type OutputState, outputOff } from '@shared/outputs';
import { createListeners } from '../listeners';
import type { Output } from '../outputs/output';
import type { FrameSink, Frames } from '.';

/** What an output that lives on the Stage's frames does while it runs. */
export interface FrameRun {
  /** What it takes; undefined where the frames do not come from here. */
  sink?: FrameSink;
  /** How many receive it; 0 = it waits for somebody. Undefined where that cannot be known. */
  receivers?(): number;
  /** Frames given on since the last call. */
  takeCount(): number;
  /** Why it has ended by itself; it is opened anew after a while. */
  fault?(): OutputFault | undefined;
  close(): void;
}

export type OutputFault = Required<Pick<OutputState, 'message' | 'action' | 'code'>>;

/** Why an output cannot run, in words for the user. */
export class OutputRefusal extends Error {
  constructor(readonly fault: OutputFault) {
    super(fault.message);
  }
}

export interface FrameOutputOptions {
  id: OutputId;
  frames: Frames;
  /** @throws OutputRefusal where it cannot run. */
  open(): Promise<FrameRun>;
}

/** An output that can be told that its settings changed. */
export interface FrameOutput extends Output {
  /** Opens it anew, where it runs. */
  restart(): void;
}

const STATUS_EVERY_MS = 1000;
/** What was refused is tried again: a port may become free, OBS may be closed. */
const RETRY_AFTER_MS = 5000;

const NO_STAGE: OutputFault = {
  message: 'No Stage is open to take pictures of.',
  action: 'Open the Stage. It may stay covered by other windows.',
  code: 'no-stage',
};

export const createFrameOutput = ({ id, frames, open }: FrameOutputOptions): FrameOutput => {
  const changes = createListeners<OutputState>();
  let state = outputOff(id);
  /** Counts starts and stops, so that what was opened too late is closed again. */
  let era = 0;
  let opening: Promise<void> = Promise.resolve();
  let run: FrameRun | undefined;
  let withdraw: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;

  const tell = (next: OutputState): void => {
    state = next;
    changes.tell(state);
  };

  const measure = (): void => {
    if (run === undefined) return;
    const rate = run.takeCount();
    const receivers = run.receivers?.();
    const ended = run.fault?.();
    const fault = ended ?? (run.sink !== undefined && frames.linkCount === 0 ? NO_STAGE : undefined);
    if (ended !== undefined) {
      end();
      tryAgain();
    }
    if (fault !== undefined) tell({ id, state: 'error', rate: 0, receivers, ...fault });
    else tell({ id, state: isLive(run, rate) ? 'live' : 'starting', rate, receivers });
  };

  const tryAgain = (): void => {
    retry = setTimeout(begin, RETRY_AFTER_MS);
    retry.unref();
  };

  const begin = (): void => {
    const own = ++era;
    tell({ id, state: 'starting', rate: 0 });
    // One after the other: what an earlier start still opens is closed before its port or camera is wanted again.
    opening = opening.then(() => (own === era ? beginNow(own) : undefined));
  };

  const beginNow = async (own: number): Promise<void> => {
    try {
      const opened = await open();
      if (own !== era) return opened.close();
      run = opened;
      if (opened.sink !== undefined) withdraw = frames.add(opened.sink);
      timer = setInterval(measure, STATUS_EVERY_MS);
      timer.unref();
      unsubscribe = frames.onLinks(measure);
    } catch (error) {
      if (own !== era) return;
      tell({ id, state: 'error', rate: 0, ...faultOf(error) });
      tryAgain();
    }
  };

  const end = (): void => {
    era += 1;
    clearInterval(timer);
    clearTimeout(retry);
    unsubscribe?.();
    withdraw?.();
    run?.close();
    run = undefined;
    withdraw = undefined;
    unsubscribe = undefined;
  };

  return {
    id,
    get state() {
      return state;
    },
    onChange: changes.add,
    start: begin,
    stop: () => {
      end();
      tell(outputOff(id));
    },
    restart: () => {
      if (state.state === 'off') return;
      end();
      begin();
    },
  };
};

const isLive = (run: FrameRun, rate: number): boolean => run.sink === undefined || rate > 0;

const faultOf = (error: unknown): OutputFault =>
  error instanceof OutputRefusal
    ? error.fault
    : {
        message: `It could not be started: ${error instanceof Error ? error.message : String(error)}`,
        action: 'Turn it off and on again. The log file says more.',
        code: 'failed',
      };
