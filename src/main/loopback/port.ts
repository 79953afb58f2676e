import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { portOf, tryToListen } from '../services/listen';

/**
 * Listens on 127.0.0.1 at the port of the last run, so that the origin stays the same and with it the camera permission and what
 * pages have stored; at another where that is taken. A port that the user names must be free.
 *
 * @throws Error with a sentence for the user
 */
export const listenOnUsualPort = async (
  server: Server,
  dataFolder: string,
  wanted: number | undefined,
): Promise<number> => {
  if (wanted !== undefined && wanted !== 0) {
    if (!(await tryToListen(server, wanted)))
      throw new Error(`Port ${wanted} is taken by another program. Start with another --port or without.`);
    return wanted;
  }
  const usual = wanted === 0 ? undefined : await readUsualPort(dataFolder);
  if (usual !== undefined && (await tryToListen(server, usual))) return usual;
  await tryToListen(server, 0);
  const port = portOf(server);
  if (wanted !== 0) await writeFileAtomic(portFile(dataFolder), `${port}\n`);
  return port;
};

const portFile = (dataFolder: string): string => join(dataFolder, 'port');

const readUsualPort = async (dataFolder: string): Promise<number | undefined> => {
  const port = Number(await readFile(portFile(dataFolder), 'utf8').catch(() => ''));
  return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : undefined;
};
