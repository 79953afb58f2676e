import { FRAME_SIZE, SILENCE_DB } from '@motion/voice/sound-reader';
import { toClock } from '@shared/clock';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { applySettingsPatch, defaultSettings, type Settings, type SettingsPatch } from '@shared/settings';
import { SILENT, type SpeechState } from '@shared/speech';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SoundInputEvents } from '../../../src/renderer/voice/sound-input';
import { createVoiceRun, type VoiceStatus } from '../../../src/renderer/voice/voice-run';

const RULE = {
  id: 'rule',
  name: '',
  on: true,
  when: { kind: 'voice' as const, id: 'word' },
  do: [],
  coolDownMs: 0,
};
const WORD = { id: 'word', name: 'word', takes: [[0]], limit: 1 };

const VOWELS = ['aa', 'ih', 'ou', 'ee', 'oh'] as const;

const clockNow = (): number => toClock(performance.timeOrigin, performance.now());

const speaking = (startedAt?: number): SpeechState => ({
  ...SILENT,
  spoken: {
    id: 1,
    text: 'Hello',
    engine: 'built-in',
    cues: [],
    mouth: 1,
    ...(startedAt !== undefined && { startedAt }),
  },
});

const createBench = (patch: SettingsPatch) => {
  let settings: Settings = applySettingsPatch(defaultSettings(), patch);
  let answer: () => Promise<void> = async () => undefined;
  const opened: string[] = [];
  let open = 0;
  let events: SoundInputEvents | undefined;
  const mouths: boolean[] = [];
  const openings: number[] = [];
  const words: number[] = [];
  const run = createVoiceRun({
    onMouth: ({ source, drives, expressions }) => {
      mouths.push(source === 'voice' && drives.expressions.includes(1));
      openings.push(Math.max(...VOWELS.map((vowel) => expressions[EXPRESSION_INDEX[vowel]]!)));
    },
    onKeyword: () => undefined,
    open: async ({ deviceId }, given) => {
      opened.push(deviceId);
      await answer();
      events = given;
      open += 1;
      return { label: 'Mic', close: () => (open -= 1) };
    },
  });
  run.onWord(({ count }) => words.push(count));
  run.follow(settings);
  run.setLeading(true);
  return {
    run,
    opened,
    mouths,
    openings,
    words,
    isOpen: () => open === 1,
    refuse: (name: string) => {
      answer = () => Promise.reject(new DOMException('', name));
    },
    allow: () => {
      answer = async () => undefined;
    },
    hear: (level: number, messages: number) => {
      const frames = new Float32Array(2 * FRAME_SIZE);
      frames[0] = frames[FRAME_SIZE] = level;
      for (let i = 0; i < messages; i++) events?.onFrames(frames);
    },
    holdBack: (waiting: boolean) => events?.onWaiting(waiting),
    unplug: () => events?.onEnd(),
    set: async (next: SettingsPatch) => {
      settings = applySettingsPatch(settings, next);
      run.follow(settings);
      await vi.advanceTimersByTimeAsync(0);
    },
    wait: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the microphone', () => {
  it('is closed until something wants it: lip-sync, a rule that waits for a word, or a lesson', async () => {
    const bench = createBench({});
    await bench.wait(0);
    expect(bench.opened).toEqual([]);
    await bench.set({ voice: { lipSync: 'unseen' } });
    expect(bench.isOpen()).toBe(true);
    await bench.set({ voice: { lipSync: 'off' } });
    expect(bench.isOpen()).toBe(false);
    await bench.set({ voice: { keywords: [WORD] } });
    expect(bench.isOpen()).toBe(false);
    await bench.set({ triggers: { rules: [RULE] } });
    expect(bench.isOpen()).toBe(true);
    await bench.set({ triggers: { rules: [{ ...RULE, on: false }] } });
    expect(bench.isOpen()).toBe(false);
    const letGo = bench.run.hold();
    await bench.wait(0);
    expect(bench.isOpen()).toBe(true);
    letGo();
    expect(bench.isOpen()).toBe(false);
  });

  it('is closed at once by mute, by the panic key, and when another page leads', async () => {
    const bench = createBench({ voice: { lipSync: 'alone' } });
    await bench.wait(0);
    for (const [off, on] of [
      [{ voice: { muted: true } }, { voice: { muted: false } }],
      [{ capture: { running: false, panicked: true } }, { capture: { panicked: false } }],
    ] satisfies [SettingsPatch, SettingsPatch][]) {
      expect(bench.isOpen()).toBe(true);
      await bench.set(off);
      expect(bench.isOpen()).toBe(false);
      expect(bench.run.status.state).toBe('off');
      await bench.set(on);
    }
    bench.run.setLeading(false);
    expect(bench.isOpen()).toBe(false);
  });

  it('that is refused is said so and not asked for again; one that is busy is tried again', async () => {
    const bench = createBench({});
    bench.refuse('NotAllowedError');
    await bench.set({ voice: { lipSync: 'alone' } });
    expect(bench.run.status).toMatchObject({ state: 'fault', fault: { code: 'microphone-refused' } });
    await bench.wait(20_000);
    expect(bench.opened).toHaveLength(1);
    bench.refuse('NotReadableError');
    bench.run.retry();
    await bench.wait(0);
    expect(bench.run.status.fault?.code).toBe('microphone-busy');
    bench.allow();
    await bench.wait(5_000);
    expect(bench.run.status).toEqual({ state: 'running', label: 'Mic' });
  });

  it('that is unplugged stays unplugged in words until it is back', async () => {
    const told: VoiceStatus[] = [];
    const bench = createBench({ voice: { lipSync: 'alone' } });
    await bench.wait(0);
    bench.run.onStatus((status) => told.push(status));
    bench.refuse('NotFoundError');
    bench.unplug();
    await bench.wait(9_000);
    expect(new Set(told.map(({ fault }) => fault?.code))).toEqual(new Set(['microphone-unplugged']));
    bench.allow();
    await bench.wait(5_000);
    expect(bench.isOpen()).toBe(true);
    expect(bench.run.status.state).toBe('running');
  });

  it('that gives digital silence for seconds is said so, until it gives sound', async () => {
    const bench = createBench({ voice: { lipSync: 'alone' } });
    await bench.wait(0);
    bench.hear(SILENCE_DB, 200);
    expect(bench.run.status.fault).toBeUndefined();
    bench.hear(SILENCE_DB, 60);
    expect(bench.run.status).toMatchObject({ state: 'running', fault: { code: 'microphone-silent' } });
    bench.hear(-70, 1);
    expect(bench.run.status.fault).toBeUndefined();
  });

  it('that the browser holds back is said so, until a click lets it through', async () => {
    const bench = createBench({ voice: { lipSync: 'alone' } });
    await bench.wait(0);
    bench.holdBack(true);
    expect(bench.run.status).toMatchObject({ state: 'running', fault: { code: 'microphone-waiting' } });
    bench.holdBack(false);
    expect(bench.run.status.fault).toBeUndefined();
    bench.holdBack(true);
    bench.hear(-40, 1);
    expect(bench.run.status.fault).toBeUndefined();
    bench.run.setLeading(false);
    bench.holdBack(true);
    expect(bench.run.status).toEqual({ state: 'off', label: '' });
  });

  it('moves the mouth while lip-sync is on, and not for words alone', async () => {
    const bench = createBench({ voice: { lipSync: 'unseen' } });
    await bench.wait(0);
    bench.hear(-20, 3);
    expect(bench.mouths).toEqual([true, true, true]);
    await bench.set({ voice: { lipSync: 'off', keywords: [WORD] }, triggers: { rules: [RULE] } });
    bench.hear(-20, 3);
    expect(bench.mouths).toHaveLength(3);
  });

  /** A word by itself: loud, then quiet. @returns how far the mouth opened at most */
  const sayWord = (bench: ReturnType<typeof createBench>): number => {
    const before = bench.openings.length;
    bench.hear(-20, 20);
    bench.hear(-90, 30);
    return Math.max(...bench.openings.slice(before));
  };

  it('does not hear the avatar speak: neither the mouth moves by it nor is a word taken from it', async () => {
    const bench = createBench({ voice: { lipSync: 'alone' } });
    await bench.wait(0);
    expect(sayWord(bench)).toBeGreaterThan(0.2);
    expect(bench.words).toHaveLength(1);

    // It sounds in 200 ms.
    bench.run.followSpeech(speaking());
    bench.run.followSpeech(speaking(clockNow() + 200));
    expect(sayWord(bench)).toBeGreaterThan(0.2);
    expect(bench.words).toHaveLength(2);
    await bench.wait(200);
    expect(sayWord(bench)).toBe(0);
    await bench.wait(60_000);
    expect(sayWord(bench)).toBe(0);
    expect(bench.words).toHaveLength(2);
    expect(bench.run.status).toEqual({ state: 'running', label: 'Mic' });

    // The room still sounds when it has ended.
    bench.run.followSpeech(SILENT);
    await bench.wait(250);
    expect(sayWord(bench)).toBe(0);
    await bench.wait(100);
    expect(sayWord(bench)).toBeGreaterThan(0.2);
    expect(bench.words).toHaveLength(3);
  });

  it('hears on where nothing sounded, and where the user wants it so', async () => {
    const bench = createBench({ voice: { lipSync: 'alone' } });
    await bench.wait(0);
    bench.run.followSpeech(speaking(clockNow() + 200));
    bench.run.followSpeech(SILENT);
    expect(sayWord(bench)).toBeGreaterThan(0.2);
    await bench.set({ voice: { deafWhileSpeaking: false } });
    bench.run.followSpeech(speaking(clockNow()));
    expect(sayWord(bench)).toBeGreaterThan(0.2);
    expect(bench.words).toHaveLength(2);
  });
});
