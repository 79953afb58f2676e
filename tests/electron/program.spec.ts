import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ElectronApplication, _electron as electron, expect, type Page, test } from '@playwright/test';
import { electronBinary } from '../../scripts/start/electron-binary';

const root = resolve(import.meta.dirname, '../..');
const binary = electronBinary();
const hasDisplay = process.platform !== 'linux' || !!process.env.DISPLAY || !!process.env.WAYLAND_DISPLAY;

test.skip(binary === undefined, 'Electron’s binary is not here: run "npx install-electron" with a network.');
test.skip(!hasDisplay, 'There is no display; on Linux run under xvfb-run.');
test.skip(!existsSync(join(root, 'out/main/electron.js')), 'The program is not built: run "npm run build".');

let data: string;
let app: ElectronApplication;

test.beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'kagami-electron-'));
  app = await launch();
});
test.afterEach(async () => {
  await app.close();
  await rm(data, { recursive: true, force: true });
});

const launch = (): Promise<ElectronApplication> =>
  electron.launch({
    executablePath: binary as string,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      root,
      '--demo',
      `--data=${data}`,
    ],
  });

const pageOf = async (name: 'studio' | 'stage'): Promise<Page> => {
  const isIt = (page: Page) => new URL(page.url()).pathname === `/${name}.html`;
  return app.windows().find(isIt) ?? app.waitForEvent('window', isIt);
};

/** Opens the Stage as a page does: by a call over the wire. */
const openStage = async (studio: Page): Promise<Page> => {
  await studio.evaluate(() => {
    const { wire } = window as unknown as { wire: { send(text: string): void } };
    wire.send(JSON.stringify({ t: 'q', m: 'openStage', a: [] }));
  });
  return pageOf('stage');
};

test('shows Studio on its own origin, isolated from Node', async () => {
  const studio = await pageOf('studio');
  expect(studio.url()).toBe('app://kagami/studio.html');
  const seen = await studio.evaluate(() => ({
    require: typeof (globalThis as { require?: unknown }).require,
    process: typeof (globalThis as { process?: unknown }).process,
    wire: Object.keys((window as unknown as { wire: object }).wire).sort(),
    isolated: crossOriginIsolated,
  }));
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    wire: ['onMessage', 'send'],
    isolated: true,
  });
});

test('opens the Stage at the size that is set, frameless, transparent and never throttled', async () => {
  const stage = await openStage(await pageOf('studio'));
  await expect
    .poll(() => stage.evaluate(() => [innerWidth * devicePixelRatio, innerHeight * devicePixelRatio]))
    .toEqual([1280, 720]);
  const title = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((window) => window.getTitle())
      .sort()
      .join(),
  );
  expect(title).toBe('Kagami Stage,Kagami Studio');
});

test('keeps the Stage when Studio is closed, and ends with the last window', async () => {
  const studio = await pageOf('studio');
  const stage = await openStage(studio);
  await studio.close();
  await stage.waitForTimeout(1000);
  expect(app.windows()).toEqual([stage]);
  const ended = app.waitForEvent('close');
  await stage.close();
  await ended;
});

test('refuses to leave its pages and denies what is not camera or microphone', async () => {
  const studio = await pageOf('studio');
  await studio.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await studio.waitForTimeout(500);
  expect(studio.url()).toBe('app://kagami/studio.html');
  const states = await studio.evaluate(async () => {
    const geolocation = await navigator.permissions.query({ name: 'geolocation' });
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      (stream) => {
        for (const track of stream.getTracks()) track.stop();
        return 'granted';
      },
      (error: Error) => error.name,
    );
    const screen = await navigator.mediaDevices.getDisplayMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    );
    return { geolocation: geolocation.state, camera, screen };
  });
  expect(states).toEqual({ geolocation: 'denied', camera: 'granted', screen: 'denied' });
});

const updateSettings = (studio: Page, patch: object): Promise<void> =>
  studio.evaluate((change) => {
    const { wire } = window as unknown as { wire: { send(text: string): void } };
    wire.send(JSON.stringify({ t: 'q', m: 'updateSettings', a: [change] }));
  }, patch);

test('opens Studio where it stood', async () => {
  await pageOf('studio');
  const wanted = { x: 40, y: 50, width: 900, height: 600 };
  await app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, wanted);
  await app.close();
  app = await launch();
  await pageOf('studio');
  const bounds = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toEqual(wanted);
});

test('stays in the tray when the user wants that, and ends when the tray goes', async () => {
  const studio = await pageOf('studio');
  await updateSettings(studio, { desktop: { tray: true, closeToTray: true } });
  await studio.waitForTimeout(200);
  await studio.close();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  await app.evaluate(({ app: electronApp }) => void electronApp.emit('activate'));
  const again = await pageOf('studio');
  await updateSettings(again, { desktop: { closeToTray: false } });
  await again.waitForTimeout(200);
  const ended = app.waitForEvent('close');
  await again.close();
  await ended;
});

test('keeps crashes in its own folder and sends them nowhere', async () => {
  const crashes = await app.evaluate(({ app: electronApp, crashReporter }) => ({
    folder: electronApp.getPath('crashDumps'),
    sent: crashReporter.getUploadToServer(),
  }));
  expect(crashes).toEqual({ folder: join(data, 'crashes'), sent: false });
});

test('keeps settings across a restart', async () => {
  const studio = await pageOf('studio');
  await updateSettings(studio, { stage: { colour: '#123456' } });
  await studio.waitForTimeout(200);
  await app.close();
  const stored = JSON.parse(await readFile(join(data, 'settings.json'), 'utf8'));
  expect(stored.stage.colour).toBe('#123456');
  app = await launch();
  await pageOf('studio');
});
