import { open, readdir } from 'node:fs/promises';
import { cpus, homedir, release, totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Capabilities } from '@shared/api';
import type { SupportFile } from '@shared/doctor';
import { isLoopbackHost } from '@shared/network';
import type { Settings } from '@shared/settings';

export interface SupportFilesOptions {
  dataFolder: string;
  settings: Settings;
  capabilities: Capabilities;
  /** For tests. */
  home?: string;
  user?: string;
}

/** Bytes of a log that are taken, from its end. */
const LOG_TAIL = 128 * 1024;

/**
 * What helps whoever is asked for help: logs, settings and the machine, without names, addresses, passwords, faces or pictures. The user
 * reads it before it is saved, and it is sent nowhere.
 */
export const collectSupportFiles = async (options: SupportFilesOptions): Promise<SupportFile[]> => {
  const { dataFolder, settings, capabilities } = options;
  const redact = createRedaction(options.home ?? homedir(), options.user ?? userInfo().username);
  const system = {
    ...capabilities,
    release: release(),
    processor: cpus()[0]?.model,
    cores: cpus().length,
    memoryMegabytes: Math.round(totalmem() / 1e6),
    runtime: process.versions.electron ?? process.versions.node,
    // How many, not what: a crash's memory may hold a picture.
    crashes: await countCrashes(join(dataFolder, 'crashes')),
  };
  const files: SupportFile[] = [
    { name: 'system.json', text: JSON.stringify(system, null, 2) },
    { name: 'settings.json', text: JSON.stringify(withoutPersonal(settings), null, 2) },
  ];
  for (const name of ['kagami.log', 'kagami.old.log']) {
    const text = await tailOf(join(dataFolder, 'logs', name));
    if (text !== undefined) files.push({ name, text: redact(text) });
  }
  return files;
};

const countCrashes = async (folder: string): Promise<number> => {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  return files.filter((file) => file.endsWith('.dmp')).length;
};

const SECRET = /password|passphrase|secret|token|credential|streamkey/i;
const ADDRESS = /^(host|url|address|server)$/i;
/** Names that people give their devices, and numbers measured of a face or a voice. */
const PERSONAL = new Set([
  ...['deviceId', 'deviceLabel', 'micId', 'micLabel'],
  ...['calibrations', 'taught', 'vowels', 'keywords'],
]);

/** `settings` with what says who somebody is, or opens a door, replaced. */
export const withoutPersonal = (value: unknown, key = ''): unknown => {
  if (SECRET.test(key)) return '(left out)';
  if (PERSONAL.has(key)) return Array.isArray(value) ? `(${value.length} left out)` : '(left out)';
  if (typeof value === 'string') {
    if (ADDRESS.test(key) && value !== '' && !isLoopbackHost(value)) return '(another computer)';
    return value.startsWith('user/') ? 'user/(left out)' : value;
  }
  if (Array.isArray(value)) return value.map((entry) => withoutPersonal(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, withoutPersonal(entry, name)]),
  );
};

/** Takes the home folder, the user's name, tokens and other computers' addresses out of a log. */
export const createRedaction = (home: string, user: string): ((text: string) => string) => {
  const name = user.length > 2 ? new RegExp(`\\b${literal(user)}\\b`, 'gi') : undefined;
  return (text) => {
    const homeless = home.length > 1 ? text.replaceAll(home, '~') : text;
    const tokenless = homeless
      .replace(/((?:token|key|password|secret|access)=)[^\s&"']+/gi, '$1…')
      .replace(/\b(?!127\.)(?:\d{1,3}\.){3}\d{1,3}\b/g, '(address)')
      .replace(/user\/[^\s,;"]+/g, 'user/(left out)');
    return name === undefined ? tokenless : tokenless.replace(name, '(user)');
  };
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const tailOf = async (path: string): Promise<string | undefined> => {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LOG_TAIL);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8', 0, bytesRead);
    // Not from the middle of a line.
    return length < size ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    await file.close();
  }
};
