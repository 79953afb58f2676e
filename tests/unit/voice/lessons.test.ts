import { createSoundReader, FRAME_SIZE } from '@motion/voice/sound-reader';
import { createVoiceActivity } from '@motion/voice/voice-activity';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SourcePipeline } from '../../../src/renderer/pipeline';
import { type KeywordState, startKeyword } from '../../../src/renderer/studio/keyword-run';
import { startVowels, type VowelState } from '../../../src/renderer/studio/vowel-run';
import type { VoiceStatus } from '../../../src/renderer/voice/voice-run';
import { joined, silence } from './flite-voice';

type Voice = SourcePipeline['voice'];

/** A microphone that hears what it is given. */
const createVoice = () => {
  const heard = new Set<Parameters<Voice['onHeard']>[0]>();
  const words = new Set<Parameters<Voice['onWord']>[0]>();
  const statuses = new Set<(status: VoiceStatus) => void>();
  let holders = 0;
  const listen = <Listener>(set: Set<Listener>, listener: Listener) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const activity = createVoiceActivity((word) => {
    for (const listener of words) listener(word, undefined);
  });
  activity.setGate(-45);
  return {
    voice: {
      status: { state: 'running', label: 'Mic' },
      hold: () => {
        holders += 1;
        return () => {
          holders -= 1;
        };
      },
      onHeard: (listener) => listen(heard, listener),
      onWord: (listener) => listen(words, listener),
      onStatus: (listener) => listen(statuses, listener),
    } as Partial<Voice> as Voice,
    get holders() {
      return holders;
    },
    get listeners() {
      return heard.size + words.size + statuses.size;
    },
    tell: (status: VoiceStatus) => {
      for (const listener of [...statuses]) listener(status);
    },
    hear: (sound: Float32Array) =>
      createSoundReader((frame) => {
        activity.push(frame, 0);
        const reading = {
          level: frame[0]!,
          voiced: frame[0]! > -45,
          opening: 0,
          shares: new Float64Array(7),
        };
        for (const listener of [...heard]) listener(reading, frame.slice(0, FRAME_SIZE));
      }).push(sound),
  };
};

/** A steady buzz with one resonance: stands for a vowel. */
const buzz = (hertz: number, seconds: number): Float32Array =>
  Float32Array.from({ length: 16_000 * seconds }, (_, i) => {
    let sum = 0;
    for (let f = 120; f < 4_000; f += 120)
      sum += (0.004 + 1 / (1 + ((f - hertz) / 90) ** 2)) * Math.sin((2 * Math.PI * f * i) / 16_000);
    return sum * 0.1;
  });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
/** The lessons' own code is loaded when the first begins. */
const loaded = () => vi.dynamicImportSettled();

describe('learning vowels', () => {
  const learn = async () => {
    const mic = createVoice();
    const states: VowelState[] = [];
    const learnt: unknown[] = [];
    const cancel = startVowels({
      voice: mic.voice,
      onState: (state) => states.push(state),
      onVowels: (vowels) => learnt.push(vowels),
    });
    await loaded();
    return { mic, states, learnt, cancel };
  };

  it('goes from one to the next, shows how far it is, and lets go of the microphone at the end', async () => {
    const { mic, states, learnt } = await learn();
    expect(mic.holders).toBe(1);
    for (const hertz of [300, 700, 1100, 1700, 2500]) mic.hear(buzz(hertz, 2.1));
    expect(states.at(0)).toEqual({ phase: 'listening', vowel: 0, share: 0 });
    expect(states).toContainEqual({ phase: 'listening', vowel: 3, share: 0.5 });
    expect(states.at(-1)).toEqual({ phase: 'done' });
    expect(learnt).toHaveLength(1);
    expect([mic.holders, mic.listeners]).toEqual([0, 0]);
  });

  it('says which two sounded alike, and keeps none', async () => {
    const { mic, states, learnt } = await learn();
    for (const hertz of [300, 700, 1100, 700, 2500]) mic.hear(buzz(hertz, 2.1));
    expect(states.at(-1)).toEqual({ phase: 'alike', vowels: [1, 3] });
    expect(learnt).toEqual([]);
  });

  it('ends when nothing is heard, or the microphone goes, and at cancel', async () => {
    const quiet = await learn();
    quiet.mic.hear(silence(11));
    expect(quiet.states.at(-1)).toEqual({ phase: 'failed', why: 'silent' });
    const gone = await learn();
    gone.mic.tell({ state: 'fault', label: '' });
    expect(gone.states.at(-1)).toEqual({ phase: 'failed', why: 'no-microphone' });
    const cancelled = await learn();
    cancelled.cancel();
    for (const { mic } of [quiet, gone, cancelled]) expect([mic.holders, mic.listeners]).toEqual([0, 0]);
  });
});

describe('teaching a word', () => {
  const teach = async () => {
    const mic = createVoice();
    const states: KeywordState[] = [];
    const learnt: { limit: number }[] = [];
    const cancel = startKeyword({
      voice: mic.voice,
      others: [],
      onState: (state) => states.push(state),
      onKeyword: (numbers) => learnt.push(numbers),
    });
    await loaded();
    return { mic, states, learnt, cancel };
  };
  const word = (from: number, to: number): Float32Array =>
    joined(silence(0.3), buzz(from, 0.3), buzz(to, 0.3), silence(0.5));

  it('takes it three times, and lets go of the microphone', async () => {
    const { mic, states, learnt } = await teach();
    for (let i = 0; i < 3; i++) mic.hear(word(500, 2_000));
    expect(states).toEqual([
      { phase: 'listening', takes: 0 },
      { phase: 'listening', takes: 1 },
      { phase: 'listening', takes: 2 },
      { phase: 'done' },
    ]);
    expect(learnt).toHaveLength(1);
    expect([mic.holders, mic.listeners, vi.getTimerCount()]).toEqual([0, 0, 0]);
  });

  it('refuses three that are not alike', async () => {
    const { mic, states, learnt } = await teach();
    mic.hear(word(300, 2_800));
    mic.hear(word(2_800, 300));
    mic.hear(word(1_200, 1_200));
    expect(states.at(-1)).toEqual({ phase: 'failed', why: 'unlike' });
    expect(learnt).toEqual([]);
  });

  it('ends when no word comes, or the microphone goes, and at cancel', async () => {
    const quiet = await teach();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(quiet.states.at(-1)).toEqual({ phase: 'failed', why: 'silent' });
    const gone = await teach();
    gone.mic.tell({ state: 'off', label: '' });
    expect(gone.states.at(-1)).toEqual({ phase: 'failed', why: 'no-microphone' });
    const cancelled = await teach();
    cancelled.cancel();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(cancelled.states.at(-1)).toEqual({ phase: 'listening', takes: 0 });
    for (const { mic } of [quiet, gone, cancelled]) expect([mic.holders, mic.listeners]).toEqual([0, 0]);
  });
});
