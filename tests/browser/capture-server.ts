import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';

/** Serves the renderer's sources to a page that is made for the test, on a loopback address (which counts as secure). */
export const serveCapture = async (): Promise<{ url: string; server: ViteDevServer }> => {
  const server = await createServer({
    configFile: false,
    root: resolve('tests/browser'),
    cacheDir: resolve('node_modules/.vite-capture-test'),
    resolve: { alias: { '@shared': resolve('src/shared'), '@motion': resolve('src/motion') } },
    optimizeDeps: { noDiscovery: true, include: [] },
    logLevel: 'error',
    appType: 'custom',
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null, fs: { allow: [resolve('.')] } },
    plugins: [
      {
        name: 'capture-test-page',
        configureServer({ middlewares }) {
          middlewares.use('/page', (_request, response) => {
            response.setHeader('content-type', 'text/html');
            response.end(
              '<!doctype html><title>capture</title><script type="module" src="/capture-page.ts"></script>',
            );
          });
        },
      },
    ],
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string')
    throw new Error('The test server has no port.');
  return { url: `http://127.0.0.1:${address.port}/page`, server };
};

/** Footage of a person where it is there, else a moving pattern. */
export const cameraFootage = (folder: string): string => {
  const footage = resolve('../shared/data/video/cam-female.mjpeg');
  if (existsSync(footage)) return footage;
  const pattern = resolve(folder, 'pattern.y4m');
  writeFileSync(pattern, movingPattern(640, 480, 12));
  return pattern;
};

const movingPattern = (width: number, height: number, frames: number): Buffer => {
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420\n`)];
  for (let frame = 0; frame < frames; frame++) {
    const luma = Buffer.alloc(width * height);
    for (let i = 0; i < luma.length; i++) luma[i] = 40 + (((i % width) + frame * 40) % 160);
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128));
  }
  return Buffer.concat(parts);
};

/** Flags of a Chromium whose camera plays `footage`. */
export const cameraFlags = (footage: string, options: { refuse?: boolean } = {}): string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${footage}`,
  options.refuse ? '--deny-permission-prompts' : '--use-fake-ui-for-media-stream',
];

export const launchChromium = (footage: string, options: { refuse?: boolean } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [...CHROMIUM_FLAGS, ...cameraFlags(footage, options)],
  });
