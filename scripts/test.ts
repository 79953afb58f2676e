/**
 * `npm test`: every check in order, then one closing line that counts tests as passed, failed and skipped.
 * A skipped test is never counted as passed; any failure makes the exit code 1, and later steps still run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  name: string;
  command: string[];
  environment?: Record<string, string>;
  /** Reads a runner's JSON report; without it the step counts as one test, by its exit code. */
  report?: { file: string; read: (json: unknown) => Tally };
}

const vitestReport = 'test-results/unit.json';
const browserReport = 'test-results/browser.json';
const electronReport = 'test-results/electron.json';

const readVitest = (json: unknown): Tally => {
  const report = json as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
};

const readPlaywright = (json: unknown): Tally => {
  const { stats } = json as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
};

const playwright = (name: string, config: string, file: string): Step => ({
  name,
  command: ['playwright', 'test', '--config', config, '--reporter=list,json'],
  environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  report: { file, read: readPlaywright },
});

const steps: Step[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of motion without the DOM', command: ['tsc', '-p', 'tsconfig.motion.json'] },
  { name: 'format and lint', command: ['biome', 'check', '.'] },
  {
    name: 'direction of dependencies',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'],
  },
  {
    name: 'unit tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    report: { file: vitestReport, read: readVitest },
  },
  { name: 'build', command: ['electron-vite', 'build', '--logLevel', 'warn'] },
  { name: 'packaging', command: ['tsx', 'scripts/package-check.ts'] },
  playwright('browser tests', 'tests/browser/playwright.config.ts', browserReport),
  playwright('Electron tests', 'tests/electron/playwright.config.ts', electronReport),
];

const runStep = (step: Step): Tally => {
  const started = Date.now();
  console.log(`\n── ${step.name}`);
  const { status } = spawnSync('npx', ['--no-install', ...step.command], {
    stdio: 'inherit',
    env: { ...process.env, ...step.environment },
    shell: process.platform === 'win32',
  });
  const tally = countStep(step, status === 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `── ${step.name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped (${seconds} s)`,
  );
  return tally;
};

const countStep = (step: Step, succeeded: boolean): Tally => {
  if (step.report === undefined || !existsSync(step.report.file)) {
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  }
  const tally = step.report.read(JSON.parse(readFileSync(step.report.file, 'utf8')));
  // A runner that exits badly without a failed test (a crash, an unhandled error) has failed all the same.
  return succeeded || tally.failed > 0 ? tally : { ...tally, failed: 1 };
};

rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const step of steps) {
  const tally = runStep(step);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
