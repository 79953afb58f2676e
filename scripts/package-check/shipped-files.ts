import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readModelManifest } from '../../src/main/services/model-manifest';
import { sha256OfFile } from '../../src/main/services/sha256';
import { GUIDE_SOURCE } from '../guide';
import { TRANSLATIONS } from '../guide/languages';
import { readTranslations } from '../guide/stamp';
import type { Finding } from './finding';

/** Looks at what lies beside the archive, where the program reads it at run time. */
export const checkShippedFiles = async (folder: string): Promise<Finding[]> => [
  ...(await checkModels(join(folder, 'resources', 'models'))),
  await checkSome(join(folder, 'resources', 'avatars'), '.vrm', 'an avatar'),
  await checkSome(join(folder, 'resources', 'clips'), '.vrma', 'an animation'),
  await checkSome(join(folder, 'resources', 'takes'), '.ktake', 'the demo take'),
  await checkSome(join(folder, 'resources', 'guide'), '.html', 'the user guide'),
  ...(await Promise.all(
    TRANSLATIONS.map((tag) =>
      checkSome(join(folder, 'resources', 'guide', tag), '.html', `the guide in ${tag}`),
    ),
  )),
  checkTranslations(),
  await checkSome(folder, '.png', 'the icon of the tray'),
  await checkSome(join(folder, 'resources', 'mediapipe', 'vision'), '.wasm', "MediaPipe's runtime"),
  await checkSome(join(folder, 'resources', 'mediapipe', 'face-mesh'), '.wasm', "Face Mesh's runtime"),
  await checkSome(join(folder, 'resources', 'speech'), '.wasm', 'the built-in voice'),
  await checkText(join(folder, 'LICENSE'), 'Apache License'),
  await checkText(join(folder, 'THIRD_PARTY_NOTICES.md'), 'MediaPipe'),
];

const checkModels = async (folder: string): Promise<Finding[]> => {
  const { files, face } = await readModelManifest(folder);
  const built = Object.entries(files).map(async ([name, { sha256 }]) => ({
    ok: (await sha256OfFile(join(folder, name)).catch(() => '')) === sha256,
    what: `resources/models/${name} is the file that the manifest names`,
  }));
  const faceSum = await sha256OfFile(join(folder, face.name)).catch(() => undefined);
  const official =
    faceSum === undefined
      ? { ok: true, what: `resources/models/${face.name} is left out (offline): Studio offers to fetch it` }
      : { ok: faceSum === face.sha256, what: `resources/models/${face.name} is Google's file` };
  return [...(await Promise.all(built)), official];
};

const checkSome = async (folder: string, extension: string, what: string): Promise<Finding> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(extension));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return {
    ok: sizes.length > 0 && sizes.every((size) => size > 0),
    what: `ships ${what} (${names.join(', ')})`,
  };
};

/** While English pages are written, translations may fall behind; what is released may not. */
const checkTranslations = (): Finding => {
  const behind = readTranslations(GUIDE_SOURCE).flatMap(({ behind: sentence }) => sentence ?? []);
  return {
    ok: behind.length === 0,
    what: behind.length === 0 ? 'the guide is translated as it is in English' : behind.join('\n     '),
  };
};

const checkText = async (file: string, word: string): Promise<Finding> => ({
  ok: (await readFile(file, 'utf8').catch(() => '')).includes(word),
  what: `ships ${file.split(/[\\/]/).at(-1)}`,
});
