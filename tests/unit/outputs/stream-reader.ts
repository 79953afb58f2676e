import { connect, type Socket } from 'node:net';

export interface StreamReader {
  socket: Socket;
  /** The first byte of each whole frame. */
  frames: number[];
  /** Frames whose bytes are not all alike. */
  torn: number;
}

/** Reads a raw stream of frames that are each one byte over and over. */
export const readStream = (port: number, frameBytes: number): StreamReader => {
  const reader: StreamReader = { socket: connect(port, '127.0.0.1'), frames: [], torn: 0 };
  let frame = Buffer.alloc(frameBytes);
  let filled = 0;
  reader.socket.on('error', () => {});
  reader.socket.on('data', (data) => {
    let at = 0;
    while (at < data.length) {
      const copied = data.copy(frame, filled, at);
      at += copied;
      filled += copied;
      if (filled < frameBytes) return;
      reader.frames.push(frame[0]!);
      if (frame.some((byte) => byte !== frame[0])) reader.torn += 1;
      frame = Buffer.alloc(frameBytes);
      filled = 0;
    }
  });
  return reader;
};
