import { createSocket } from 'node:dgram';

const TRIES = 20;
const HIGHEST = 65_535;

/** The next UDP port after `taken` that nobody listens on; undefined where none of the next is free. */
export const findFreePort = async (taken: number): Promise<number | undefined> => {
  for (let port = taken + 1; port <= Math.min(taken + TRIES, HIGHEST); port++)
    if (await isFree(port)) return port;
  return undefined;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)));
  });
