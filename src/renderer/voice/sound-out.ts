import type { SpeechSettings } from '@shared/settings/speech';
import { clockNow, type Sounding, type SoundingEvents } from './sounding';

/** Where sounds of this page are heard. */
export interface SoundOut {
  set(settings: Pick<SpeechSettings, 'volume' | 'deviceId'>): void;
  /** Plays a WAV file of our own origin. */
  play(url: string, events: SoundingEvents): Sounding;
  /** 0..1. */
  readonly level: number;
  tap(): Promise<SoundTap | undefined>;
  close(): void;
}

/** Everything that is heard, in one channel, for as long as it is wanted. */
export interface SoundTap {
  readonly stream: MediaStream;
  readonly sampleRate: number;
  close(): void;
}

/** The sound begins so much later, seconds: every page has heard of it by then, and its mouth is there. */
const LEAD_S = 0.2;
/** A sound that is stopped fades, seconds: cut off, it would click. */
const FADE_S = 0.06;
/** How long a browser may take to let a page sound, ms. */
const ALLOWED_WITHIN_MS = 1500;
/** A page that has been silent for this long closes its way out, ms. */
const IDLE_MS = 30_000;

export const createSoundOut = (): SoundOut => {
  let volume = 1;
  let deviceId = '';
  let opened: ReturnType<typeof openContext> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let taps = 0;
  const samples = new Float32Array(1024);

  const ready = async (): Promise<NonNullable<typeof opened>> => {
    clearTimeout(idle);
    opened ??= openContext();
    const { context, gain } = opened;
    gain.gain.value = volume;
    await chooseDevice(context, deviceId);
    if (context.state !== 'running') await inTime(context.resume());
    return opened;
  };

  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (taps > 0) return;
      void opened?.context.close();
      opened = undefined;
    }, IDLE_MS);
  };

  const begin = async (url: string, events: SoundingEvents, stop: AbortSignal): Promise<void> => {
    const [{ context, gain }, answer] = await Promise.all([ready(), fetch(url, { signal: stop })]);
    if (context.state !== 'running') return events.onFailed('blocked');
    if (!answer.ok) throw new Error(`${answer.status}`);
    const buffer = await context.decodeAudioData(await answer.arrayBuffer());
    if (stop.aborted) return;
    const source = new AudioBufferSourceNode(context, { buffer });
    const fade = new GainNode(context);
    source.connect(fade).connect(gain);
    source.addEventListener('ended', () => {
      fade.disconnect();
      rest();
      if (!stop.aborted) events.onEnded();
    });
    stop.addEventListener('abort', () => {
      const now = context.currentTime;
      fade.gain.setValueAtTime(1, now);
      fade.gain.linearRampToValueAtTime(0, now + FADE_S);
      source.stop(now + FADE_S);
    });
    source.start(context.currentTime + LEAD_S);
    events.onStarted(clockNow() + (LEAD_S + (context.outputLatency || 0)) * 1000);
  };

  return {
    set: (settings) => {
      ({ volume, deviceId } = settings);
      if (opened === undefined) return;
      opened.gain.gain.value = volume;
      void chooseDevice(opened.context, deviceId);
    },
    play: (url, events) => {
      const stop = new AbortController();
      begin(url, events, stop.signal).catch(() => {
        if (!stop.signal.aborted) events.onFailed('not-played');
      });
      return { stop: () => stop.abort() };
    },
    tap: async () => {
      const { context, gain } = await ready();
      if (context.state !== 'running') return undefined;
      const node = new MediaStreamAudioDestinationNode(context, {
        channelCount: 1,
        channelCountMode: 'explicit',
      });
      gain.connect(node);
      taps += 1;
      return {
        stream: node.stream,
        sampleRate: context.sampleRate,
        close: () => {
          gain.disconnect(node);
          taps -= 1;
          rest();
        },
      };
    },
    get level() {
      if (opened === undefined) return 0;
      opened.meter.getFloatTimeDomainData(samples);
      let sum = 0;
      for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
      return Math.sqrt(sum / samples.length);
    },
    close: () => {
      clearTimeout(idle);
      void opened?.context.close();
      opened = undefined;
    },
  };
};

const openContext = () => {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const gain = new GainNode(context);
  const meter = new AnalyserNode(context, { fftSize: 1024 });
  gain.connect(meter);
  gain.connect(context.destination);
  return { context, gain, meter };
};

/** A device that is not there any more leaves the sound where it is: the system's own. */
const chooseDevice = async (context: AudioContext, deviceId: string): Promise<void> => {
  // Not in every Chromium that shows these pages.
  const chosen = context as AudioContext & { sinkId?: string; setSinkId?(id: string): Promise<void> };
  if (chosen.setSinkId === undefined || chosen.sinkId === deviceId) return;
  await chosen.setSinkId(deviceId).catch(() => undefined);
};

const inTime = (promise: Promise<void>): Promise<void> =>
  Promise.race([promise, new Promise<void>((resolve) => setTimeout(resolve, ALLOWED_WITHIN_MS))]);
