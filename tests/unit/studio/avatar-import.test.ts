import type { AvatarEntry } from '@shared/api';
import { applySettingsPatch, defaultSettings } from '@shared/settings';
import { describe, expect, it, vi } from 'vitest';
import { guessMap, type Model, readRig } from '../../../src/avatar-maker/import';
import { readTerms } from '../../../src/renderer/avatar/avatar-terms';
import { createAvatarImport } from '../../../src/renderer/studio/avatar-import/import-actions';
import type { OpenedAvatar } from '../../../src/renderer/studio/avatar-import/open-avatar';
import { createStudioStore } from '../../../src/renderer/studio/store';
import { foreignRig, mixamoName, unpack } from '../../fixtures/foreign-rig';
import { tinyVrm } from '../avatar/tiny-vrm';

const TERMS = readTerms({ extensions: { VRMC_vrm: { meta: { name: 'Yuki', authors: ['Aki'] } } } }, true);
const HASH = 'a'.repeat(64);

const rigOf = (name: Parameters<typeof foreignRig>[1]['name']) =>
  readRig((unpack(foreignRig(tinyVrm(), { name })) as Model).json);

const createBench = (file: Partial<OpenedAvatar> = {}) => {
  let avatars: AvatarEntry[] = [
    { id: 'builtin/hikari', name: 'Hikari', url: '/hikari', bytes: 1 },
    { id: 'user/yuki', name: 'Yuki', url: '/yuki', bytes: 1 },
  ];
  const stored: string[] = [];
  const converted: unknown[] = [];
  let opens = 0;
  const store = createStudioStore({
    capabilities: {} as never,
    settings: defaultSettings(),
    models: {} as never,
    avatars,
    takes: [],
    section: 'avatar',
  });
  const imports = createAvatarImport({
    store,
    deps: {
      host: { api: { listAvatars: async () => avatars } } as never,
      getFile: async () => new Blob(['file']),
      putFile: async (path) => {
        stored.push(path);
        avatars = [...avatars, { id: 'user/new', name: 'New', url: path, bytes: 1 }];
        return JSON.stringify({ id: 'user/new' });
      },
      openAvatar: async () => {
        opens += 1;
        return {
          hash: HASH,
          terms: TERMS,
          model: undefined,
          madeHere: false,
          convert: async (map) => {
            converted.push(map);
            return { file: new Uint8Array(4), hash: 'b'.repeat(64), terms: TERMS };
          },
          close: () => undefined,
          ...file,
        };
      },
    },
    change: (patch) => store.setState(({ settings }) => ({ settings: applySettingsPatch(settings, patch) })),
  });
  const until = (isSo: () => unknown) => vi.waitFor(() => expect(isSo()).toBeTruthy(), { timeout: 4_000 });
  const current = () => store.getState().settings.avatar.current;
  return { imports, store, stored, converted, until, current, opens: () => opens };
};

const vrm = (): File => new File(['glTF'], 'new.vrm');

