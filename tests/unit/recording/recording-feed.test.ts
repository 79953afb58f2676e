import type { OutputState } from '@shared/outputs';
import { type Settings, settingsSchema } from '@shared/settings';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../../../src/renderer/host';
import type { FromRecorder, ToRecorder } from '../../../src/renderer/output/recording/recorder-messages';
import { createRecordingFeed, type RecordingFeed } from '../../../src/renderer/stage/recording-feed';
import { FakeWorker } from '../fake-worker';

const SIZE = { width: 640, height: 360 };

let feed: RecordingFeed;
let reports: OutputState[];
let switchOutput: (on: boolean) => void;
let settings: Settings;

const worker = (): FakeWorker<ToRecorder, FromRecorder> => FakeWorker.newest();
const got = (type: ToRecorder['type']): number =>
  worker().got.filter((message) => message.type === type).length;
const last = (): OutputState | undefined => reports.at(-1);
const until = (isTrue: () => boolean) => vi.waitFor(() => expect(isTrue()).toBe(true));

beforeEach(() => {
  FakeWorker.made.length = 0;
  reports = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', {
    locks: { request: async (_name: string, _options: unknown, hold: () => Promise<void>) => hold() },
  });
  const host = {
    api: {
      reportOutput: async (state: OutputState) => void reports.push(state),
      getOutputs: async () => [],
      log: async () => undefined,
    },
    onOutputSwitched: (listener: (change: { id: string; on: boolean }) => void) => {
      switchOutput = (on) => listener({ id: 'recording', on });
      return () => undefined;
    },
    onCommand: () => () => undefined,
  } as unknown as Host;
  settings = settingsSchema.parse({});
  settings.outputs.recording.microphone = false;
  settings.outputs.recording.replaySeconds = 0;
  feed = createRecordingFeed(host);
  feed.follow(settings, SIZE);
});
afterEach(() => {
  feed.close();
  vi.unstubAllGlobals();
});

const record = async (): Promise<void> => {
  switchOutput(true);
  await until(() => last()?.state === 'live');
};

test('a recording that is stopped is off at once, and says that its file is not whole yet', async () => {
  await record();
  switchOutput(false);
  expect(last()).toMatchObject({ state: 'off', finishing: true });
  expect([got('stop'), worker().ended]).toEqual([1, false]);
  worker().answer({ type: 'saved', what: 'recording' });
  expect(last()).toEqual({ id: 'recording', state: 'off', rate: 0 });
  expect(worker().ended, 'with nothing more to do').toBe(true);
});

test('the next recording may begin while the one before is being finished, in the same recorder', async () => {
  await record();
  switchOutput(false);
  await record();
  expect(FakeWorker.made).toHaveLength(1);
  expect(got('start')).toBe(2);
  expect(last()).toMatchObject({ state: 'live', finishing: true });
  worker().answer({ type: 'fault', what: 'finishing', message: 'The disk is full.' });
  worker().answer({ type: 'saved', what: 'recording' });
  expect(last()).toMatchObject({ state: 'live', message: 'The disk is full.' });
  expect(last()?.finishing).toBeUndefined();
  expect(worker().ended).toBe(false);
});

test('a recorder whose settings have changed is closed only when its last file is whole', async () => {
  await record();
  switchOutput(false);
  const before = worker();
  feed.follow(
    {
      ...settings,
      outputs: { ...settings.outputs, recording: { ...settings.outputs.recording, format: 'mp4' } },
    },
    SIZE,
  );
  switchOutput(true);
  await new Promise((resolve) => setTimeout(resolve));
  expect([FakeWorker.made.length, before.ended, last()?.state]).toEqual([1, false, 'starting']);
  before.answer({ type: 'saved', what: 'recording' });
  await until(() => last()?.state === 'live');
  expect([FakeWorker.made.length, before.ended]).toEqual([2, true]);
  expect(worker().got[0]).toMatchObject({ type: 'set-up', setup: { format: 'mp4' } });
});

test('a recording that is switched off before it has begun does not begin', async () => {
  switchOutput(true);
  switchOutput(false);
  await until(() => FakeWorker.made.length === 1 && worker().ended);
  expect(got('start')).toBe(0);
  expect(last()?.state).toBe('off');
});

test('a file that cannot be finished is told', async () => {
  await record();
  switchOutput(false);
  worker().answer({ type: 'fault', what: 'finishing', message: 'The disk is full.' });
  worker().answer({ type: 'saved', what: 'recording' });
  expect(last()).toMatchObject({ state: 'error', message: 'The disk is full.' });
});
