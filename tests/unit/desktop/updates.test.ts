import type { UpdateState } from '@shared/updates';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createUpdates, type Updater } from '../../../src/main/services/desktop/updates';
import { silentLog } from '../../../src/main/services/log';

const DAY = 24 * 60 * 60 * 1000;

const fakeUpdater = (newer: { version: string; notes: string } | undefined) => ({
  check: vi.fn(async () => newer),
  download: vi.fn(async (onShare: (share: number) => void) => onShare(0.5)),
  install: vi.fn(),
});

const start = (updater: Updater | undefined, may = { ask: true, reachOut: true }) => {
  const updates = createUpdates({
    updater,
    mayAsk: () => may.ask,
    mayReachOut: () => may.reachOut,
    log: silentLog,
  });
  const seen: UpdateState['state'][] = [];
  updates.onChange(({ state }) => seen.push(state));
  return { updates, seen, may };
};

describe('updates', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are looked for after the start and once a day', async () => {
    const updater = fakeUpdater(undefined);
    const { updates } = start(updater);
    expect(updater.check).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(updater.check).toHaveBeenCalledTimes(1);
    expect(updates.state).toEqual({ state: 'current' });
    await vi.advanceTimersByTimeAsync(DAY);
    expect(updater.check).toHaveBeenCalledTimes(2);
    updates.close();
  });

  it('are fetched and installed at a press alone', async () => {
    const updater = fakeUpdater({ version: '2.0.0', notes: 'Better hands.' });
    const { updates, seen } = start(updater);
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(updates.state).toEqual({ state: 'available', version: '2.0.0', notes: 'Better hands.' });
    expect(updater.download).not.toHaveBeenCalled();
    updates.install();
    expect(updater.install).not.toHaveBeenCalled();
    await updates.download();
    expect(seen).toContain('downloading');
    expect(updates.state).toMatchObject({ state: 'ready', version: '2.0.0' });
    expect(updater.install).not.toHaveBeenCalled();
    updates.install();
    expect(updater.install).toHaveBeenCalledOnce();
    updates.close();
  });

  it('reach out to nobody while the user stays off the network, or does not want to be asked', async () => {
    const updater = fakeUpdater(undefined);
    const { updates, may } = start(updater, { ask: true, reachOut: false });
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(await updates.check()).toEqual({ state: 'failed', reason: 'offline' });
    Object.assign(may, { ask: false, reachOut: true });
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(updater.check).not.toHaveBeenCalled();
    await updates.check();
    expect(updater.check).toHaveBeenCalledOnce();
    updates.close();
  });

  it('that fail can be tried again', async () => {
    const updater = fakeUpdater(undefined);
    updater.check.mockRejectedValueOnce(new Error('net::ERR'));
    const { updates } = start(updater);
    expect(await updates.check()).toEqual({ state: 'failed', reason: 'unreachable' });
    expect(await updates.check()).toEqual({ state: 'current' });
    updates.close();
  });

  it('are not offered by a build that has no place to ask', async () => {
    const { updates } = start(undefined);
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(await updates.check()).toEqual({ state: 'unavailable' });
    updates.close();
  });
});
