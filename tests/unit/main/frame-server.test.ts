import { connect } from 'node:net';
import { FRAME_HEADER_BYTES, FRAME_SINKS, frameBytes } from '@shared/frames';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { LoopbackHost } from '../../../src/main/loopback/host';
import { freePort } from '../free-port';
import { createHostFixture, type HostFixture } from './host-fixture';

let fixture: HostFixture | undefined;
let socket: WebSocket | undefined;

afterEach(async () => {
  socket?.terminate();
  await fixture?.clean();
});

const start = async (): Promise<LoopbackHost> => {
  fixture = await createHostFixture();
  return fixture.start({ port: 0 });
};

const ownHeaders = (host: LoopbackHost) => ({
  Origin: `http://127.0.0.1:${host.port}`,
  Cookie: `kagami-${host.port}=${host.token}`,
});

const open = (host: LoopbackHost, headers: Record<string, string>): Promise<number | 'open'> =>
  new Promise((resolve) => {
    socket = new WebSocket(`ws://127.0.0.1:${host.port}/frames`, { headers });
    socket.on('open', () => resolve('open'));
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  });

test.each([
  ['no token', (host: LoopbackHost) => ({ Origin: ownHeaders(host).Origin })],
  ['another origin', (host: LoopbackHost) => ({ ...ownHeaders(host), Origin: 'http://example.org' })],
  ['no origin', (host: LoopbackHost) => ({ Cookie: ownHeaders(host).Cookie })],
  ['another host', (host: LoopbackHost) => ({ ...ownHeaders(host), Host: `localhost:${host.port}` })],
])('who comes with %s sends no frames', async (_name, headers) => {
  const host = await start();
  expect(await open(host, headers(host))).toBe(403);
  expect(host.services.frames.linkCount).toBe(0);
});

test('frames of the own page come out of the stream byte for byte, and only while it is on', async () => {
  const host = await start();
  const size = { format: 'bgra', width: 64, height: 64 } as const;
  const notes: unknown[] = [];
  expect(await open(host, ownHeaders(host))).toBe('open');
  socket!.on('message', (text) => notes.push(JSON.parse(text.toString())));
  const port = await freePort();
  const { api, outputs } = host.services;
  await api.updateSettings({ outputs: { obsStream: { on: true, port, width: 64, height: 64 } } });
  await vi.waitFor(() => expect(notes.at(-1)).toMatchObject({ wishes: [{ id: 'obs-stream', ...size }] }));

  const reader = connect(port, '127.0.0.1').on('error', () => {});
  const read: Buffer[] = [];
  reader.on('data', (data) => read.push(data));
  const frame = new Uint8Array(FRAME_HEADER_BYTES + frameBytes(size)).map((_, index) => (index * 7) & 255);
  frame[0] = FRAME_SINKS.indexOf('obs-stream');
  socket!.send(frame);
  await vi.waitFor(() => expect(notes.at(-1)).toEqual({ used: 'obs-stream' }));
  await vi.waitFor(() =>
    expect(Buffer.concat(read)).toEqual(Buffer.from(frame.subarray(FRAME_HEADER_BYTES))),
  );

  await api.setOutputOn('obs-stream', false);
  await vi.waitFor(() => expect(reader.destroyed).toBe(true));
  expect(outputs.states.find(({ id }) => id === 'obs-stream')?.state).toBe('off');
  await vi.waitFor(() => expect(notes.at(-1)).toEqual({ wishes: [] }));
});
