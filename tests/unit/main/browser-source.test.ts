import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { createMotionPacketWriter, readMotionPacket } from '@motion/codecs/motion-packet';
import type { ToSource } from '@shared/browser-source';
import { createMotionFrame } from '@shared/motion-frame';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { LoopbackHost } from '../../../src/main/loopback/host';
import { createHostFixture, type HostFixture, tinyVrm } from './host-fixture';

let fixture: HostFixture;
let host: LoopbackHost;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  fixture = await createHostFixture();
  host = await fixture.start();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await fixture.clean();
});

const stateOf = (of: LoopbackHost) => of.services.outputs.states.find(({ id }) => id === 'browser-source')!;

/** Turns the output on and waits for its address. */
const open = async (of = host): Promise<URL> => {
  await of.services.api.setOutputOn('browser-source', true);
  await of.services.browserSource.settled();
  const { url } = await of.services.api.getBrowserSource();
  return new URL(url ?? 'no-address:');
};

interface Wish {
  path: string;
  method?: string;
  headers?: Record<string, string>;
}

/** Sends exactly this path and these headers; `fetch` would tidy both. */
const ask = (address: URL, { path, method = 'GET', headers = {} }: Wish) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port: address.port, path, method, headers, agent: false };
    httpRequest(options, (incoming) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
      );
    })
      .on('error', reject)
      .end();
  });

const cookieOf = ({ port, searchParams }: URL) => ({ Cookie: `kagami-${port}=${searchParams.get('token')}` });

interface Source {
  socket: WebSocket;
  messages: ToSource[];
  packets: Buffer[];
}

