import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Packages into `<output>/linux-unpacked`. @returns that folder. @throws Error with what electron-builder said */
export const runElectronBuilder = async (electronDist: string, output: string): Promise<string> => {
  const args = [
    'node_modules/electron-builder/cli.js',
    '--linux',
    '--dir',
    '--x64',
    '--config=build/electron-builder.yml',
    `-c.electronDist=${electronDist}`,
    `-c.directories.output=${output}`,
  ];
  const { code, said } = await run(process.execPath, args);
  if (code !== 0) throw new Error(`electron-builder ended with code ${code}:\n${said}`);
  return join(output, 'linux-unpacked');
};

const run = (program: string, args: string[]): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
