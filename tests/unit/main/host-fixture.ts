import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type LoopbackHost,
  type LoopbackHostOptions,
  startLoopbackHost,
} from '../../../src/main/loopback/host';
import { silentLog } from '../../../src/main/services/log';

export interface HostFixture {
  folder: string;
  dataFolder: string;
  start(options?: Partial<LoopbackHostOptions>): Promise<LoopbackHost>;
  clean(): Promise<void>;
}

/** A small program of two pages in a temporary folder, to start the real loopback host on. */
export const createHostFixture = async (): Promise<HostFixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-host-'));
  const dataFolder = join(folder, 'data');
  const renderer = join(folder, 'out', 'renderer');
  await mkdir(join(renderer, 'assets'), { recursive: true });
  await mkdir(join(folder, 'resources', 'avatars'), { recursive: true });
  await mkdir(join(folder, 'resources', 'models'), { recursive: true });
  await writeFile(join(renderer, 'studio.html'), '<title>Studio</title>');
  await writeFile(join(renderer, 'stage.html'), '<title>Stage</title>');
  await writeFile(join(renderer, 'source.html'), '<title>Source</title>');
  await writeFile(join(renderer, 'assets', 'a.js'), 'export {};');
  await writeFile(join(folder, 'package.json'), '{"secret":true}');
  const hosts: LoopbackHost[] = [];
  return {
    folder,
    dataFolder,
    async start(options = {}) {
      const host = await startLoopbackHost({ root: folder, dataFolder, log: silentLog, ...options });
      hosts.push(host);
      return host;
    },
    async clean() {
      await Promise.all(hosts.map((host) => host.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** A VRM 1.0 file as small as the host takes it: header and description, no model. */
export const tinyVrm = (name = 'Test'): Buffer => {
  const json = JSON.stringify({ asset: { version: '2.0' }, extensions: { VRMC_vrm: { meta: { name } } } });
  return glbOf(json.padEnd(Math.ceil(json.length / 4) * 4));
};

export const glbOf = (json: string): Buffer => {
  const body = Buffer.from(json);
  const header = Buffer.alloc(20);
  header.writeUInt32LE(0x46546c67, 0);
  header.writeUInt32LE(2, 4);
  header.writeUInt32LE(20 + body.length, 8);
  header.writeUInt32LE(body.length, 12);
  header.writeUInt32LE(0x4e4f534a, 16);
  return Buffer.concat([header, body]);
};
