/** What capture programs find windows by, with a real window under a real X server. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chromiumPath } from '../../scripts/bench/chromium';
import { browserFlags } from '../../src/main/loopback/browser-flags';

const HAS_X = ['Xvfb', 'xwininfo'].every((program) => spawnSync('which', [program]).status === 0);
const DISPLAY = ':97';

test.skip(!HAS_X, 'Xvfb and xwininfo are not installed (Debian: xvfb, x11-utils).');

test('a Stage in the browser host has its own title and class', async () => {
  const profileFolder = await mkdtemp(join(tmpdir(), 'kagami-class-'));
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>Kagami Stage</title>'),
  ).listen(0, '127.0.0.1');
  const started: ChildProcess[] = [];
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    started.push(spawn('Xvfb', [DISPLAY, '-screen', '0', '640x480x24'], { stdio: 'ignore' }));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const flags = browserFlags({ url, profileFolder, isRoot: process.getuid?.() === 0, extra: undefined });
    const withoutPipe = flags.filter((flag) => flag !== '--remote-debugging-pipe');
    started.push(spawn(chromiumPath, withoutPipe, { stdio: 'ignore', env: { ...process.env, DISPLAY } }));
    const windows = () => {
      const listed = spawnSync('xwininfo', ['-display', DISPLAY, '-root', '-tree']);
      return listed.stdout.toString();
    };
    await expect.poll(windows, { timeout: 30_000 }).toMatch(/"Kagami Stage": \("[^"]*" "Kagami"\)/);
  } finally {
    for (const program of started.reverse()) {
      const ended = new Promise((resolve) => program.once('exit', resolve));
      program.kill();
      await ended;
    }
    server.close();
    await rm(profileFolder, { recursive: true, force: true, maxRetries: 5 });
  }
});
