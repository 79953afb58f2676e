import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkArchive } from './package-check/archive';
import { makeFakeElectron } from './package-check/fake-electron';
import { checkFuses } from './package-check/fuses';
import { runElectronBuilder } from './package-check/run-builder';
import { checkShippedFiles } from './package-check/shipped-files';
import { buildWhenStale, prepareWhenMissing } from './start/build';

/**
 * `npm run package:check`: packages the program for Linux around a stand-in for Electron's binary (which no package registry has) and
 * looks at the result. It shows that the configuration is valid, what the archive holds, that the resources lie where the program looks for
 * them, and that the fuses are set. The result cannot be run.
 */
const check = async (): Promise<number> => {
  await prepareWhenMissing();
  await buildWhenStale();
  const folder = await mkdtemp(join(tmpdir(), 'kagami-package-'));
  try {
    const fake = await makeFakeElectron(join(folder, 'electron'));
    const packaged = await runElectronBuilder(fake, join(folder, 'dist'));
    const findings = [
      ...checkArchive(join(packaged, 'resources', 'app.asar')),
      ...(await checkShippedFiles(join(packaged, 'resources'))),
      ...(await checkFuses(join(packaged, 'kagami'))),
    ];
    for (const { ok, what } of findings) console.log(`${ok ? 'ok  ' : 'MISS'} ${what}`);
    const misses = findings.filter(({ ok }) => !ok).length;
    console.log(
      misses === 0 ? `Packaging: ${findings.length} checks passed.` : `Packaging: ${misses} missed.`,
    );
    return misses === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

check().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
