import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why OBS cannot be run here; undefined where it can. */
export const noObs = (): string | undefined =>
  existsSync('/usr/bin/obs') && existsSync('/usr/bin/Xvfb')
    ? undefined
    : 'OBS or Xvfb is not installed (Debian: obs-studio obs-plugins xvfb).';

export interface RealObs {
  port: number;
  password: string;
  close(): Promise<void>;
}

/** The picture of OBS: small and slow, as it is drawn without a graphics card. */
export const OBS_PICTURE = { width: 640, height: 360, rate: 10 };

const START_MS = 60_000;

/** The real OBS on a display of its own, with its WebSocket server on and a home of its own. */
export const startRealObs = async (): Promise<RealObs> => {
  const home = await mkdtemp(join(tmpdir(), 'kagami-obs-'));
  const port = await freePort();
  const password = 'open-sesame';
  await writeConfig(home, port, password);
  const children: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    for (const child of children.reverse()) await end(child);
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const display = await startDisplay(children);
    const runtime = join(home, 'run');
    await mkdir(runtime, { mode: 0o700 });
    const env = {
      PATH: process.env.PATH,
      DISPLAY: display,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      LIBGL_ALWAYS_SOFTWARE: '1',
      // Leaves processors for the browser, which draws in software too.
      LP_NUM_THREADS: '1',
    };
    const flags = ['--multi', '--minimize-to-tray', '--disable-updater'];
    children.push(spawn('obs', flags, { env, stdio: 'ignore' }));
    await untilListening(port);
    return { port, password, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const startDisplay = async (children: ChildProcess[]): Promise<string> => {
  const flags = ['-displayfd', '1', '-screen', '0', '1280x800x24', '+extension', 'GLX', '-nolisten', 'tcp'];
  const display = spawn('Xvfb', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(display);
  return new Promise((resolve, reject) => {
    display.stdout!.on('data', (text: Buffer) => resolve(`:${text.toString().trim()}`));
    display.on('error', reject);
    display.on('exit', () => reject(new Error('Xvfb has ended.')));
  });
};

/** No wizard, no update, no question; the WebSocket server as a user would turn it on (OBS 28 to 30 keep it here). */
const writeConfig = async (home: string, port: number, password: string): Promise<void> => {
  const folder = join(home, '.config/obs-studio');
  const profile = join(folder, 'basic/profiles/Untitled');
  await mkdir(profile, { recursive: true });
  const { width, height, rate } = OBS_PICTURE;
  await writeFile(
    join(folder, 'global.ini'),
    ini({
      General: { FirstRun: true, EnableAutoUpdates: false, LastVersion: 486539266, Pre23Defaults: false },
      Basic: {
        Profile: 'Untitled',
        ProfileDir: 'Untitled',
        SceneCollection: 'Untitled',
        SceneCollectionFile: 'Untitled',
        ConfigOnNewProfile: false,
      },
      BasicWindow: { SysTrayEnabled: false },
      OBSWebSocket: {
        FirstLoad: false,
        ServerEnabled: true,
        ServerPort: port,
        AlertsEnabled: false,
        AuthRequired: true,
        ServerPassword: password,
      },
    }),
  );
  await writeFile(
    join(profile, 'basic.ini'),
    ini({
      General: { Name: 'Untitled' },
      Video: { BaseCX: width, BaseCY: height, OutputCX: width, OutputCY: height, FPSCommon: rate },
      Output: { Mode: 'Simple' },
    }),
  );
};

const ini = (sections: Record<string, Record<string, string | number | boolean>>): string =>
  Object.entries(sections)
    .map(([name, values]) =>
      [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key}=${value}`), ''].join('\n'),
    )
    .join('\n');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const untilListening = async (port: number): Promise<void> => {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch((error: Error) => error);
    // It speaks WebSocket alone: any answer at all means that it is there.
    if (!(answer instanceof Error) || !/ECONNREFUSED/.test(String(answer.cause))) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('OBS has not opened its WebSocket server.');
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
};
