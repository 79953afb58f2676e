import { createSocket } from 'node:dgram';
import { access, constants, readdir, readFile, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { VmcState } from '@shared/api';
import type { HostCheck } from '@shared/doctor';
import { mayReach } from '@shared/network';
import type { Models } from './models';
import type { SettingsStore } from './settings';

export interface DoctorOptions {
  dataFolder: string;
  settings: Pick<SettingsStore, 'current'>;
  models: Pick<Models, 'state'>;
  vmc: { readonly state: VmcState };
  platform?: NodeJS.Platform;
  /** Where Linux lists video devices. */
  videoDevices?: string;
}

/** How long OBS may take to answer, milliseconds. */
const ANSWER_WAIT = 800;
/** Megabytes: below, takes and recordings soon fail. */
const LITTLE_ROOM = 500;

/** Looks at what only the host can see. Never throws: what cannot be found out is told as it is. */
export const runDoctor = (options: DoctorOptions): Promise<HostCheck[]> =>
  Promise.all([
    checkModels(options),
    checkObs(options),
    checkVirtualCamera(options),
    checkVmcPort(options),
    checkStorage(options),
  ]);

const checkModels = async ({ models }: DoctorOptions): Promise<HostCheck> => {
  const { files } = await models.state();
  const missing = files.filter(({ present }) => !present).map(({ name }) => name);
  return { id: 'models', state: files.length > 0 && missing.length === 0 ? 'good' : 'bad', missing };
};

const checkObs = async ({ settings }: DoctorOptions): Promise<HostCheck> => {
  const { host, port, on } = settings.current.obs;
  const answers = mayReach(settings.current, host) && (await listensAt(host, port));
  return { id: 'obs', state: answers ? 'good' : on ? 'bad' : 'info', host, port };
};

const listensAt = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(ANSWER_WAIT, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });

const checkVirtualCamera = async ({
  platform = process.platform,
  videoDevices = '/sys/devices/virtual/video4linux',
}: DoctorOptions): Promise<HostCheck> => {
  const linux = platform === 'linux';
  if (!linux) return { id: 'virtual-camera', state: 'info', devices: [], linux };
  const entries = await readdir(videoDevices).catch((): string[] => []);
  const devices = await Promise.all(
    entries.map(async (entry) =>
      (await readFile(join(videoDevices, entry, 'name'), 'utf8').catch(() => entry)).trim(),
    ),
  );
  return { id: 'virtual-camera', state: devices.length > 0 ? 'good' : 'info', devices, linux };
};

const checkVmcPort = async ({ settings, vmc }: DoctorOptions): Promise<HostCheck> => {
  const { on, port } = settings.current.inputs.vmcReceive;
  const usable = on ? vmc.state.receive.state !== 'error' : await isUdpPortFree(port);
  return { id: 'vmc-port', state: usable ? 'good' : 'bad', port };
};

const isUdpPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)));
  });

const checkStorage = async ({ dataFolder }: DoctorOptions): Promise<HostCheck> => {
  try {
    await access(dataFolder, constants.W_OK);
    const { bavail, bsize } = await statfs(dataFolder);
    const freeMegabytes = Math.round((bavail * bsize) / 1e6);
    return { id: 'storage', state: freeMegabytes < LITTLE_ROOM ? 'warn' : 'good', freeMegabytes };
  } catch {
    return { id: 'storage', state: 'bad', freeMegabytes: 0 };
  }
};
