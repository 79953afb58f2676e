import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultSettings } from '@shared/settings';
import { speechSettings } from '@shared/settings/speech';
import { afterEach, describe, expect, it } from 'vitest';
import { SpeechRefusal } from '../../../src/main/services/speech/engine';
import { createServerVoice, speechUrl } from '../../../src/main/services/speech/server-voice';
import { readWav, writeWav } from '../../../src/main/services/speech/wav';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const WAV = writeWav({
  sampleRate: 24_000,
  samples: Float32Array.from({ length: 24_000 }, (_, i) => (i < 6000 ? 0 : 0.4 * Math.sin(i / 5))),
});

interface Heard {
  url: string | undefined;
  key: string | undefined;
  body: Record<string, unknown>;
}

/** A server as people run it on their own computer. @returns its base address and what it heard */
const serve = async (answer: (response: ServerResponse) => void) => {
  const heard: Heard[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    heard.push({ url: request.url, key: request.headers.authorization, body: JSON.parse(text) });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, heard };
};

const speakWith = (
  url: string,
  {
    offline = false,
    key = undefined as string | undefined,
    withinMs = 5000,
    signal = new AbortController().signal,
  } = {},
) => {
  const voice = createServerVoice({
    settings: () => ({ network: { ...defaultSettings().network, offline } }),
    secrets: { get: () => key },
    withinMs,
  });
  const server = { url, model: 'kokoro', voice: 'af_bella' };
  return voice.speak('Mama, hello.', speechSettings.parse({ rate: 1.25, server }), signal);
};

const refusalOf = (speaking: Promise<unknown>): Promise<unknown> =>
  speaking.then(
    () => 'spoken',
    (error: unknown) => (error instanceof SpeechRefusal ? error.fault : error),
  );

describe('a voice of a server', () => {
  it('is asked as OpenAI’s is, with the key, and moves the mouth where its voice is heard', async () => {
    const { url, heard } = await serve((response) => response.end(WAV));
    const { wav, cues } = await speakWith(url, { key: 'secret' });
    expect(heard).toEqual([
      {
        url: '/v1/audio/speech',
        key: 'Bearer secret',
        body: {
          model: 'kokoro',
          voice: 'af_bella',
          input: 'Mama, hello.',
          speed: 1.25,
          response_format: 'wav',
        },
      },
    ]);
    expect(readWav(wav!)?.sampleRate).toBe(24_000);
    expect(cues[0]).toMatchObject({ viseme: 'sil' });
    expect(cues[0]!.end).toBeGreaterThan(200);
    expect(cues[1]).toMatchObject({ viseme: 'PP' });
    expect(Math.abs(cues.at(-1)!.end - 1000)).toBeLessThan(40);
  });

  it('needs no key where the server needs none, and may be on this computer while offline', async () => {
    const { url, heard } = await serve((response) => response.end(WAV));
    await speakWith(url, { offline: true });
    expect(heard[0]?.key).toBeUndefined();
  });

  it('is not asked over the network while offline', async () => {
    expect(await refusalOf(speakWith('https://tts.example/v1', { offline: true }))).toEqual({
      code: 'offline',
    });
  });

  it('says what the server said when it refuses', async () => {
    const { url } = await serve((response) =>
      response.writeHead(401).end(JSON.stringify({ error: { message: 'Invalid key' } })),
    );
    expect(await refusalOf(speakWith(url))).toEqual({ code: 'refused', detail: '401 Invalid key' });
  });

  it('takes nothing that is no WAV file, and follows no redirection with the key', async () => {
    const page = await serve((response) => response.end('<html></html>'));
    expect(await refusalOf(speakWith(page.url))).toEqual({ code: 'not-wav' });
    const elsewhere = await serve((response) =>
      response.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end(),
    );
    expect(await refusalOf(speakWith(elsewhere.url, { key: 'secret' }))).toMatchObject({
      code: 'unreachable',
    });
  });

  it('gives up on a server that is not there or does not answer, and at a stop', async () => {
    expect(await refusalOf(speakWith(''))).toEqual({ code: 'no-address' });
    expect(await refusalOf(speakWith('http://127.0.0.1:9/v1'))).toEqual({
      code: 'unreachable',
      detail: '127.0.0.1:9',
    });
    const { url } = await serve(() => undefined);
    expect(await refusalOf(speakWith(url, { withinMs: 50 }))).toEqual({ code: 'too-slow' });
    const stop = new AbortController();
    const speaking = speakWith(url, { signal: stop.signal });
    stop.abort();
    await expect(speaking).rejects.toThrow(/abort/i);
  });

  it('is found by a base address with and without its version', () => {
    for (const base of ['http://a:1', 'http://a:1/', 'http://a:1/v1', 'http://a:1/v1/'])
      expect(speechUrl(base).href).toBe('http://a:1/v1/audio/speech');
  });
});
