import { cuesOverSpans, soundsOfText } from '@motion/voice/letters';
import { mayReach } from '@shared/network';
import type { Settings } from '@shared/settings';
import { LONGEST_SOUND_MS } from '@shared/speech';
import type { Secrets } from '../secrets';
import { SpeechRefusal, type SpeechVoice } from './engine';
import { readWav, voicedSpans, writeWav } from './wav';

export interface ServerVoiceOptions {
  settings(): Pick<Settings, 'network'>;
  secrets: Pick<Secrets, 'get'>;
  fetch?: typeof fetch;
  /** Longest time for one text, ms. */
  withinMs?: number;
}

const WITHIN_MS = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** Of a server's own words. */
const LONGEST_DETAIL = 200;

/**
 * A voice of a server that speaks as OpenAI's `POST /v1/audio/speech` does (`model`, `voice`, `input`, `speed`, `response_format`; source:
 * OpenAI's API reference): one on this computer, or one somewhere else. The mouth goes by the letters, over where a voice is heard.
 */
export const createServerVoice = (options: ServerVoiceOptions): SpeechVoice => {
  const { settings, secrets, fetch: fetchNow = fetch, withinMs = WITHIN_MS } = options;

  const request = async (
    url: URL,
    body: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<Uint8Array> => {
    const key = secrets.get('speech-key');
    const answer = await fetchNow(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      // The key is for this address alone.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]),
    });
    const bytes = await readBounded(answer);
    if (answer.ok) return bytes;
    throw new SpeechRefusal('refused', `${answer.status} ${wordsOf(bytes)}`.trim());
  };

  return {
    async speak(text, { server, rate }, signal) {
      if (server.url === '') throw new SpeechRefusal('no-address');
      const url = speechUrl(server.url);
      if (!mayReach(settings(), url.hostname)) throw new SpeechRefusal('offline');
      const body = {
        model: server.model,
        voice: server.voice,
        input: text,
        speed: rate,
        response_format: 'wav',
      };
      let wav: Uint8Array;
      try {
        wav = await request(url, body, signal);
      } catch (error) {
        if (signal.aborted || error instanceof SpeechRefusal) throw error;
        if ((error as Error).name === 'TimeoutError') throw new SpeechRefusal('too-slow');
        throw new SpeechRefusal('unreachable', url.host);
      }
      const sound = readWav(wav);
      if (sound === undefined) throw new SpeechRefusal('not-wav');
      if ((sound.samples.length / sound.sampleRate) * 1000 > LONGEST_SOUND_MS)
        throw new SpeechRefusal('refused', 'too long');
      return { wav: writeWav(sound), cues: cuesOverSpans(soundsOfText(text), voicedSpans(sound)) };
    },
    close: () => undefined,
  };
};

/** The base address may end in `/v1` or not, with a slash or without. */
export const speechUrl = (base: string): URL => {
  const url = new URL(base);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = `${/\/v\d+$/.test(path) ? path : `${path}/v1`}/audio/speech`;
  return url;
};

const readBounded = async (answer: Response): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new SpeechRefusal('refused', 'too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** What a server says of its refusal: OpenAI's shape, or plain text. */
const wordsOf = (bytes: Uint8Array): string => {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096));
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    if (typeof error?.message === 'string') return error.message.slice(0, LONGEST_DETAIL);
  } catch {
    // Plain text.
  }
  return text.startsWith('<') ? '' : text.replace(/\s+/g, ' ').slice(0, LONGEST_DETAIL);
};
