import { describe, expect, it, vi } from 'vitest';
import { browserFlags } from '../../../src/main/loopback/browser-flags';
import { browserCandidates, findBrowser } from '../../../src/main/loopback/find-browser';
import { createLifetime } from '../../../src/main/loopback/lifetime';
import { dataFolder } from '../../../src/main/services/data-folder';
import { parseStartOptions } from '../../../src/main/services/start-options';

describe('findBrowser', () => {
  it('looks on the path on Linux, Chromium first', () => {
    const candidates = browserCandidates({ platform: 'linux', env: { PATH: '/usr/bin:bin' }, home: '/h' });
    expect(candidates[0]).toBe('/usr/bin/chromium');
    expect(candidates).toContain('/usr/bin/microsoft-edge');
    expect(candidates.every((path) => path.startsWith('/'))).toBe(true);
  });

  it('knows where Windows and macOS keep browsers', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' };
    expect(browserCandidates({ platform: 'win32', env, home: '' })).toContain(
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    );
    expect(browserCandidates({ platform: 'darwin', env: {}, home: '/Users/a' })[0]).toBe(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });

  it('takes the user’s choice and no other', async () => {
    const search = { platform: 'linux' as const, home: '/h' };
    expect(await findBrowser({ ...search, env: { KAGAMI_BROWSER: process.execPath } })).toBe(
      process.execPath,
    );
    expect(
      await findBrowser({ ...search, env: { KAGAMI_BROWSER: '/no/such', PATH: process.env.PATH } }),
    ).toBeUndefined();
  });
});

describe('browserFlags', () => {
  const options = { url: 'http://127.0.0.1:1/stage.html', profileFolder: '/d/browser', extra: undefined };

  it('opens an app window in a profile of its own that is never throttled', () => {
    const flags = browserFlags({ ...options, isRoot: false, size: { width: 640, height: 360 } });
    expect(flags).toEqual(
      expect.arrayContaining([
        '--app=http://127.0.0.1:1/stage.html',
        '--user-data-dir=/d/browser',
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
        '--autoplay-policy=no-user-gesture-required',
        '--window-size=640,360',
        '--class=Kagami',
      ]),
    );
    expect(flags).not.toContain('--no-sandbox');
  });

  it('gives up the sandbox for root alone, and adds the user’s flags', () => {
    const flags = browserFlags({ ...options, isRoot: true, extra: ' --a  --b=1 ' });
    expect(flags).toContain('--no-sandbox');
    expect(flags.slice(-2)).toEqual(['--a', '--b=1']);
  });
});

describe('createLifetime', () => {
  const setUp = () => {
    vi.useFakeTimers();
    const onOver = vi.fn();
    return { onOver, lifetime: createLifetime(onOver, 1000) };
  };

  it('ends when the browser has ended and its pages are gone', () => {
    const { onOver, lifetime } = setUp();
    lifetime.pagesChanged(1);
    lifetime.browserEnded();
    vi.advanceTimersByTime(10_000);
    expect(onOver).not.toHaveBeenCalled();
    lifetime.pagesChanged(0);
    vi.advanceTimersByTime(1000);
    expect(onOver).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it('outlives a reload and a browser that hands over to a running one', () => {
    const { onOver, lifetime } = setUp();
    lifetime.browserEnded();
    vi.advanceTimersByTime(900);
    lifetime.pagesChanged(1);
    lifetime.pagesChanged(0);
    vi.advanceTimersByTime(900);
    lifetime.pagesChanged(1);
    vi.advanceTimersByTime(10_000);
    expect(onOver).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('does not end while the browser runs, even before a page is there', () => {
    const { onOver, lifetime } = setUp();
    lifetime.pagesChanged(0);
    vi.advanceTimersByTime(60_000);
    expect(onOver).not.toHaveBeenCalled();
    vi.useRealTimers();
  });
});

describe('start options', () => {
  it('reads what the program is started with', () => {
    expect(parseStartOptions(['--demo', '--no-open', '--port=0', '--data=/x', '/a/b.vrm'])).toEqual({
      demo: true,
      open: false,
      port: 0,
      data: '/x',
      avatarFile: '/a/b.vrm',
    });
  });

  it('refuses what it does not know, except among Chromium’s switches', () => {
    expect(() => parseStartOptions(['--dmeo'])).toThrow('--dmeo');
    expect(() => parseStartOptions(['--port=abc'])).toThrow('--port must be a number');
    expect(parseStartOptions(['--no-sandbox', '--demo'], false).demo).toBe(true);
  });
});

describe('dataFolder', () => {
  it.each([
    ['linux', {}, '/home/a/.config/Kagami'],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/Kagami'],
    ['darwin', {}, '/home/a/Library/Application Support/Kagami'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Kagami'],
    ['linux', { KAGAMI_DATA: '/mine' }, '/mine'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(dataFolder({ platform, env, home: '/home/a' })).toBe(expected);
  });
});