const connect = (address: URL, headers: Record<string, string> = {}): Promise<Source | number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/motion`, {
      headers: { Origin: address.origin, ...cookieOf(address), ...headers },
    });
    sockets.push(socket);
    const source: Source = { socket, messages: [], packets: [] };
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) source.packets.push(data);
      else source.messages.push(JSON.parse(data.toString()) as ToSource);
    });
    socket.on('open', () => resolve(source));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });

const connected = async (address: URL): Promise<Source> => {
  const source = await connect(address);
  if (typeof source === 'number') throw new Error(`refused: ${source}`);
  await vi.waitFor(() => expect(source.messages.length).toBeGreaterThan(0));
  return source;
};

const packetAt = (time: number): string => {
  const frame = createMotionFrame('tracking');
  frame.time = time;
  frame.drives.flags.fill(1);
  return Buffer.from(createMotionPacketWriter().write(frame)).toString('base64');
};

const timeOf = (packet: Buffer | undefined): number => {
  const frame = createMotionFrame();
  expect(readMotionPacket(packet ?? Buffer.alloc(0), frame)).toBe(true);
  return frame.time;
};

describe('the browser source’s server', () => {
  it('is not there until asked for, and gone when it is turned off', async () => {
    expect(await host.services.api.getBrowserSource()).toEqual({ url: undefined, sources: [] });
    expect(stateOf(host).state).toBe('off');
    const address = await open();
    expect((await ask(address, { path: address.pathname + address.search })).status).toBe(302);
    await host.services.api.setOutputOn('browser-source', false);
    await host.services.browserSource.settled();
    await expect(ask(address, { path: '/source.html' })).rejects.toThrow('ECONNREFUSED');
    expect(stateOf(host).state).toBe('off');
  });

  it('keeps its port and its secret over restarts', async () => {
    const first = await open();
    await host.close();
    const again = await fixture.start();
    await again.services.browserSource.settled();
    expect((await again.services.api.getBrowserSource()).url).toBe(first.href);
  });

  it('takes another port for now where two copies of Kagami meet, says so, and leaves the other alone', async () => {
    const address = await open();
    await host.services.api.setOutputOn('browser-source', false);
    await host.services.browserSource.settled();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(Number(address.port), '127.0.0.1', resolve));
    const moved = await open();
    expect(moved.port).not.toBe(address.port);
    expect(stateOf(host)).toMatchObject({ code: 'port-moved' });
    expect(host.services.settings.current.outputs.browserSource.port).toBe(Number(address.port));
    await new Promise((resolve) => other.close(resolve));
  });

  it('swaps the secret in the address for a cookie and gives the page, its parts and avatars', async () => {
    await host.services.avatars.store(
      'Mio.vrm',
      (async function* () {
        yield tinyVrm();
      })(),
    );
    const address = await open();
    const start = await ask(address, { path: `${address.pathname}${address.search}&shot=face` });
    expect(start).toMatchObject({ status: 302, headers: { location: '/source.html?shot=face' } });
    const headers = { Cookie: String(start.headers['set-cookie']).split(';')[0] ?? '' };
    expect(await ask(address, { path: '/source.html', headers })).toMatchObject({
      status: 200,
      text: '<title>Source</title>',
    });
    expect((await ask(address, { path: '/assets/a.js', headers })).status).toBe(200);
    expect((await ask(address, { path: '/user/avatars/Mio.vrm', headers })).status).toBe(200);
  });

  it.each<[string, (address: URL) => Wish]>([
    ['no secret', () => ({ path: '/source.html' })],
    ['a wrong secret', () => ({ path: '/source.html?token=guess' })],
    [
      'a foreign Host',
      (of) => ({ path: '/source.html', headers: { ...cookieOf(of), Host: `evil.example:${of.port}` } }),
    ],
    [
      'localhost as Host',
      (of) => ({ path: '/source.html', headers: { ...cookieOf(of), Host: `localhost:${of.port}` } }),
    ],
    [
      'a foreign Origin',
      (of) => ({ path: '/source.html', headers: { ...cookieOf(of), Origin: 'https://evil.example' } }),
    ],
    [
      'another site’s page',
      (of) => ({ path: '/source.html', headers: { ...cookieOf(of), 'Sec-Fetch-Site': 'cross-site' } }),
    ],
    ['the main page’s secret', () => ({ path: `/source.html?token=${host.token}` })],
  ])('refuses %s with 403', async (_, wish) => {
    const address = await open();
    expect((await ask(address, wish(address))).status).toBe(403);
  });

  it.each([
    '/studio.html',
    '/stage.html',
    '/',
    '/user/takes/hello.ktake',
    '/models/face_landmarker.task',
    '/package.json',
    '/../package.json',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/user/avatars/..%2f..%2fsettings.json',
    '/wire',
    '//evil.example/source.html',
    '/assets/%00',
    '/resources/avatars/.hidden',
  ])('has nothing at %s', async (path) => {
    const address = await open();
    const { status } = await ask(address, { path, headers: cookieOf(address) });
    expect([400, 404]).toContain(status);
  });

  it.each(['POST', 'PUT', 'DELETE'])('takes nothing in by %s', async (method) => {
    const address = await open();
    const headers = { ...cookieOf(address), Origin: address.origin };
    expect((await ask(address, { path: '/user/avatars/Mio.vrm', method, headers })).status).toBe(405);
  });

  it.each<[string, Record<string, string>]>([
    ['no secret', { Cookie: '' }],
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['a foreign Host', { Host: 'evil.example' }],
  ])('refuses a socket with %s', async (_, headers) => {
    expect(await connect(await open(), headers)).toBe(403);
  });
});

describe('a connected browser source', () => {
  it('is told scene, avatars and pose at once, and of cameras, networks and outputs nothing', async () => {
    const address = await open();
    await host.services.api.updateSettings({ capture: { deviceLabel: 'My webcam' } });
    await host.services.api.publishMotion(packetAt(42), 'My webcam');
    const source = await connected(address);
    const [hello] = source.messages;
    expect(hello).toMatchObject({
      type: 'hello',
      label: 'My webcam',
      avatars: [],
      settings: { stage: { width: 1280 } },
    });
    for (const secret of ['deviceLabel', 'network', 'vmcSend', 'browserSource', 'token', 'obs'])
      expect(JSON.stringify(hello)).not.toContain(`"${secret}"`);
    await vi.waitFor(() => expect(timeOf(source.packets[0])).toBe(42));
  });

  it('gets motion as it comes and changes as they are made, beside any other source', async () => {
    const address = await open();
    const sources = [await connected(address), await connected(address)];
    await vi.waitFor(() => expect(stateOf(host)).toMatchObject({ state: 'live', receivers: 2 }));
    await host.services.api.publishMotion(packetAt(1000), 'Cam');
    await host.services.api.updateSettings({ stage: { shot: 'face' } });
    for (const source of sources) {
      await vi.waitFor(() => expect(source.packets.map(timeOf)).toContain(1000));
      await vi.waitFor(() =>
        expect(source.messages.at(-1)).toMatchObject({ settings: { stage: { shot: 'face' } } }),
      );
    }
    sources[0]!.socket.close();
    await vi.waitFor(() => expect(stateOf(host)).toMatchObject({ state: 'live', receivers: 1 }));
  });

  it('hears which animation plays, and when it began where it comes later', async () => {
    const address = await open();
    const early = await connected(address);
    await host.services.api.runCommand({ type: 'play-clip', clip: 'user/wave.vrma', loop: true });
    const played = await host.services.api.getPlayedClip();
    expect(played).toMatchObject({ clip: 'user/wave.vrma', loop: true });
    await vi.waitFor(() => expect(early.messages).toContainEqual({ type: 'played', played }));
    const late = await connected(address);
    expect(late.messages[0]).toMatchObject({ type: 'hello', played, clips: [] });
    await host.services.clips.store(
      'wave.bvh',
      (async function* () {
        yield Buffer.from('HIERARCHY');
      })(),
    );
    await vi.waitFor(() =>
      expect(late.messages).toContainEqual({
        type: 'clips',
        clips: [expect.objectContaining({ id: 'user/wave.bvh' })],
      }),
    );
    await host.services.api.runCommand({ type: 'stop-clip' });
    await vi.waitFor(() => expect(late.messages).toContainEqual({ type: 'played', played: null }));
  });

  it('tells its size and rate, which Studio shows', async () => {
    const source = await connected(await open());
    source.socket.send(
      JSON.stringify({ type: 'status', width: 1920, height: 1080, renderRate: 59.9, latencyMs: 21 }),
    );
    await vi.waitFor(async () =>
      expect((await host.services.api.getBrowserSource()).sources).toEqual([
        { width: 1920, height: 1080, renderRate: 59.9, latencyMs: 21 },
      ]),
    );
  });

  it.each(['nonsense', '{"type":"status"}', '{"m":"quit","a":[]}'])(
    'is sent away when it says %s',
    async (text) => {
      const source = await connected(await open());
      const closed = new Promise((resolve) => source.socket.once('close', resolve));
      source.socket.send(text);
      await closed;
    },
  );

  it('goes dark when the address is renewed, and only the new one works', async () => {
    const address = await open();
    const source = await connected(address);
    const closed = new Promise((resolve) => source.socket.once('close', resolve));
    const { url } = await host.services.api.renewBrowserSource();
    await closed;
    expect(url).not.toBe(address.href);
    expect(await connect(address)).toBe(403);
    expect((await ask(address, { path: address.pathname + address.search })).status).toBe(403);
    expect(await connected(new URL(url!))).toBeDefined();
  });

  it('refuses motion that is no packet of ours in size', async () => {
    await open();
    await expect(host.services.api.publishMotion('x'.repeat(5000), '')).rejects.toThrow('refused');
    await expect(host.services.api.publishMotion('not base64!', '')).rejects.toThrow('refused');
  });
});
