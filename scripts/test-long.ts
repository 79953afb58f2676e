/**
 * `npm run test:long`: what is worth more time than every change can wait. 2,000 damaged avatar files instead of 200 under Node, the
 * same in a page that draws them, a hundred swaps of avatars with what they leave behind, and sound in step with the picture.
 */
import { spawnSync } from 'node:child_process';

const commands = [
  ['vitest', 'run', 'tests/unit/avatar/damaged-files.test.ts'],
  ['playwright', 'test', '--config', 'tests/long/playwright.config.ts'],
];
const environment = { KAGAMI_MUTATIONS: '2000', ...process.env };

let failed = false;
for (const command of commands) {
  const { status } = spawnSync('npx', command, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: environment,
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
