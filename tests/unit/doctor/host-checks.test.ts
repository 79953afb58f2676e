import { createSocket } from 'node:dgram';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Capabilities, ModelsState, VmcState } from '@shared/api';
import { isLoopbackHost, mayReach } from '@shared/network';
import { applySettingsPatch, defaultSettings, type SettingsPatch } from '@shared/settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../../src/main/services/doctor';
import { collectSupportFiles, createRedaction } from '../../../src/main/services/support-files';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-doctor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const OFF: VmcState = {
  phone: { state: 'off', rate: 0 },
  send: { state: 'off', rate: 0 },
  receive: { state: 'off', rate: 0 },
};

const examine = async (patch: SettingsPatch, models: ModelsState['files'] = []) => {
  const checks = await runDoctor({
    dataFolder: folder,
    settings: { current: applySettingsPatch(defaultSettings(), patch) },
    models: { state: async () => ({ files: models, face: { state: 'absent' } }) },
    vmc: { state: OFF },
    platform: 'linux',
    videoDevices: join(folder, 'devices'),
  });
  return Object.fromEntries(checks.map((check) => [check.id, check]));
};

describe('what the host looks at', () => {
  it('names the tracking models that are missing', async () => {
    const found = await examine({}, [
      { name: 'pose.task', present: true, bytes: 1 },
      { name: 'hands.task', present: false, bytes: 1 },
    ]);
    expect(found.models).toEqual({ id: 'models', state: 'bad', missing: ['hands.task'] });
  });

  it('tells whether OBS answers, and keeps off the network when told to', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect((await examine({ obs: { port } })).obs).toMatchObject({ state: 'good', port });
    await new Promise((resolve) => server.close(resolve));
    expect((await examine({ obs: { port } })).obs).toMatchObject({ state: 'info' });
    expect((await examine({ obs: { port, on: true } })).obs).toMatchObject({ state: 'bad' });
    const started = Date.now();
    const away = await examine({ obs: { host: '192.0.2.1' }, network: { offline: true } });
    expect(away.obs).toMatchObject({ state: 'info' });
    expect(Date.now() - started).toBeLessThan(700);
  });

  it('notices a port that another program holds', async () => {
    const other = createSocket('udp4');
    await new Promise<void>((resolve) => other.bind(0, '127.0.0.1', resolve));
    const { port } = other.address();
    expect((await examine({ inputs: { vmcReceive: { port } } }))['vmc-port']).toMatchObject({ state: 'bad' });
    await new Promise<void>((resolve) => other.close(resolve));
    expect((await examine({ inputs: { vmcReceive: { port } } }))['vmc-port']).toMatchObject({
      state: 'good',
    });
  });

  it('finds loopback cameras of Linux by their names', async () => {
    expect((await examine({}))['virtual-camera']).toMatchObject({ state: 'info', devices: [] });
    await mkdir(join(folder, 'devices/video7'), { recursive: true });
    await writeFile(join(folder, 'devices/video7/name'), 'Kagami\n');
    expect((await examine({}))['virtual-camera']).toMatchObject({ state: 'good', devices: ['Kagami'] });
  });
});

describe('the support bundle', () => {
  it('holds logs and settings, but no name, secret, address or measure of a face or a voice', async () => {
    await mkdir(join(folder, 'logs'));
    await writeFile(
      join(folder, 'logs/kagami.log'),
      'Refused /studio.html?token=abc123 of 192.168.1.20, data in /home/maria/.config, user/Maria_v2 shown\n',
    );
    await mkdir(join(folder, 'crashes/pending'), { recursive: true });
    await writeFile(join(folder, 'crashes/pending/1.dmp'), 'the memory of maria’s camera');
    const settings = applySettingsPatch(defaultSettings(), {
      avatar: { current: 'user/Maria' },
      capture: { deviceLabel: 'Maria’s iPhone' },
      outputs: { vmcSend: { host: 'maria-pc' } },
      voice: {
        vowels: Array.from({ length: 5 }, () => Array.from({ length: 12 }, () => 47.11)),
        keywords: [{ id: 'k', name: 'Maria', takes: [[11, 47]], limit: 1 }],
      },
    });
    const files = await collectSupportFiles({
      dataFolder: folder,
      settings,
      capabilities: { platform: 'linux' } as Capabilities,
      home: '/home/maria',
      user: 'maria',
    });
    expect(files.map(({ name }) => name)).toEqual(['system.json', 'settings.json', 'kagami.log']);
    const all = files.map(({ text }) => text).join('\n');
    expect(all).not.toMatch(/maria|abc123|192\.168|47\.11/i);
    expect(all).toContain('"platform": "linux"');
    expect(all).toContain('"crashes": 1');
    expect(all).toContain('"host": "(another computer)"');
  });

  it('keeps 127.0.0.1 readable', () => {
    expect(createRedaction('/home/x', 'xavier')('host on 127.0.0.1:4455')).toBe('host on 127.0.0.1:4455');
  });
});

describe('staying off the network', () => {
  it('knows this computer by its addresses', () => {
    for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1', 'LOCALHOST'])
      expect(isLoopbackHost(host), host).toBe(true);
    for (const host of ['192.168.0.2', 'localhost.example.org', '127.0.0.1.example.org', '0.0.0.0'])
      expect(isLoopbackHost(host), host).toBe(false);
  });

  it('leaves the loopback open and shuts the rest', () => {
    expect(mayReach({ network: { offline: true } }, '127.0.0.1')).toBe(true);
    expect(mayReach({ network: { offline: true } }, '192.168.0.2')).toBe(false);
    expect(mayReach({ network: { offline: false } }, '192.168.0.2')).toBe(true);
  });
});
