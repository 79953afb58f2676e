/**
 * What `npm ci` runs last: builds what ships with the app and is not committed. Fast where all is there already. A face model
 * that cannot be fetched does not fail the install; it is said and can be fetched later.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copySpeech } from './copy-speech';
import { buildGuide } from './guide';
import { ensureModels } from './models/build-models';
import { copyRuntimes } from './models/copy-runtimes';
import { type Download, ensureFaceModel } from './models/fetch-face';
import { readManifest } from './models/manifest';

const root = resolve(import.meta.dirname, '..');
const packages = join(root, 'node_modules/@mediapipe');
const modelsFolder = join(root, 'resources/models');
const manifest = readManifest(modelsFolder);

const say = (line: string): void => console.log(`kagami: ${line}`);

const built = ensureModels({ packages, modelsFolder, manifest });
say(built.length > 0 ? `Tracking models: built ${built.join(', ')}.` : 'Tracking models: there.');

const copied = copyRuntimes(packages, join(root, 'resources/mediapipe'));
say(copied > 0 ? `MediaPipe runtimes: ${copied} files copied.` : 'MediaPipe runtimes: there.');

say(copySpeech(root) ? 'Built-in voice: copied.' : 'Built-in voice: there.');

say(`Guide: ${buildGuide()} pages.`);

/** The services' own downloader, loaded only when something must be fetched. */
const download: Download = async (...args) => {
  const { downloadFile } = await import('../src/main/services/models');
  return downloadFile(...args);
};
say(await ensureFaceModel({ modelsFolder, manifest, folder: process.env.KAGAMI_MODELS, download }));

for (const name of ['make-clips.ts', 'make-avatar.ts']) {
  const script = join(root, 'scripts', name);
  if (!existsSync(script)) continue;
  const { status } = spawnSync(process.execPath, [...process.execArgv, script], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
