import { isBuiltin } from 'node:module';
import { extractFile, listPackage } from '@electron/asar';
import type { Finding } from './finding';

const WANTED = [
  '/package.json',
  '/out/main/electron.js',
  '/out/main/loopback.js',
  '/out/preload/index.cjs',
  '/out/renderer/studio.html',
  '/out/renderer/stage.html',
];
/** Nothing but the build belongs in it. */
const ALLOWED = /^\/(package\.json$|out($|\/))/;

/** Looks into `app.asar`. */
export const checkArchive = (archive: string): Finding[] => {
  const entries = listPackage(archive, { isPack: false }).map((entry) => entry.replaceAll('\\', '/'));
  const strangers = entries.filter((entry) => !ALLOWED.test(entry) || entry.endsWith('.map'));
  const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as { main?: string };
  const imports = entries
    .filter((entry) => entry.startsWith('/out/main/') && entry.endsWith('.js'))
    .flatMap((entry) => foreignImports(extractFile(archive, entry.slice(1)).toString()));
  return [
    ...WANTED.map((file) => ({ ok: entries.includes(file), what: `app.asar has ${file}` })),
    { ok: entries.includes(`/${manifest.main}`), what: `app.asar has the program's entry, ${manifest.main}` },
    {
      ok: strangers.length === 0,
      what: `app.asar (${entries.length} entries) has nothing but the build${listed(strangers)}`,
    },
    {
      ok: imports.length === 0,
      what: `out/main imports Electron, Node and its own files alone${listed(imports)}`,
    },
  ];
};

const listed = (names: string[]): string => (names.length > 0 ? `: ${names.slice(0, 5).join(', ')}` : '');

const foreignImports = (source: string): string[] =>
  [...source.matchAll(/^import\s[^;]*?from\s*["']([^"']+)["']/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'electron' && !isBuiltin(name) && !name.startsWith('.'));
