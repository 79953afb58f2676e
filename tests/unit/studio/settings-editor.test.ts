import { applySettingsPatch, defaultSettings, type Settings, type SettingsPatch } from '@shared/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSettingsEditor, mergePatches } from '../../../src/renderer/studio/settings-editor';

const createBench = () => {
  let onHost = defaultSettings();
  let shown: Settings = onHost;
  const sent: SettingsPatch[] = [];
  const refusals: unknown[] = [];
  let refuse = false;
  const editor = createSettingsEditor({
    initial: onHost,
    async send(patch) {
      sent.push(patch);
      await Promise.resolve();
      if (refuse) throw new Error('No.');
      onHost = applySettingsPatch(onHost, patch);
      return onHost;
    },
    onSettings: (settings) => {
      shown = settings;
    },
    onRefused: (error) => refusals.push(error),
  });
  return {
    editor,
    sent,
    refusals,
    shown: () => shown,
    refuseAll: () => {
      refuse = true;
    },
  };
};

describe('the settings editor', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows a change before the host has answered', async () => {
    const bench = createBench();
    bench.editor.change({ motion: { mirror: false } });
    expect(bench.shown().motion.mirror).toBe(false);
    await vi.runAllTimersAsync();
    expect(bench.sent).toEqual([{ motion: { mirror: false } }]);
    expect(bench.shown().motion.mirror).toBe(false);
  });

  it('lets the avatar follow a dragged slider: at once, a few times a second, and where it was let go', async () => {
    const bench = createBench();
    for (let i = 1; i <= 40; i++) {
      bench.editor.change({ motion: { smoothing: i / 40 } }, 'gentle');
      if (i === 1) expect(bench.sent).toEqual([{ motion: { smoothing: 1 / 40 } }]);
      expect(bench.shown().motion.smoothing).toBe(i / 40);
      await vi.advanceTimersByTimeAsync(16);
    }
    // Two thirds of a second.
    expect(bench.sent.length).toBeGreaterThan(5);
    expect(bench.sent.length).toBeLessThanOrEqual(12);
    await vi.runAllTimersAsync();
    expect(bench.sent.at(-1)).toEqual({ motion: { smoothing: 1 } });
  });

  it('does not send a dragged slider faster than the host answers', async () => {
    const answers: (() => void)[] = [];
    const sent: SettingsPatch[] = [];
    const initial = defaultSettings();
    const editor = createSettingsEditor({
      initial,
      send: (patch) => {
        sent.push(patch);
        return new Promise((resolve) => answers.push(() => resolve(applySettingsPatch(initial, patch))));
      },
      onSettings: () => undefined,
      onRefused: () => undefined,
    });
    for (let i = 1; i <= 20; i++) {
      editor.change({ motion: { smoothing: i / 20 } }, 'gentle');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toEqual([{ motion: { smoothing: 0.05 } }]);
    answers[0]?.();
    await vi.runAllTimersAsync();
    expect(sent.slice(1)).toEqual([{ motion: { smoothing: 1 } }]);
  });

  it('takes a refused change back and says so', async () => {
    const bench = createBench();
    bench.refuseAll();
    bench.editor.change({ motion: { mirror: false } });
    await vi.runAllTimersAsync();
    expect(bench.shown().motion.mirror).toBe(true);
    expect(bench.refusals).toHaveLength(1);
  });

  it('never sends what the schema refuses', async () => {
    const bench = createBench();
    bench.editor.change({ motion: { smoothing: 7 } });
    await vi.runAllTimersAsync();
    expect(bench.sent).toEqual([]);
    expect(bench.refusals).toHaveLength(1);
    expect(bench.shown().motion.smoothing).toBe(0.4);
  });

  it('a push of the host does not undo a change on the way', async () => {
    const bench = createBench();
    bench.editor.change({ stage: { shot: 'full' } }, 'gentle');
    bench.editor.settingsFromHost(applySettingsPatch(defaultSettings(), { motion: { mirror: false } }));
    expect(bench.shown().stage.shot).toBe('full');
    expect(bench.shown().motion.mirror).toBe(false);
    await vi.runAllTimersAsync();
    expect(bench.sent).toEqual([{ stage: { shot: 'full' } }]);
    expect(bench.shown().stage.shot).toBe('full');
  });

  it('gathers changes of different settings into one', () => {
    expect(
      mergePatches({ motion: { gain: { head: 2 } } }, { motion: { gain: { arms: 0 }, mirror: false } }),
    ).toEqual({ motion: { gain: { head: 2, arms: 0 }, mirror: false } });
  });
});
