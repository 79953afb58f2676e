import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, settingsSchema } from '@shared/settings';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/main/services/log';
import { createSettingsStore } from '../../../src/main/services/settings';
import { migrateSettings, readSettings } from '../../../src/main/services/settings-file';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () =>
  createSettingsStore({
    file,
    log: silentLog,
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    writeDelayMs: 20,
  });
const stored = async () => JSON.parse(await readFile(file, 'utf8'));

describe('the settings store', () => {
  it('starts with the defaults and no notice on a fresh machine', async () => {
    const store = await open();
    expect(store.current).toEqual(defaultSettings());
    expect(store.notice).toBeUndefined();
  });

  it('keeps a change across restarts', async () => {
    const store = await open();
    store.update({ stage: { colour: '#abcdef' }, motion: { gain: { head: 1.5 } } });
    await store.flush();
    const again = await open();
    expect(again.current).toEqual(store.current);
    expect(again.current.motion.gain).toEqual({ head: 1.5, body: 1, arms: 1, expressions: 1 });
  });

  it('stores by itself soon after a change', async () => {
    const store = await open();
    store.update({ stage: { colour: '#abcdef' } });
    await expect.poll(async () => (await stored().catch(() => undefined))?.stage.colour).toBe('#abcdef');
  });

  it('loses nothing of many changes at once', async () => {
    const store = await open();
    const told: number[] = [];
    store.onChange((settings) => told.push(settings.motion.smoothing));
    for (let i = 0; i <= 100; i++) {
      store.update({ motion: { smoothing: i / 100 } });
      if (i % 10 === 0) void store.flush();
    }
    store.update({ motion: { idle: 2 } });
    await Promise.all([store.flush(), store.flush()]);
    expect((await stored()).motion).toMatchObject({ smoothing: 1, idle: 2 });
    expect(told).toHaveLength(102);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('plays the demo for one run without forgetting the user’s camera', async () => {
    const forThisRun = { capture: { source: 'take', take: 'demo' } } as const;
    const store = await createSettingsStore({ file, log: silentLog, forThisRun });
    expect(store.current.capture.source).toBe('take');
    store.update({ capture: { width: 1280 }, stage: { colour: '#abcdef' } });
    expect(store.current.capture).toMatchObject({ source: 'take', width: 1280 });
    await store.flush();
    expect((await open()).current.capture).toMatchObject({ source: 'camera', width: 1280 });
    store.update({ capture: { source: 'file' } });
    expect(store.current.capture.source).toBe('file');
    await store.flush();
    expect((await open()).current.capture.source).toBe('file');
  });

  it('refuses a value out of range and keeps what was', async () => {
    const store = await open();
    expect(() => store.update({ motion: { smoothing: 2 } })).toThrow();
    expect(() => store.update({ stage: { colour: 'red; }' } })).toThrow();
    expect(store.current).toEqual(defaultSettings());
  });

  it.each([
    ['is cut off', '{"version":1,"motion":{"smoo'],
    ['is empty', ''],
    ['is something else', '[1,2,3]'],
    ['is binary', '\u0000\u0001\u0002'],
  ])('sets a file aside that %s, tells the user and starts with the defaults', async (_what, text) => {
    await writeFile(file, text);
    const store = await open();
    expect(store.current).toEqual(defaultSettings());
    expect(store.notice).toMatch(/damaged.*settings\.broken-2026-01-02T03-04-05-678Z\.json/);
    expect(await readFile(join(folder, 'settings.broken-2026-01-02T03-04-05-678Z.json'), 'utf8')).toBe(text);
  });

  it('keeps the sections that are whole', async () => {
    await writeFile(
      file,
      JSON.stringify({ version: 1, motion: { smoothing: 99 }, stage: { colour: '#abcdef' } }),
    );
    const store = await open();
    expect(store.current.stage.colour).toBe('#abcdef');
    expect(store.current.motion).toEqual(defaultSettings().motion);
    expect(store.notice).toMatch(/motion.*kept as/);
  });

  it('keeps the rules that it knows where one is of another Kagami', async () => {
    const rule = { id: 'mine', when: { kind: 'hotkey', keys: 'F9' } };
    const unknown = { id: 'theirs', when: { kind: 'telepathy' } };
    await writeFile(file, JSON.stringify({ version: 1, triggers: { rules: [rule, unknown], taught: [] } }));
    const store = await open();
    expect(store.current.triggers.rules.map(({ id }) => id)).toEqual(['mine']);
    expect(store.notice).toMatch(/triggers.*kept as/);
  });

  it('does not misread the settings of a newer version', async () => {
    await writeFile(file, JSON.stringify({ version: 999, stage: { colour: '#abcdef' } }));
    const store = await open();
    expect(store.current).toEqual(defaultSettings());
    expect(store.notice).toContain('newer');
    expect(await readdir(folder)).toContain('settings.broken-2026-01-02T03-04-05-678Z.json');
  });
});

describe('readSettings', () => {
  it('gives valid settings for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(settingsSchema.safeParse(readSettings(text).settings).success).toBe(true);
      }),
    );
  });

  it('gives valid settings for any content of the sections', () => {
    const section = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('smoothing', 'width'), fc.jsonValue()),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('motion', 'stage', 'version'), section), (content) => {
        const { settings } = readSettings(JSON.stringify(content));
        expect(settingsSchema.safeParse(settings).success).toBe(true);
      }),
    );
  });
});

describe('migrateSettings', () => {
  it('runs every step from the file’s version up', () => {
    const migrated = migrateSettings(
      { version: 1, names: ['a'] },
      1,
      {
        1: (older) => ({ ...older, names: [...(older.names as string[]), 'b'] }),
        2: (older) => ({ ...older, names: [...(older.names as string[]), 'c'] }),
      },
      3,
    );
    expect(migrated).toEqual({ version: 3, names: ['a', 'b', 'c'] });
  });
});
