import type { StageStatus } from '@shared/channel';
import { describe, expect, it } from 'vitest';
import { cameraFault } from '../../../src/renderer/capture/camera-fault';
import { avatarToReturnTo } from '../../../src/renderer/studio/avatar-fallback';
import { faultWords } from '../../../src/renderer/studio/faults';
import { elapsed } from '../../../src/renderer/studio/shell/elapsed';
import { STAGE_SILENCE, withStage } from '../../../src/renderer/studio/store';
import { takeName } from '../../../src/renderer/studio/take-actions';
import { storedName } from '../../../src/renderer/studio/upload';

const stage = (stageId: string, time: number): StageStatus => ({
  time,
  stageId,
  avatarId: 'builtin/hikari',
  renderRate: 60,
  latencyMs: 70,
  latencies: [],
  drawn: 600,
  missed: 3,
  width: 1280,
  height: 720,
});

describe('Stages that are live', () => {
  it('keeps one entry a Stage, the newest first', () => {
    const stages = withStage([stage('a', 100), stage('b', 200)], stage('a', 300), 300);
    expect(stages.map(({ stageId, time }) => [stageId, time])).toEqual([
      ['a', 300],
      ['b', 200],
    ]);
  });

  it('a Stage that says nothing any more is closed', () => {
    const stages = [stage('a', 1_000)];
    expect(withStage(stages, undefined, 1_000 + STAGE_SILENCE - 1)).toHaveLength(1);
    expect(withStage(stages, undefined, 1_000 + STAGE_SILENCE)).toHaveLength(0);
  });
});

describe('the avatar to go back to', () => {
  const available = ['builtin/hikari', 'user/mio', 'user/broken'];

  it('is the one that the Stage still shows', () => {
    expect(avatarToReturnTo('user/broken', ['user/mio'], ['builtin/hikari'], available)).toBe('user/mio');
  });
  it('is the one before, where no Stage is open', () => {
    expect(avatarToReturnTo('user/broken', [], ['user/broken', 'user/mio'], available)).toBe('user/mio');
  });
  it('is never one that is gone', () => {
    expect(avatarToReturnTo('user/broken', ['user/gone'], [], available)).toBe('builtin/hikari');
  });
  it('is none where there is no other', () => {
    expect(avatarToReturnTo('user/broken', [], [], ['user/broken'])).toBeUndefined();
  });
});

describe('names of files', () => {
  it.each([
    ['Mio.vrm', 'Mio'],
    ['C:\\avatars\\Mio v2.1.vrm', 'Mio v2.1'],
    ['../../etc/passwd.vrm', 'passwd'],
    ['  .hidden.vrm', 'hidden'],
    ['what?*is<this>.vrm', 'what is this'],
    ['光.vrm', '光'],
    ['.vrm', 'avatar'],
  ])('%s is stored as %s', (name, expected) => {
    expect(storedName(name, 'avatar')).toBe(expected);
  });

  it('a take is named by its time, sortable and without colons', () => {
    expect(takeName(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02 03.04.05');
  });
});

describe('the length of a recording', () => {
  it.each([
    [0, '0:00'],
    [65_000, '1:05'],
    [3_605_000, '1:00:05'],
  ])('%i ms is %s', (ms, expected) => {
    expect(elapsed(ms)).toBe(expected);
  });
});

describe('faults', () => {
  const t = (key: string) => `<${key}>`;

  it('speaks of every camera fault in the language of Studio', () => {
    const names = [
      'NotAllowedError',
      'NotReadableError',
      'NotFoundError',
      'OverconstrainedError',
      'NotSupportedError',
      '',
    ];
    const causes = [
      ...names.map((name) => ({ name, message: '' })),
      'insecure',
      'unplugged',
      'silent',
      'black',
    ];
    for (const cause of causes) {
      const fault = cameraFault(cause);
      expect(faultWords(fault, t).message, fault.code).toMatch(/^<faults\.camera/);
      expect(faultWords(fault, t).action, fault.code).toMatch(/Action>$/);
    }
  });

  it('repeats the words of a fault that it does not know', () => {
    const words = faultWords({ code: 'toString', message: 'Broken.', action: 'Mend it.' }, t);
    expect(words).toEqual({ message: 'Broken.', action: 'Mend it.' });
  });
});
