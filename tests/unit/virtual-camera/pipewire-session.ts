import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NEEDED = ['dbus-daemon', 'pipewire', 'wireplumber', 'gst-launch-1.0'];
const PLUGIN = '/usr/lib/x86_64-linux-gnu/gstreamer-1.0/libgstpipewire.so';

/** Why no PipeWire session can be started here; undefined where it can. */
export const noPipeWire = (): string | undefined => {
  const missing = NEEDED.filter((name) => !existsSync(`/usr/bin/${name}`));
  if (missing.length > 0 || !existsSync(PLUGIN))
    return `${missing.join(', ') || 'GStreamer’s PipeWire plugin'} not installed (Debian: dbus pipewire wireplumber gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-pipewire).`;
  return undefined;
};

export interface PipeWireSession {
  /** For programs that belong to the session. */
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** A PipeWire of its own, apart from the user's. */
export const startPipeWire = async (): Promise<PipeWireSession> => {
  const home = await mkdtemp(join(tmpdir(), 'kagami-pipewire-'));
  const runtime = join(home, 'run');
  await mkdir(runtime, { mode: 0o700 });
  const bus = join(runtime, 'bus');
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`,
  };
  const children: ChildProcess[] = [];
  const start = (command: string, ...args: string[]): void => {
    children.push(spawn(command, args, { env, stdio: 'ignore' }));
  };
  start('dbus-daemon', '--session', `--address=${env.DBUS_SESSION_BUS_ADDRESS}`, '--nofork');
  await untilThere(bus);
  start('pipewire');
  await untilThere(join(runtime, 'pipewire-0'));
  start('wireplumber');
  return {
    env,
    async close() {
      for (const child of children.reverse()) await end(child);
      await rm(home, { recursive: true, force: true });
    },
  };
};

const untilThere = async (path: string): Promise<void> => {
  for (let i = 0; i < 100; i++) {
    if (await stat(path).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} has not come.`);
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
  await ended;
  clearTimeout(timer);
};
