import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOST_WAITING_TEXTS, type SpeechState } from '@shared/speech';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/main/services/log';
import { createSettingsStore } from '../../../src/main/services/settings';
import { createSpeech, type Speech } from '../../../src/main/services/speech';
import { SpeechRefusal, type SpeechVoice } from '../../../src/main/services/speech/engine';

let folder: string;
let speech: Speech;
let spoken: { text: string; signal: AbortSignal }[];
/** What the voice does with a text; resolves at once otherwise. */
let hold: Promise<void> | undefined;

const voice: SpeechVoice = {
  async speak(text, _settings, signal) {
    spoken.push({ text, signal });
    await hold;
    signal.throwIfAborted();
    if (text.includes('bad')) throw new SpeechRefusal('not-english');
    return { wav: Uint8Array.of(1, 2), cues: [{ viseme: 'aa', end: 300 }] };
  },
  close: () => undefined,
};

const open = async (beginsWithinMs = 5000): Promise<Speech> => {
  const settings = await createSettingsStore({ file: join(folder, 'settings.json'), log: silentLog });
  return createSpeech({
    settings,
    voices: { 'built-in': voice, system: voice, server: voice },
    log: silentLog,
    beginsWithinMs,
  });
};

const until = (isSo: (state: SpeechState) => boolean): Promise<unknown> =>
  vi.waitFor(() => expect(isSo(speech.state)).toBe(true));

/** As a page that plays would. */
const playThrough = async (): Promise<string> => {
  await until(({ spoken: now }) => now !== null);
  const { id, text } = speech.state.spoken!;
  speech.report({ event: 'started', id, startedAt: Date.now() });
  speech.report({ event: 'ended', id });
  return text;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-speech-'));
  spoken = [];
  hold = undefined;
  speech = await open();
});

afterEach(async () => {
  speech.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the queue of texts', () => {
  it('speaks them one after the other, the next one made while one is heard', async () => {
    for (const text of ['one', 'two', 'three']) speech.say(text);
    await until(({ spoken: now }) => now?.text === 'one');
    expect(speech.state.waiting).toEqual(['two', 'three']);
    await vi.waitFor(() => expect(spoken.map(({ text }) => text)).toEqual(['one', 'two']));
    expect(speech.sound(speech.state.spoken!.id)).toEqual(Uint8Array.of(1, 2));
    expect([await playThrough(), await playThrough(), await playThrough()]).toEqual(['one', 'two', 'three']);
    expect(speech.state).toMatchObject({ spoken: null, preparing: false, waiting: [] });
  });

  it('tells when the sound began, again where that is set right, and forgets the sound at its end', async () => {
    speech.say('one');
    await until(({ spoken: now }) => now !== null);
    const { id } = speech.state.spoken!;
    speech.report({ event: 'started', id, startedAt: 1000 });
    speech.report({ event: 'started', id, startedAt: 900 });
    expect(speech.state.spoken?.startedAt).toBe(900);
    speech.report({ event: 'ended', id: id + 1 });
    expect(speech.state.spoken).not.toBeNull();
    speech.report({ event: 'ended', id });
    expect(speech.sound(id)).toBeUndefined();
  });

  it('falls silent at a stop: what is heard, what is being made and what waits', async () => {
    for (const text of ['one', 'two']) speech.say(text);
    await until(({ spoken: now }) => now !== null);
    speech.stop();
    expect(speech.state).toEqual({
      spoken: null,
      preparing: false,
      waiting: [],
      key: 'none',
      fault: undefined,
    });
    expect(spoken.every(({ signal }) => signal.aborted)).toBe(true);
    speech.say('three');
    expect(await playThrough()).toBe('three');
  });

  it('does not speak what was stopped while its voice was being made', async () => {
    let letGo = (): void => undefined;
    hold = new Promise((resolve) => {
      letGo = resolve;
    });
    speech.say('one');
    await until(({ preparing }) => preparing);
    speech.stop();
    hold = undefined;
    letGo();
    speech.say('two');
    expect(await playThrough()).toBe('two');
  });

  it('goes on after a text that cannot be spoken, and tells why until the next one is heard', async () => {
    speech.say('bad');
    await until(({ fault }) => fault?.code === 'not-english');
    speech.say('good');
    expect(await playThrough()).toBe('good');
    expect(speech.state.fault).toBeUndefined();
  });

  it('goes on where no page plays, or the page that played has gone', async () => {
    speech.close();
    speech = await open(300);
    speech.say('one');
    await until(({ fault }) => fault?.code === 'no-player');
    speech.say('two');
    await until(({ spoken: now }) => now !== null);
    speech.report({ event: 'started', id: speech.state.spoken!.id, startedAt: Date.now() - 60_000 });
    await until(({ spoken: now }) => now === null);
  });

  it('refuses more than may wait, with a sentence, and leaves out what has no words', () => {
    speech.say('  \u200b !!! 😀 ');
    expect(speech.state.waiting).toEqual([]);
    expect(() => {
      for (let i = 0; i < MOST_WAITING_TEXTS + 2; i++) speech.say(`text ${i}`);
    }).toThrow(/wait to be spoken already/);
    expect(speech.state.waiting).toHaveLength(MOST_WAITING_TEXTS);
  });
});
