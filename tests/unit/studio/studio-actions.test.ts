import type { AvatarEntry, HostApi, TakeEntry } from '@shared/api';
import type { ChannelMessage, SourceStatus } from '@shared/channel';
import { applySettingsPatch, defaultSettings, type Settings } from '@shared/settings';
import { SILENT } from '@shared/speech';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SourcePipeline } from '../../../src/renderer/pipeline';
import type { OpenedAvatar } from '../../../src/renderer/studio/avatar-import/open-avatar';
import { createStudioStore } from '../../../src/renderer/studio/store';
import { createStudioActions } from '../../../src/renderer/studio/studio-actions';
import { UploadRefused } from '../../../src/renderer/studio/upload';

const avatar = (id: string): AvatarEntry => ({ id, name: id, url: `/${id}.vrm`, bytes: 1 });
const take = (id: string, builtin = false): TakeEntry => ({
  id,
  name: id.replace('user/', ''),
  url: `/takes/${id}`,
  bytes: 1,
  builtin,
});

const createBench = async (loadPipeline?: () => Promise<SourcePipeline>) => {
  let settings: Settings = defaultSettings();
  let avatars = [avatar('builtin/hikari'), avatar('user/mio')];
  let takes = [take('demo', true), take('user/hello')];
  const removed: string[] = [];
  const stored: string[] = [];
  let refuseUpload: string | undefined;
  const heard = new Map<string, (message: never) => void>();
  const none = () => () => undefined;

  const api = {
    updateSettings: async (patch) => {
      settings = applySettingsPatch(settings, patch);
      return settings;
    },
    listAvatars: async () => avatars,
    removeAvatar: async (id) => {
      avatars = avatars.filter((entry) => entry.id !== id);
      return avatars;
    },
    listSceneFiles: async () => ({ backgrounds: [], props: [] }),
    removeSceneFile: async () => ({ backgrounds: [], props: [] }),
    listTakes: async () => takes,
    removeTake: async (id) => {
      removed.push(id);
      takes = takes.filter((entry) => entry.id !== id);
      return takes;
    },
    getShownExpressions: async () => [],
    listClips: async () => [],
    listRecordings: async () => [],
    getSpeech: async () => SILENT,
    getRuleFaults: async () => ({}),
    getUpdates: async () => ({ state: 'unavailable' }),
    openStage: () => Promise.reject(new Error('No window could be opened.')),
    log: async () => undefined,
  } as Partial<HostApi> as HostApi;

  const status = {
    state: 'running',
    sourceLabel: 'Cam',
    seen: { face: true, body: false, leftHand: false, rightHand: false },
  } as SourceStatus;
  const pipeline = {
    role: 'leading',
    status,
    onStatus: none,
    onTrackingFrame: none,
    voice: { status: { state: 'off', label: '' }, onStatus: none } as Partial<
      SourcePipeline['voice']
    > as SourcePipeline['voice'],
    stopRecording: async () => undefined,
    startRecording: () => undefined,
    close: vi.fn(),
  } as Partial<SourcePipeline> as SourcePipeline;

  const store = createStudioStore({
    capabilities: {} as never,
    settings,
    models: { files: [], face: { state: 'absent' } },
    avatars,
    takes,
    section: 'tracking',
  });
  const faults: [string, string | undefined][] = [];
  const actions = createStudioActions(
    store,
    {
      host: {
        api,
        connection: 'connected',
        onSettings: none,
        onModels: none,
        onAvatars: none,
        onTakes: none,
        onObs: none,
        onClips: none,
        onRecordings: none,
        onVmc: none,
        onVmcMotion: none,
        onCommand: none,
        onShownExpressions: none,
        onPlayedClip: none,
        onSpeech: none,
        onRuleFaults: none,
        onUpdates: none,
        onOutputs: none,
        onOutputSwitched: none,
        onConnection: none,
      },
      channel: {
        post: () => undefined,
        on: (type, listener) => {
          heard.set(type, listener as (message: never) => void);
          return () => undefined;
        },
        close: () => undefined,
      },
      loadPipeline: loadPipeline ?? (async () => pipeline),
      avatarLook: { open: () => () => undefined },
      cameras: { list: async () => [], onChange: none },
      putFile: async (path) => {
        if (refuseUpload !== undefined) throw new UploadRefused(refuseUpload);
        stored.push(path);
        const name = decodeURIComponent(path).replace(/^.*\/|\.\w+$/g, '');
        if (path.includes('/takes/')) takes = [...takes, take(`user/${name}`)];
        else avatars = [...avatars, avatar(`user/${name}`)];
        return JSON.stringify({ id: `user/${name}` });
      },
      getFile: async () => new Blob(['x']),
      openAvatar: async (bytes) => opened(bytes),
      portraitOf: async (file) => {
        if (file.name === 'landscape.png') throw new Error('No face was found.');
        return new Blob(['avatar']);
      },
    },
    (message, detail) => faults.push([message, detail]),
  );
  await vi.advanceTimersByTimeAsync(0);
  const until = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 5_000 });
  return {
    actions,
    store,
    faults,
    until,
    /** Waits for something that ends when an avatar is shown. */
    shown: async (work: Promise<void>) => {
      let ended = false;
      void work.finally(() => {
        ended = true;
      });
      await until(() => ended);
    },
    removed,
    stored,
    pipeline,
    settings: () => settings,
    hear: (message: ChannelMessage) => heard.get(message.type)?.(message as never),
    refuseUpload: (sentence: string) => {
      refuseUpload = sentence;
    },
  };
};

