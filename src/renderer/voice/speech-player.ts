import type { Settings } from '@shared/settings';
import { SILENT, type SpeechReport, type SpeechState, type Utterance } from '@shared/speech';
import type { Host } from '../host';
import { createSoundOut, type SoundTap } from './sound-out';
import type { Sounding, SoundingEvents } from './sounding';
import { speakBySystem } from './system-speech';
import { holdVoice } from './voice-lock';

/** Plays what is spoken, in the one page whose turn it is, and tells the host when it began and ended. */
export interface SpeechPlayer {
  /** How loud it is at the moment, 0..1. */
  readonly level: number;
  /** The sound of what this page plays, silent in between, to be recorded; undefined where the browser lets it make none. */
  tap(): Promise<SoundTap | undefined>;
  close(): void;
}

export interface SpeechPlayerOptions {
  host: Pick<Host, 'api' | 'onSpeech' | 'onSettings' | 'onConnection'>;
  /** A Stage plays where there is one, since its recordings have the sound; else Studio. */
  page: 'stage' | 'studio';
}

export const createSpeechPlayer = ({ host, page }: SpeechPlayerOptions): SpeechPlayer => {
  const out = createSoundOut();
  let settings: Settings['speech'] | undefined;
  let spoken: Utterance | undefined;
  let isOurs = false;
  let sounding: (Sounding & { id: number }) | undefined;

  const report = (told: SpeechReport): void => {
    // A host that has gone has forgotten what was spoken.
    host.api.reportSpeech(told).catch(() => undefined);
  };

  const play = ({ id, url, text, cues }: Utterance, how: Settings['speech']): void => {
    const mine = (): boolean => sounding?.id === id;
    const over = (last: SpeechReport): void => {
      if (!mine()) return;
      sounding = undefined;
      report(last);
    };
    const events: SoundingEvents = {
      onStarted: (startedAt) => mine() && report({ event: 'started', id, startedAt }),
      onEnded: () => over({ event: 'ended', id }),
      onFailed: (code) => over({ event: 'failed', id, code }),
    };
    // What fails at once must find its own turn.
    sounding = { id, stop: () => undefined };
    const begun = url === undefined ? speakBySystem(text, cues, how, events) : out.play(url, events);
    if (mine()) sounding = { id, stop: begun.stop };
  };

  const follow = (): void => {
    if (sounding !== undefined && sounding.id !== spoken?.id) {
      sounding.stop();
      sounding = undefined;
    }
    const waits = spoken !== undefined && spoken.startedAt === undefined && spoken.id !== sounding?.id;
    if (isOurs && waits && settings !== undefined) play(spoken!, settings);
  };

  const hear = (state: SpeechState): void => {
    spoken = state.spoken ?? undefined;
    follow();
  };

  const set = ({ speech }: Settings): void => {
    settings = speech;
    out.set(speech);
    follow();
  };

  const stops = [
    host.onSpeech(hear),
    host.onSettings(set),
    host.onConnection((connection) => {
      // Nobody could say stop any more.
      if (connection === 'lost') hear(SILENT);
    }),
    holdVoice(page, (held) => {
      isOurs = held;
      follow();
    }),
  ];
  host.api.getSettings().then(set, () => undefined);
  host.api.getSpeech().then(hear, () => undefined);

  return {
    get level() {
      return out.level;
    },
    tap: out.tap,
    close: () => {
      for (const stop of stops) stop();
      sounding?.stop();
      out.close();
    },
  };
};
