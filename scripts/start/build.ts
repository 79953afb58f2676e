import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the built program is made of, and what stands for the build. */
const SOURCES = ['src', 'electron.vite.config.ts', 'package.json'];
const BUILT = [
  'out/main/electron.js',
  'out/main/loopback.js',
  'out/preload/index.cjs',
  'out/renderer/studio.html',
];

/** Makes the tracking models and avatars where the set-up has not been run (it usually has, by `npm ci`). */
export const prepareWhenMissing = async (): Promise<void> => {
  const models = await readdir('resources/models').catch(() => []);
  const avatars = await readdir('resources/avatars').catch(() => []);
  if (models.some((name) => name.endsWith('.task')) && avatars.some((name) => name.endsWith('.vrm'))) return;
  console.log('Making the tracking models and avatars (once) …');
  await runQuietly('npm', ['run', 'prepare']);
};

export const buildWhenStale = async (): Promise<void> => {
  if (!(await isStale(SOURCES, BUILT))) return;
  console.log('Building Kagami (once, and after changes) …');
  await runQuietly('npm', ['run', 'build']);
};

/** Whether something is not built yet or a source is newer than what was built. */
export const isStale = async (sources: readonly string[], built: readonly string[]): Promise<boolean> => {
  if (!built.every((file) => existsSync(file))) return true;
  const oldestBuilt = Math.min(...(await Promise.all(built.map(async (file) => (await stat(file)).mtimeMs))));
  const newestSource = Math.max(...(await Promise.all(sources.map(newestBelow))));
  return newestSource > oldestBuilt;
};

const newestBelow = async (path: string): Promise<number> => {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path);
  return Math.max(
    found.mtimeMs,
    ...(await Promise.all(entries.map((entry) => newestBelow(join(path, entry))))),
  );
};

/** Runs a command, showing what it says only when it fails. @throws Error */
const runQuietly = (command: string, args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(said));
      reject(new Error(`"${command} ${args.join(' ')}" failed; its messages are above.`));
    });
  });
