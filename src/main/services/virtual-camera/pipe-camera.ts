import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { OpenCamera } from './driver';

/** A program that takes raw frames on its standard input. */
export interface PipeCommand {
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** What to do where it ends by itself. */
  action: string;
}

const MOST_COMPLAINT = 400;
const END_WITHIN_MS = 1000;

/** Runs the program until closed. One frame at a time is on its way to it: who asks waits, and no frame is torn. */
export const openPipeCamera = ({ command, args, env, action }: PipeCommand): OpenCamera => {
  const child = spawn(command, [...args], { env, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  /** Why the program is gone, asked for late: its last words may come after its end. */
  let ended: (() => string) | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    complaint = (complaint + text).slice(-MOST_COMPLAINT);
  });
  child.stdin.on('error', () => {});
  child.on('error', (error) => {
    ended = () => `${command} could not be started: ${error.message}`;
  });
  child.on('exit', (code) => {
    ended ??= () => `${command} has ended (${code ?? 'killed'}). ${lastLine(complaint)}`.trim();
  });

  const give = (pixels: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      if (ended !== undefined || !child.stdin.writable) resolve(false);
      else child.stdin.write(pixels, (error) => resolve(!error));
    });

  return {
    write(pixels) {
      const given = turn.then(() => give(pixels));
      turn = given;
      return given;
    },
    fault: () => (ended === undefined ? undefined : { message: ended(), action }),
    close: () => end(child),
  };
};

const end = (child: ChildProcess): void => {
  child.stdin?.destroy();
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  timer.unref();
  child.once('exit', () => clearTimeout(timer));
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Whether a program is installed. */
export const isInstalled = async (command: string, path = process.env.PATH ?? ''): Promise<boolean> => {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    try {
      await access(join(folder, command), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
    }
  }
  return false;
};
