import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OutputState, outputOff } from '@shared/outputs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createListeners } from '../../../src/main/services/listeners';
import { silentLog } from '../../../src/main/services/log';
import { createOutputs, type Outputs } from '../../../src/main/services/outputs';
import type { Output } from '../../../src/main/services/outputs/output';
import { createReportedOutput } from '../../../src/main/services/outputs/reported-output';
import { createSettingsStore, type SettingsStore } from '../../../src/main/services/settings';

let folder: string;
let settings: SettingsStore;
let outputs: Outputs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kagami-outputs-'));
  settings = await createSettingsStore({ file: join(folder, 'settings.json'), log: silentLog });
  outputs = createOutputs(settings);
});
afterEach(async () => {
  vi.useRealTimers();
  outputs.close();
  await settings.flush();
  await rm(folder, { recursive: true, force: true });
});

/** An output that writes down what is asked of it. */
const recorded = (): { output: Output; calls: string[] } => {
  const calls: string[] = [];
  const changes = createListeners<OutputState>();
  let state = outputOff('vmc-send');
  const become = (call: string, next: OutputState['state']): void => {
    calls.push(call);
    state = { ...state, state: next };
    changes.tell(state);
  };
  return {
    calls,
    output: {
      id: 'vmc-send',
      get state() {
        return state;
      },
      start: () => become('start', 'live'),
      stop: () => become('stop', 'off'),
      onChange: changes.add,
    },
  };
};

describe('the outputs', () => {
  it('start and stop with their setting, which is kept, and once each', async () => {
    const { output, calls } = recorded();
    outputs.register(output, 'vmcSend');
    expect(calls).toEqual([]);
    outputs.setOn('vmc-send', true);
    outputs.setOn('vmc-send', true);
    expect(settings.current.outputs.vmcSend.on).toBe(true);
    settings.update({ outputs: { vmcSend: { on: false } } });
    expect(calls).toEqual(['start', 'stop']);
  });

  it('run at once where the setting has kept them on, and are all stopped at the end', () => {
    settings.update({ outputs: { vmcSend: { on: true } } });
    const { output, calls } = recorded();
    outputs.register(output, 'vmcSend');
    outputs.close();
    expect(calls).toEqual(['start', 'stop']);
  });

  it('tell all their states when one changes', async () => {
    const { output } = recorded();
    outputs.register(output, 'vmcSend');
    outputs.registerInPage('recording');
    const heard = vi.fn();
    outputs.onChange(heard);
    outputs.setOn('vmc-send', true);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    expect(heard.mock.lastCall?.[0]).toMatchObject([
      { id: 'vmc-send', state: 'live' },
      { id: 'recording', state: 'off' },
    ]);
  });

  it('refuse what this host does not have, and reports on what no page runs', () => {
    expect(() => outputs.setOn('virtual-camera', true)).toThrow('does not have');
    outputs.register(recorded().output, 'vmcSend');
    expect(() => outputs.report(outputOff('vmc-send'))).toThrow('page');
  });

  it('in a page are told to begin and end, and may do so on their own', () => {
    const switched = vi.fn();
    outputs.onSwitch(switched);
    outputs.registerInPage('recording');
    outputs.setOn('recording', true);
    expect(outputs.states[0]?.state).toBe('starting');
    outputs.report({ id: 'recording', state: 'live', rate: 30 });
    expect(outputs.states[0]).toMatchObject({ state: 'live', rate: 30 });
    outputs.report(outputOff('recording'));
    outputs.setOn('recording', true);
    expect(switched.mock.calls).toEqual([[{ id: 'recording', on: true }], [{ id: 'recording', on: true }]]);
  });

  it('that are windows open and close them, and say why one does not open', async () => {
    const close = vi.fn();
    outputs.registerInPage('window2', undefined, {
      open: async () => Promise.reject(new Error('No display.')),
      close,
    });
    outputs.setOn('window2', true);
    await vi.waitFor(() =>
      expect(outputs.states[0]).toMatchObject({ state: 'error', message: 'No display.' }),
    );
    outputs.setOn('window2', false);
    expect(close).toHaveBeenCalledOnce();
    expect(outputs.states[0]?.state).toBe('off');
  });
});

it('an output whose page falls silent has gone with it', () => {
  vi.useFakeTimers();
  const output = createReportedOutput({ id: 'window', onSwitch: () => undefined });
  output.report({ id: 'window', state: 'live', rate: 60 });
  vi.advanceTimersByTime(3000);
  expect(output.state.state).toBe('live');
  vi.advanceTimersByTime(1000);
  expect(output.state).toEqual(outputOff('window'));
});

it('a recording whose page has gone is not being finished for ever', () => {
  vi.useFakeTimers();
  const output = createReportedOutput({ id: 'recording', onSwitch: () => undefined });
  output.report({ ...outputOff('recording'), finishing: true });
  expect(output.state.finishing).toBe(true);
  vi.advanceTimersByTime(4000);
  expect(output.state).toEqual(outputOff('recording'));
});
