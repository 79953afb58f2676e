import { writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { HostApi, RendererApi } from '@shared/api';
import { decodeWireMessage, encodeWireMessage } from '@shared/wire-format';
import { createBirpc } from 'birpc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LoopbackHost } from '../../../src/main/loopback/host';
import { readInstance, showRunningInstance } from '../../../src/main/loopback/instance-file';
import { createHostFixture, type HostFixture, tinyVrm } from './host-fixture';

let fixture: HostFixture;
beforeEach(async () => {
  fixture = await createHostFixture();
});
afterEach(() => fixture.clean());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends exactly the given headers and path; `fetch` would tidy both. */
const send = (
  host: LoopbackHost,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port: host.port, path, method, headers },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          text += chunk;
        });
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const cookie = (host: LoopbackHost): Record<string, string> => ({
  Cookie: `kagami-${host.port}=${host.token}`,
});
const origin = (host: LoopbackHost): string => `http://127.0.0.1:${host.port}`;

describe('who is let in', () => {
  it('swaps the token in the start address for a cookie that opens the pages', async () => {
    const host = await fixture.start();
    const start = await send(host, `/studio.html?token=${host.token}&x=1`);
    expect(start.status).toBe(302);
    expect(start.headers.location).toBe('/studio.html?x=1');
    const set = String(start.headers['set-cookie']);
    expect(set).toContain('HttpOnly');
    expect(set).toContain('SameSite=Strict');
    const page = await send(host, '/studio.html', { headers: { Cookie: set.split(';')[0] ?? '' } });
    expect(page).toMatchObject({ status: 200, text: '<title>Studio</title>' });
  });

  it.each<[string, (host: LoopbackHost) => { path: string; headers: Record<string, string> }]>([
    ['no token', () => ({ path: '/studio.html', headers: {} })],
    ['a wrong token', () => ({ path: '/studio.html?token=guess', headers: {} })],
    [
      'a wrong cookie',
      (host) => ({ path: '/studio.html', headers: { Cookie: `kagami-${host.port}=guess` } }),
    ],
    [
      'a foreign Host, as of a re-pointed domain',
      (host) => ({ path: '/studio.html', headers: { ...cookie(host), Host: `evil.example:${host.port}` } }),
    ],
    [
      'a foreign Origin',
      (host) => ({ path: '/studio.html', headers: { ...cookie(host), Origin: 'https://evil.example' } }),
    ],
    [
      'a page of another port of this machine',
      (host) => ({ path: '/assets/a.js', headers: { ...cookie(host), 'Sec-Fetch-Site': 'same-site' } }),
    ],
  ])('refuses %s', async (_what, make) => {
    const host = await fixture.start();
    const { path, headers } = make(host);
    const answer = await send(host, path, { headers });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('Studio<');
  });

  it('refuses to store a file without an Origin', async () => {
    const host = await fixture.start();
    const answer = await send(host, '/user/avatars/A.vrm', {
      method: 'PUT',
      headers: cookie(host),
      body: tinyVrm(),
    });
    expect(answer.status).toBe(403);
    expect(await host.services.avatars.list()).toEqual([]);
  });

  it('listens on the loopback address alone', async () => {
    const host = await fixture.start();
    await expect(connects('::1', host.port)).resolves.toBe(false);
  });
});

const connects = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });

