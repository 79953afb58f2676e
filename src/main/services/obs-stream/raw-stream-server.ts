import { createServer, type Socket } from 'node:net';
import { OutputRefusal } from '../frames/frame-output';

export interface RawStreamServer {
  readonly port: number;
  readonly receivers: number;
  /**
   * Gives a frame to everyone who has taken the one before, and waits for the first such; who is slower misses frames. Resolves when the
   * next frame can come: `true` where somebody got this one.
   */
  write(frame: Uint8Array): Promise<boolean>;
  close(): void;
}

/**
 * Frames one after the other, without any container, to whoever connects from this computer. Each connection begins with a whole
 * frame and never gets a part of one.
 *
 * @param port 0 for any
 * @throws OutputRefusal where the port cannot be had
 */
export const openRawStreamServer = async (port: number): Promise<RawStreamServer> => {
  const sockets = new Set<Socket>();
  let closed = false;
  let wake: () => void = () => {};
  let turn: Promise<unknown> = Promise.resolve();

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('drain', () => wake());
    socket.on('close', () => {
      sockets.delete(socket);
      wake();
    });
    // Nothing is expected from a reader; whatever it says is passed over.
    socket.resume();
    sockets.add(socket);
    wake();
  });
  await listen(server, port);
  const address = server.address();

  const give = async (frame: Uint8Array): Promise<boolean> => {
    let idle = idleOf(sockets);
    while (idle.length === 0 && !closed) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      idle = idleOf(sockets);
    }
    if (closed) return false;
    await Promise.race(idle.map((socket) => send(socket, frame)));
    return true;
  };

  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    get receivers() {
      return sockets.size;
    },
    write(frame) {
      const given = turn.then(() => give(frame));
      turn = given;
      return given;
    },
    close() {
      closed = true;
      server.close();
      for (const socket of sockets) socket.destroy();
      wake();
    },
  };
};

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusalOf(error, port)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });

const idleOf = (sockets: Iterable<Socket>): Socket[] =>
  [...sockets].filter(({ writableLength }) => writableLength === 0);

/** Resolves when the system has taken it all, or the reader has gone. */
const send = (socket: Socket, frame: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    socket.write(frame, () => resolve());
  });

const refusalOf = (error: NodeJS.ErrnoException, port: number): OutputRefusal =>
  error.code === 'EADDRINUSE'
    ? new OutputRefusal({
        message: `Another program already uses port ${port}.`,
        action: 'Choose another port for the stream; OBS is told it by the next set-up.',
        code: 'port-taken',
      })
    : new OutputRefusal({
        message: `Port ${port} could not be opened (${error.code ?? error.message}).`,
        action: 'Choose another port for the stream; OBS is told it by the next set-up.',
        code: 'port-refused',
      });
