import { spawn } from 'node:child_process';
import { parseHostChoice } from './start/arguments';
import { buildWhenStale, prepareWhenMissing } from './start/build';
import { electronBinary, fetchElectron } from './start/electron-binary';

/** `npm start`: brings what is missing up to date, then runs the program in Electron, or in the browser host where Electron cannot be had. */
const start = async (): Promise<number> => {
  const { host, rest } = parseHostChoice(process.argv.slice(2));
  await prepareWhenMissing();
  await buildWhenStale();

  if (host !== 'browser') {
    const electron = electronBinary() ?? (await fetchElectron());
    if (electron !== undefined && (await runElectron(electron, rest)) === 'ran') return 0;
    if (host === 'electron') {
      console.error(
        'Electron could not be started. Run "npx install-electron", or start with --host=browser.',
      );
      return 1;
    }
    console.log(
      'Electron is not here and cannot be fetched now: Kagami opens in the installed browser instead.',
    );
  }
  return exitCode(process.execPath, ['out/main/loopback.js', ...rest]);
};

/** A start that fails at once (a missing library, a refused sandbox) leaves the browser host to be tried. */
const FAILS_WITHIN_MS = 5000;

const runElectron = async (electron: string, args: string[]): Promise<'ran' | 'failed'> => {
  const began = Date.now();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const code = await exitCode(electron, [...sandbox, '.', ...args]);
  return code !== 0 && Date.now() - began < FAILS_WITHIN_MS ? 'failed' : 'ran';
};

const exitCode = (program: string, args: string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    // The terminal sends Ctrl-C to the child as well; it ends in good order, and this process after it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });

start().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
