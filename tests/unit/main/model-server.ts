import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelServer {
  url: string;
  /** Range headers as they arrived, one a request. */
  ranges: (string | undefined)[];
  close(): Promise<void>;
}

export type ModelServerManner =
  | 'ranges'
  | 'no-ranges'
  | 'drops-halfway'
  | 'stalls'
  | 'not-found'
  | 'refuses-range';

/** A server of one file that behaves as told. `drops-halfway` cuts the first answer only. */
export const startModelServer = async (content: Buffer, manner: ModelServerManner): Promise<ModelServer> => {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    if (manner === 'not-found') return void response.writeHead(404).end();
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (manner === 'refuses-range' && from > 0) return void response.writeHead(416).end();
    const part = manner === 'no-ranges' ? content : content.subarray(from);
    response.writeHead(from > 0 && manner !== 'no-ranges' ? 206 : 200, { 'Content-Length': part.length });
    if (manner === 'stalls') return void response.write(part.subarray(0, 10));
    if (manner === 'drops-halfway' && ranges.length === 1) {
      response.write(part.subarray(0, part.length / 2), () => setTimeout(() => response.destroy(), 20));
      return;
    }
    response.end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/face_landmarker.task`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
