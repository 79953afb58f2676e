/** `npm run test:long`: what is worth more time than every change can wait: 2,000 damaged avatar files instead of 200. */
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['vitest', 'run', 'tests/unit/avatar/damaged-files.test.ts'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { KAGAMI_MUTATIONS: '2000', ...process.env },
});
process.exit(status ?? 1);
