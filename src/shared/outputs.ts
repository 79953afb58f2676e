/** Every way out of Kagami. A new one is named here and registered with `main/services/outputs`. */
export const OUTPUT_IDS = [
  'window',
  'window2',
  'browser-source',
  'obs-stream',
  'virtual-camera',
  'vmc-send',
  'recording',
] as const;
export type OutputId = (typeof OUTPUT_IDS)[number];

/** An output at the moment, as Studio's cards show it. */
export interface OutputState {
  id: OutputId;
  /** `error`: it is wanted, but does not run; it comes back by itself where it can. */
  state: 'off' | 'starting' | 'live' | 'error';
  /** Frames in the last second. */
  rate: number;
  /** What happened, and what to do about it: whole sentences, where there is something to say. */
  message?: string | undefined;
  action?: string | undefined;
  /** Stable key of what happened, for translation and tests: `port-taken`, `obs-missing` … */
  code?: string | undefined;
  /** Of `recording`: one that has ended is still being written. A new one may begin. */
  finishing?: boolean | undefined;
  /** Of `recording`: how long and how large it is by now, and how many frames the encoder had no time for. */
  recording?: { seconds: number; bytes: number; dropped: number } | undefined;
  /** How many receive it now, where that can be known: connected browser sources, readers of a stream. */
  receivers?: number | undefined;
}

export const outputOff = (id: OutputId): OutputState => ({ id, state: 'off', rate: 0 });

export const isOutputOn = ({ state }: OutputState): boolean => state !== 'off';
