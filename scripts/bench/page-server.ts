import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { build } from 'vite';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.gif': 'image/gif',
};

/** As strict as the program's own pages: WebAssembly may be compiled, no text may be run as code. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "img-src 'self' blob: data:",
].join('; ');

export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Builds a page with the program's aliases and worker format into a temporary folder and serves it on 127.0.0.1.
 *
 * @param page folder of the page's `index.html`.
 * @param folders further folders by URL prefix, for instance `{ '/models/': 'resources/models' }`. Of several folders under
 *   one prefix the first that has a file serves it.
 * @param policy Content-Security-Policy of everything served.
 */
export const servePage = async (options: {
  page: string;
  folders: Record<string, readonly string[]>;
  policy?: string;
}): Promise<PageServer> => {
  const outDir = mkdtempSync(join(tmpdir(), 'kagami-page-'));
  await build({
    root: resolve(options.page),
    base: '/',
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { '@shared': resolve('src/shared'), '@motion': resolve('src/motion') } },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, minify: false, target: 'chrome120' },
  });
  const folders: Record<string, readonly string[]> = { ...options.folders, '/': [outDir] };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = find(path === '/' ? '/index.html' : path, folders);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': statSync(file).size,
      'Content-Security-Policy': options.policy ?? POLICY,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(outDir, { recursive: true, force: true });
    },
  };
};

const find = (path: string, folders: Record<string, readonly string[]>): string | undefined => {
  const prefix = Object.keys(folders)
    .sort((a, b) => b.length - a.length)
    .find((candidate) => path.startsWith(candidate));
  for (const folder of folders[prefix ?? '/'] ?? []) {
    const root = resolve(folder);
    const file = normalize(join(root, path.slice((prefix ?? '/').length)));
    if (file.startsWith(root) && existsSync(file) && statSync(file).isFile()) return file;
  }
  return undefined;
};