describe('terms of use', () => {
  it('are shown before an added file is stored and used, and not again', async () => {
    const bench = createBench();
    void bench.imports.addAvatar(vrm());
    await bench.until(() => bench.store.getState().termsShown);
    expect(bench.store.getState().termsShown).toMatchObject({ toAccept: true, terms: { authors: ['Aki'] } });
    expect(bench.stored).toEqual([]);
    bench.imports.answerTerms(true);
    await bench.until(() => bench.current() === 'user/new');
    expect(bench.store.getState().settings.avatarFiles.accepted).toEqual([HASH]);
    bench.imports.chooseAvatar('builtin/hikari');
    void bench.imports.addAvatar(vrm());
    await bench.until(() => bench.stored.length === 2);
    expect(bench.store.getState().termsShown).toBeUndefined();
  });

  it('that are not accepted leave everything as it was', async () => {
    const bench = createBench();
    const adding = bench.imports.addAvatar(vrm());
    await bench.until(() => bench.store.getState().termsShown);
    bench.imports.answerTerms(false);
    await adding;
    expect(bench.stored).toEqual([]);
    expect(bench.current()).toBe('builtin/hikari');
    expect(bench.store.getState()).toMatchObject({ termsShown: undefined, avatarRefusal: undefined });
  });

  it('of an avatar that lies in the library are shown when it is chosen for the first time', async () => {
    const bench = createBench();
    bench.imports.chooseAvatar('user/yuki');
    await bench.until(() => bench.store.getState().termsShown);
    expect(bench.current()).toBe('builtin/hikari');
    bench.imports.answerTerms(true);
    await bench.until(() => bench.current() === 'user/yuki');
    bench.imports.chooseAvatar('builtin/hikari');
    bench.imports.chooseAvatar('user/yuki');
    expect(bench.current()).toBe('user/yuki');
    expect(bench.opens()).toBe(1);
  });

  it('are asked for where a rule, a preset or a double click wants an avatar', async () => {
    const bench = createBench();
    bench.store.setState(({ settings }) => ({
      settings: applySettingsPatch(settings, { avatarFiles: { offered: 'user/yuki' } }),
    }));
    void bench.imports.offeredAvatar('user/yuki');
    await bench.until(() => bench.store.getState().termsShown);
    expect(bench.store.getState().settings.avatarFiles.offered).toBe('');
    expect(bench.current()).toBe('builtin/hikari');
    bench.imports.answerTerms(true);
    await bench.until(() => bench.current() === 'user/yuki');
  });

  it('are not asked of what is the user’s own', async () => {
    const bench = createBench();
    void bench.imports.addAvatar(vrm(), 'own');
    await bench.until(() => bench.current() === 'user/new');
    expect(bench.store.getState().settings.avatarFiles.accepted).toEqual([HASH]);
  });
});

describe('bones', () => {
  it('of a model with known names need no question; unknown names are asked for once a file', async () => {
    const known = rigOf((bone) => mixamoName(bone));
    const sure = createBench({
      terms: undefined,
      model: { rig: known, guess: guessMap(known), map: undefined },
    });
    void sure.imports.addAvatar(vrm(), 'own');
    await sure.until(() => sure.current() === 'user/new');
    expect(sure.converted).toEqual([guessMap(known).map]);

    const rig = rigOf((bone) => `x ${bone.length} ${bone.charCodeAt(bone.length - 1)} ${bone.charCodeAt(4)}`);
    const guess = guessMap(rig);
    const bench = createBench({ terms: undefined, model: { rig, guess, map: undefined } });
    void bench.imports.addAvatar(vrm(), 'own');
    await bench.until(() => bench.store.getState().boneQuestion);
    expect(bench.stored).toEqual([]);
    bench.imports.answerBones(guess.map);
    await bench.until(() => bench.current() === 'user/new');
    expect(bench.store.getState().settings.avatarFiles.boneMaps).toEqual([{ file: HASH, bones: guess.map }]);
    bench.imports.chooseAvatar('builtin/hikari');
    void bench.imports.addAvatar(vrm(), 'own');
    await bench.until(() => bench.converted.length === 2);
    expect(bench.store.getState().boneQuestion).toBeUndefined();
  });
});

describe('an avatar on its way', () => {
  it('is followed until it is shown, and the one before comes back when it is left', async () => {
    const bench = createBench();
    void bench.imports.addAvatar(vrm(), 'own');
    await bench.until(() => bench.store.getState().avatarJob?.step === 'opening');
    bench.imports.avatarProgress('user/new', 0.4);
    expect(bench.store.getState().avatarJob).toMatchObject({ name: 'new', step: 'opening', share: 0.4 });
    bench.imports.cancelAvatar();
    await bench.until(() => bench.store.getState().avatarJob === undefined);
    expect(bench.current()).toBe('builtin/hikari');

    bench.imports.chooseAvatar('builtin/hikari');
    void bench.imports.addAvatar(vrm(), 'own');
    await bench.until(() => bench.store.getState().avatarJob?.step === 'opening');
    bench.imports.avatarProgress('user/new', 1);
    await bench.until(() => bench.store.getState().avatarJob === undefined);
    expect(bench.current()).toBe('user/new');
  });

  it('that cannot be read is refused in a sentence, and nothing changes', async () => {
    const bench = createBench({
      get hash(): string {
        throw new Error('The file is cut short.');
      },
    });
    await bench.imports.addAvatar(vrm());
    expect(bench.store.getState().avatarRefusal).toEqual({ detail: 'The file is cut short.' });
    expect(bench.current()).toBe('builtin/hikari');
    expect(bench.store.getState().avatarJob).toBeUndefined();
  });
});