const opened = (bytes: Uint8Array): OpenedAvatar => ({
  hash: String(bytes.byteLength).padStart(64, '0'),
  terms: undefined,
  model: undefined,
  madeHere: false,
  convert: () => Promise.reject(new Error('It is an avatar already.')),
  close: () => undefined,
});

describe('what a user does in Studio', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('an added avatar is chosen at once', async () => {
    const bench = await createBench();
    await bench.shown(bench.actions.addAvatar(new File(['glTF'], 'Yuki #1.vrm')));
    expect(bench.stored).toEqual(['/user/avatars/Yuki%201.vrm']);
    expect(bench.settings().avatar.current).toBe('user/Yuki 1');
    expect(bench.store.getState().avatarJob).toBeUndefined();
  });

  it('a picture becomes an avatar that is chosen at once; one without a face says so', async () => {
    const bench = await createBench();
    await bench.shown(bench.actions.makePortrait(new File(['png'], 'me.png')));
    expect(bench.stored).toEqual(['/user/avatars/me.vrm']);
    expect(bench.settings().avatar.current).toBe('user/me');
    await bench.shown(bench.actions.makePortrait(new File(['png'], 'landscape.png')));
    expect(bench.store.getState().avatarRefusal).toEqual({ detail: 'No face was found.' });
    expect(bench.store.getState().portraitOf).toBeUndefined();
    expect(bench.settings().avatar.current).toBe('user/me');
  });

  it("a refused avatar shows the host's sentence and changes nothing", async () => {
    const bench = await createBench();
    bench.refuseUpload('It has no humanoid.');
    await bench.shown(bench.actions.addAvatar(new File([''], 'x.vrm')));
    expect(bench.store.getState().avatarRefusal).toEqual({ detail: 'It has no humanoid.' });
    expect(bench.settings().avatar.current).toBe('builtin/hikari');
  });

  it('an avatar that no Stage can show gives way to the one before', async () => {
    const bench = await createBench();
    bench.actions.chooseAvatar('user/mio');
    await bench.until(() => bench.settings().avatar.current === 'user/mio');
    bench.hear({ type: 'avatar-error', id: 'user/mio', message: 'Cut off.' });
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.settings().avatar.current).toBe('builtin/hikari');
    expect(bench.faults).toEqual([['faults.avatarNotShown', 'Cut off.']]);
  });

  it('an error of an avatar that is not chosen any more leaves the choice', async () => {
    const bench = await createBench();
    bench.hear({ type: 'avatar-error', id: 'user/mio', message: 'Cut off.' });
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.settings().avatar.current).toBe('builtin/hikari');
  });

  it('removing the chosen avatar chooses another one first', async () => {
    const bench = await createBench();
    bench.actions.chooseAvatar('user/mio');
    await bench.until(() => bench.settings().avatar.current === 'user/mio');
    await bench.actions.removeAvatar('user/mio');
    expect(bench.settings().avatar.current).toBe('builtin/hikari');
    expect(bench.store.getState().avatars.map(({ id }) => id)).toEqual(['builtin/hikari']);
  });

  it('a renamed take is stored anew before the old one goes, and plays on', async () => {
    const bench = await createBench();
    bench.actions.playTake('user/hello');
    await bench.actions.renameTake('user/hello', 'wave');
    expect(bench.stored).toEqual(['/user/takes/wave.ktake']);
    expect(bench.removed).toEqual(['user/hello']);
    expect(bench.settings().capture.take).toBe('user/wave');
  });

  it('a take that cannot be stored under its new name keeps the old one', async () => {
    const bench = await createBench();
    bench.refuseUpload('The disk is full.');
    await bench.actions.renameTake('user/hello', 'wave');
    expect(bench.removed).toEqual([]);
    expect(bench.store.getState().takeRefusal).toEqual({ detail: 'The disk is full.' });
  });

  it('no take takes the name of another', async () => {
    const bench = await createBench();
    await bench.actions.renameTake('user/hello', 'demo');
    expect(bench.faults).toEqual([['faults.takeNameTaken', undefined]]);
    expect(bench.stored).toEqual([]);
  });

  it('an empty recording is told and not stored', async () => {
    const bench = await createBench();
    bench.actions.startRecording();
    expect(bench.store.getState().recordingSince).toBeDefined();
    await bench.actions.stopRecording();
    expect(bench.store.getState().recordingSince).toBeUndefined();
    expect(bench.faults).toEqual([['faults.nothingRecorded', undefined]]);
    expect(bench.stored).toEqual([]);
  });

  it("a call that the host refuses is told with the host's sentence", async () => {
    const bench = await createBench();
    bench.actions.openStage();
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.faults).toEqual([['faults.stageNotOpened', 'No window could be opened.']]);
  });

  it('tracking that cannot start is a fault with a code of its own', async () => {
    const bench = await createBench(() => Promise.reject(new Error('chunk not found')));
    expect(bench.store.getState().sourceFailure?.code).toBe('tracking-not-started');
  });

  it('closing Studio closes its pipeline', async () => {
    const bench = await createBench();
    bench.actions.close();
    expect(bench.pipeline.close).toHaveBeenCalledOnce();
  });
});
