import type { Server } from 'node:http';

/** @param port 0 for any. @returns false where the port is taken or not allowed */
export const tryToListen = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, '127.0.0.1');
  });

/** The port that a server listens on. @throws Error where it does not */
export const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.');
  return address.port;
};

/**
 * At the port that other programs know, or at any other for this run where that is taken.
 *
 * @param kept 0 where there is none yet
 * @param keep told of the first one
 */
export const listenOnKeptPort = async (
  server: Server,
  kept: number,
  keep: (port: number) => void,
): Promise<number> => {
  if (kept !== 0 && (await tryToListen(server, kept))) return kept;
  await tryToListen(server, 0);
  const port = portOf(server);
  if (kept === 0) keep(port);
  return port;
};
