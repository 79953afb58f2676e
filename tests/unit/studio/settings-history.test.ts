import { applySettingsPatch, defaultSettings, type SettingsPatch } from '@shared/settings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSettingsHistory } from '../../../src/renderer/studio/settings-history';
import {
  exportSettings,
  ImportRefused,
  importSettings,
} from '../../../src/renderer/studio/settings-transfer';

const createBench = () => {
  const history = createSettingsHistory();
  let settings = defaultSettings();
  let now = 0;
  const apply = (patch: SettingsPatch | undefined) => {
    if (patch !== undefined) settings = applySettingsPatch(settings, patch);
  };
  return {
    history,
    settings: () => settings,
    change(patch: SettingsPatch, after = 5_000) {
      now += after;
      history.record(settings, patch, now);
      apply(patch);
    },
    undo: () => apply(history.undo()),
    redo: () => apply(history.redo()),
  };
};

describe('undo and redo', () => {
  it('takes changes back one by one and does them again', () => {
    const bench = createBench();
    bench.change({ motion: { smoothing: 0.9 } });
    bench.change({ stage: { shot: 'full' }, motion: { mirror: false } });
    bench.undo();
    expect(bench.settings().stage.shot).toBe('bust');
    expect(bench.settings().motion).toMatchObject({ mirror: true, smoothing: 0.9 });
    bench.undo();
    expect(bench.settings()).toEqual(defaultSettings());
    expect(bench.history.canUndo).toBe(false);
    bench.redo();
    bench.redo();
    expect(bench.settings().motion).toMatchObject({ mirror: false, smoothing: 0.9 });
  });

  it('takes a dragged slider back in one step', () => {
    const bench = createBench();
    for (const smoothing of [0.45, 0.5, 0.55, 0.6]) bench.change({ motion: { smoothing } }, 100);
    bench.undo();
    expect(bench.settings().motion.smoothing).toBe(0.4);
    bench.redo();
    expect(bench.settings().motion.smoothing).toBe(0.6);
  });

  it('a new change forgets what was taken back', () => {
    const bench = createBench();
    bench.change({ motion: { smoothing: 0.9 } });
    bench.undo();
    bench.change({ motion: { idle: 0 } });
    expect(bench.history.canRedo).toBe(false);
  });

  it('never opens a camera, a port or the network again', () => {
    const bench = createBench();
    bench.change({ capture: { running: false } });
    bench.change({ outputs: { vmcSend: { on: true } } });
    bench.change({ network: { offline: true } });
    expect(bench.history.canUndo).toBe(false);
  });

  it('is bounded, and comes back to where it began', () => {
    const change = fc.oneof(
      fc.record({ motion: fc.record({ smoothing: fc.double({ min: 0, max: 1, noNaN: true }) }) }),
      fc.record({ stage: fc.record({ shot: fc.constantFrom('face', 'bust', 'half', 'full') }) }),
      fc.record({ studio: fc.record({ theme: fc.constantFrom('dark', 'light', 'auto') }) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 90 }), (changes) => {
        const bench = createBench();
        for (const patch of changes) bench.change(patch as SettingsPatch);
        const end = bench.settings();
        while (bench.history.canUndo) bench.undo();
        expect(bench.settings()).toEqual(defaultSettings());
        while (bench.history.canRedo) bench.redo();
        expect(bench.settings()).toEqual(end);
      }),
    );
    const bench = createBench();
    for (let i = 0; i < 300; i++) bench.change({ motion: { smoothing: (i % 10) / 10 } });
    let steps = 0;
    while (bench.history.canUndo) {
      bench.undo();
      steps++;
    }
    expect(steps).toBe(100);
  });
});

describe('settings as a file', () => {
  const own = applySettingsPatch(defaultSettings(), {
    motion: { smoothing: 0.7 },
    capture: { deviceId: 'cam-1', deviceLabel: 'Maria’s camera', width: 1280 },
    outputs: { vmcSend: { on: true, port: 40_000 } },
    voice: {
      lipSync: 'alone',
      strength: 1.5,
      keywords: [{ id: 'k', name: 'Maria', takes: [[1]], limit: 1 }],
    },
  });

  it('goes out and comes in, without camera, microphone and words, and without switching anything on', () => {
    const text = exportSettings(own, 'Kagami 1');
    expect(text).not.toMatch(/Maria|cam-1/);
    const there = applySettingsPatch(defaultSettings(), importSettings(text));
    expect(there.motion.smoothing).toBe(0.7);
    expect(there.capture).toMatchObject({ width: 1280, deviceId: '' });
    expect(there.outputs.vmcSend).toMatchObject({ on: false, port: 40_000 });
    expect(there.voice).toMatchObject({ strength: 1.5, lipSync: 'off', keywords: [] });
  });

  const refusal = (text: string): string => {
    try {
      importSettings(text);
      return 'taken';
    } catch (error) {
      return error instanceof ImportRefused ? error.reason : String(error);
    }
  };
  const file = (more: object) =>
    JSON.stringify({ format: 'kagami-settings', version: 1, settings: {}, ...more });

  it('a file that is not one is refused for what it is', () => {
    expect(refusal('{')).toBe('not-settings');
    expect(refusal('[]')).toBe('not-settings');
    expect(refusal('{"motion":{}}')).toBe('not-settings');
    expect(refusal(file({ version: 99 }))).toBe('newer');
    expect(refusal(file({ settings: { motion: { smoothing: 7 } } }))).toBe('out-of-range');
    expect(refusal(file({ pad: 'x'.repeat(2_000_000) }))).toBe('too-large');
  });

  it('leaves alone what the file does not say, and drops what is unknown', () => {
    const text = file({
      settings: { motion: { smoothing: 0.1, wild: 1 }, nonsense: { a: 1 }, ['__proto__']: { b: 2 } },
    });
    expect(importSettings(text)).toEqual({ motion: { smoothing: 0.1 } });
  });

  it('never throws anything but a refusal', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(refusal(text)).toBe('not-settings');
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('motion', 'stage', 'studio', 'version'), fc.anything()),
        (settings) => {
          expect(['taken', 'out-of-range', 'not-settings']).toContain(refusal(file({ settings })));
        },
      ),
    );
  });
});
