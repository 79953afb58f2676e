/** Makes resources/avatars/*.vrm, the characters that ship with the app; does nothing where they are there and current. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeAvatar, PRESETS } from '../src/avatar-maker';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'resources/avatars');
const stampFile = join(root, 'node_modules/.cache/kagami/avatars.sha256');

const stamp = sourceHash([join(root, 'src/avatar-maker'), join(root, 'src/shared')]);
const files = Object.keys(PRESETS).map((name) => join(folder, `${name}.vrm`));
const current =
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && files.every((f) => existsSync(f));

if (current) console.log('kagami: Avatars: there.');
else {
  mkdirSync(folder, { recursive: true });
  for (const [name, recipe] of Object.entries(PRESETS)) {
    const started = performance.now();
    const bytes = makeAvatar(recipe);
    writeFileSync(join(folder, `${name}.vrm`), bytes);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`kagami: Avatars: made ${name}.vrm (${(bytes.length / 1e6).toFixed(2)} MB, ${seconds} s).`);
  }
  mkdirSync(join(stampFile, '..'), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** One hash of every source that the avatars depend on. */
function sourceHash(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const dir of folders)
    for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort())
      if (entry.endsWith('.ts')) hash.update(entry).update(readFileSync(join(dir, entry)));
  return hash.digest('hex');
}