describe('what it serves', () => {
  it('sends the security headers with every answer', async () => {
    const host = await fixture.start();
    for (const headers of [cookie(host), {}]) {
      const answer = await send(host, '/studio.html', { headers });
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
      expect(answer.headers['content-security-policy']).not.toContain("'unsafe-eval'");
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/assets/../../../package.json',
    '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/resources/../package.json',
    '/resources/..%5c..%5cpackage.json',
    '/resources/%00',
    '/models/..%2f..%2fpackage.json',
    '/user/avatars/..%2f..%2fsettings.json',
    '/nothing.html',
  ])('gives nothing outside its folders: %s', async (path) => {
    const host = await fixture.start();
    const answer = await send(host, path, { headers: cookie(host) });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('secret');
  });

  it('sends a resource again only when it has become another', async () => {
    const host = await fixture.start();
    const path = join(fixture.folder, 'resources', 'tracker.wasm');
    const ask = (known?: string) =>
      send(host, '/resources/tracker.wasm', {
        headers: { ...cookie(host), ...(known === undefined ? {} : { 'If-None-Match': known }) },
      });
    await writeFile(path, 'one');
    const first = await ask();
    expect([first.status, first.text]).toEqual([200, 'one']);
    const again = await ask(String(first.headers.etag));
    expect([again.status, again.text]).toEqual([304, '']);
    await writeFile(path, 'another');
    const changed = await ask(String(first.headers.etag));
    expect([changed.status, changed.text]).toEqual([200, 'another']);
  });

  it('leaves no copy of what is the user’s in the browser', async () => {
    const host = await fixture.start();
    await host.services.avatars.store('Mine.vrm', Readable.from([tinyVrm()]));
    const answer = await send(host, '/user/avatars/Mine.vrm', { headers: cookie(host) });
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
  });

  it('takes an avatar, lists it by its own name and gives it back', async () => {
    const host = await fixture.start();
    const body = tinyVrm('Hikari');
    const stored = await send(host, '/user/avatars/My%20avatar.VRM', {
      method: 'PUT',
      headers: { ...cookie(host), Origin: origin(host) },
      body,
    });
    expect(stored.status).toBe(200);
    const entry = JSON.parse(stored.text);
    expect(entry).toEqual({
      modifiedMs: expect.any(Number),
      id: 'user/My avatar',
      name: 'Hikari',
      url: '/user/avatars/My%20avatar.vrm',
      bytes: body.length,
    });
    const back = await send(host, entry.url, { headers: cookie(host) });
    expect(back.status).toBe(200);
    expect(back.headers['content-type']).toBe('model/gltf-binary');
    expect(Number(back.headers['content-length'])).toBe(body.length);
  });

  it.each<[string, string, Buffer]>([
    ['a picture', 'A.vrm', Buffer.from('\x89PNG but not a model at all')],
    ['a file that is cut off', 'A.vrm', tinyVrm().subarray(0, 40)],
    ['another kind of file', 'A.exe', tinyVrm()],
    ['a name that Windows keeps for a device', 'con.vrm', tinyVrm()],
  ])('refuses %s as an avatar with a sentence', async (_what, name, body) => {
    const host = await fixture.start();
    const answer = await send(host, `/user/avatars/${name}`, {
      method: 'PUT',
      headers: { ...cookie(host), Origin: origin(host) },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/^[A-Z].*\.$/);
    expect(await host.services.avatars.list()).toEqual([]);
  });
});

interface Client {
  api: HostApi;
  pushes: { settings: unknown[]; avatars: unknown[] };
  socket: WebSocket;
}

const openWire = async (host: LoopbackHost, headers: Record<string, string>): Promise<Client> => {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/wire`, { headers });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const pushes: Client['pushes'] = { settings: [], avatars: [] };
  const api = createBirpc<HostApi, RendererApi>(
    {
      settingsChanged: (settings) => void pushes.settings.push(settings),
      modelsChanged: () => {},
      avatarsChanged: (avatars) => void pushes.avatars.push(avatars),
      takesChanged: () => {},
      clipsChanged: () => {},
      recordingsChanged: () => {},
      obsChanged: () => undefined,
      vmcChanged: () => undefined,
      vmcMotion: () => undefined,
      commandIssued: () => undefined,
      shownExpressionsChanged: () => undefined,
      playedClipChanged: () => undefined,
      speechChanged: () => undefined,
      ruleFaultsChanged: () => undefined,
      updatesChanged: () => undefined,
      outputsChanged: () => undefined,
      outputSwitched: () => undefined,
    },
    {
      post: (text) => socket.send(text),
      on: (listener) => socket.on('message', (data) => listener(data.toString())),
      serialize: encodeWireMessage,
      deserialize: decodeWireMessage,
    },
  );
  return { api, pushes, socket };
};

const page = (host: LoopbackHost) => ({ ...cookie(host), Origin: origin(host) });

describe('the wire', () => {
  it('tells every page about a change that one of them makes', async () => {
    const host = await fixture.start();
    const [one, two] = [await openWire(host, page(host)), await openWire(host, page(host))];
    const settings = await one.api.updateSettings({ motion: { smoothing: 0.9 } });
    expect(settings.motion.smoothing).toBe(0.9);
    await expect.poll(() => two.pushes.settings).toEqual([settings]);
    expect(host.pageCount).toBe(2);
  });

  it('rejects a refused call with a sentence, and goes on', async () => {
    const host = await fixture.start();
    const { api } = await openWire(host, page(host));
    await expect(api.updateSettings({ motion: { smoothing: 7 } })).rejects.toThrow(
      /^The setting motion\.smoothing cannot have this value/,
    );
    await expect(api.removeAvatar('builtin/hikari')).rejects.toThrow('cannot be removed');
    await expect(api.removeAvatar('user/../../settings')).rejects.toThrow();
    await expect((api.removeAvatar as (id: unknown) => Promise<unknown>)(5)).rejects.toThrow('refused');
    expect((await api.getSettings()).motion.smoothing).toBe(0.4);
    await expect(api.openStage()).rejects.toThrow(`/stage.html?token=`);
  });

  it('answers no call that is not of the API', async () => {
    const host = await fixture.start();
    const { api } = await openWire(host, page(host));
    const calls = api as unknown as Record<string, () => Promise<unknown>>;
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      await expect(calls[name]?.()).rejects.toThrow('not found');
  });

  it('survives messages that are none', async () => {
    const host = await fixture.start();
    const { api, socket } = await openWire(host, page(host));
    socket.send('not json');
    socket.send('[]');
    socket.send(Buffer.from([1, 2, 3]));
    socket.send('null');
    expect((await api.getCapabilities()).host).toBe('browser');
  });

  it.each<[string, (host: LoopbackHost) => Record<string, string>]>([
    ['without a cookie', (host) => ({ Origin: origin(host) })],
    ['without an Origin', cookie],
    ['from another site', (host) => ({ ...cookie(host), Origin: 'https://evil.example' })],
  ])('is not opened %s', async (_what, headers) => {
    const host = await fixture.start();
    await expect(openWire(host, headers(host))).rejects.toThrow('403');
  });
});

describe('between runs', () => {
  it('keeps settings and the origin', async () => {
    const first = await fixture.start();
    await first.services.api.updateSettings({ stage: { colour: '#123456' } });
    const { port } = first;
    await first.close();
    const second = await fixture.start();
    expect(second.port).toBe(port);
    expect(second.services.settings.current.stage.colour).toBe('#123456');
    expect(second.token).not.toBe(first.token);
  });

  it('takes another port when the usual one is taken', async () => {
    const first = await fixture.start();
    const second = await fixture.start();
    expect(second.port).not.toBe(first.port);
    expect((await send(second, '/studio.html', { headers: cookie(second) })).status).toBe(200);
  });

  it('lets a second start show the first one, and nobody else', async () => {
    const shown: string[] = [];
    const host = await fixture.start({ openPage: async (name) => void shown.push(name) });
    expect(await showRunningInstance(fixture.dataFolder)).toEqual({ shown: true });
    expect(shown).toEqual(['studio']);
    const stranger = await send(host, '/show-studio', { method: 'POST', headers: { Origin: origin(host) } });
    expect(stranger.status).toBe(403);
    expect(shown).toEqual(['studio']);
    await host.close();
    expect(await showRunningInstance(fixture.dataFolder)).toBeUndefined();
    expect(await readInstance(fixture.dataFolder)).toBeUndefined();
  });

  it('tells a second start the address where the first one has no browser', async () => {
    const host = await fixture.start();
    expect(await showRunningInstance(fixture.dataFolder)).toEqual({
      shown: false,
      reason: expect.stringContaining(host.url('studio')),
    });
  });
});
