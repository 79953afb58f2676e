import type { AvatarEntry } from '@shared/api';
import type { SettingsPatch } from '@shared/settings';
import { MOST_ACCEPTED, MOST_BONE_MAPS } from '@shared/settings/avatar-files';
import type { BoneMap, Gltf } from '../../../avatar-maker/import';
import { checkMap } from '../../../avatar-maker/import/check-map';
import { isMadeHere } from '../../../avatar-maker/import/origin';
import { idOf, sentenceOf } from '../answers';
import type { StudioDeps } from '../deps';
import type { StudioStore } from '../store';
import { storedName } from '../upload';
import type { AvatarJob, BoneQuestion, ShownTerms } from './import-state';
import type { OpenedAvatar } from './open-avatar';
import { readFile } from './read-file';

export interface AvatarImportActions {
  /** Chooses an avatar; the terms of a file that is used for the first time are shown before. */
  chooseAvatar(id: string): void;
  /** The same with one that a rule, a preset or a double click has asked for; it may be new to the host's list. */
  offeredAvatar(id: string): Promise<void>;
  /** Adds a VRM, glTF or FBX file to the host's avatars and chooses it. `own`: it is the user's, and has no terms to accept. */
  addAvatar(file: File, whose?: 'own' | 'foreign'): Promise<void>;
  /** Shows the terms of an avatar's file again. */
  showTerms(avatar: AvatarEntry): Promise<void>;
  /** Names the bones of an avatar anew that was made of a model. */
  editBones(avatar: AvatarEntry): Promise<void>;
  /** Whether Kagami has made the avatar of a model, so that its bones can be named anew. */
  isMadeOfModel(avatar: AvatarEntry): Promise<boolean>;
  /** The user's answer to terms or bones that are shown; undefined closes them and leaves what was begun. */
  answerTerms(accepted: boolean): void;
  answerBones(map: BoneMap | undefined): void;
  /** Leaves the avatar that is on its way; the one before stays. */
  cancelAvatar(): void;
  /** Notes that a file is the user's own. */
  ownAvatar(file: Blob): Promise<void>;
  /** A page that shows avatars tells how far one is; 1: it is shown. */
  avatarProgress(id: string, share: number): void;
}

export interface AvatarImportOptions {
  store: StudioStore;
  deps: Pick<StudioDeps, 'host' | 'putFile' | 'getFile' | 'openAvatar'>;
  change(patch: SettingsPatch): void;
}

/** How long the pages that show avatars may be silent about a chosen one, milliseconds: then there are none. */
const SILENCE = 1_500;

/** Why a job ends that the user has left, rather than begun another. */
const CANCELLED = new DOMException('The user has left it.', 'AbortError');

export const createAvatarImport = ({ store, deps, change }: AvatarImportOptions): AvatarImportActions => {
  const { getState, setState } = store;
  let running: AbortController | undefined;
  let answered: ((value: unknown) => void) | undefined;
  let heard: ((share: number) => void) | undefined;
  /** Hashes of files that have been read, by their version. */
  const hashes = new Map<string, string>();

  const run = async (name: string, work: (job: Job) => Promise<void>): Promise<void> => {
    running?.abort();
    const own = new AbortController();
    running = own;
    setState({ avatarRefusal: undefined });
    const job: Job = {
      signal: own.signal,
      show: (step, share, bytes) => {
        if (running === own) setState({ avatarJob: { name, step, share, ...(bytes && { bytes }) } });
      },
    };
    try {
      await work(job);
    } catch (error) {
      if (!own.signal.aborted) setState({ avatarRefusal: { detail: sentenceOf(error) } });
    } finally {
      own.abort();
      if (running === own) {
        running = undefined;
        setState({ avatarJob: undefined, termsShown: undefined, boneQuestion: undefined });
      }
    }
  };

  /** Waits for the user, who may take back what was begun. */
  const ask = <Value>(question: Partial<ReturnType<typeof getState>>, job: Job): Promise<Value> =>
    new Promise((resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(job.signal.reason), { once: true });
      answered = (value) => {
        setState({ termsShown: undefined, boneQuestion: undefined });
        if (value === undefined || value === false) running?.abort();
        else resolve(value as Value);
      };
      setState({ ...question, avatarJob: undefined });
    });

  const askTerms = (termsShown: ShownTerms, job: Job) => ask<true>({ termsShown }, job);
  const askBones = (boneQuestion: BoneQuestion, job: Job) => ask<BoneMap>({ boneQuestion }, job);

  const accept = (...files: string[]): void => {
    const { accepted } = getState().settings.avatarFiles;
    const all = [...accepted.filter((file) => !files.includes(file)), ...files];
    change({ avatarFiles: { accepted: all.slice(-MOST_ACCEPTED) } });
  };

  const isAccepted = (file: string): boolean => getState().settings.avatarFiles.accepted.includes(file);

  const keepMap = (file: string, bones: BoneMap): void => {
    const others = getState().settings.avatarFiles.boneMaps.filter((kept) => kept.file !== file);
    change({ avatarFiles: { boneMaps: [...others, { file, bones }].slice(-MOST_BONE_MAPS) } });
  };

  const open = async (file: Blob, job: Job, toModel = false): Promise<OpenedAvatar> => {
    const bytes = await readFile(file, job.signal, (done, total) =>
      job.show('file', total > 0 ? done / total : undefined, { done, total }),
    );
    return deps.openAvatar(bytes, {
      toModel,
      signal: job.signal,
      onStep: (step) => job.show(step, undefined),
    });
  };

  const keep = async (file: Blob, name: string, job: Job): Promise<string> => {
    const answer = await deps.putFile(`/user/avatars/${encodeURIComponent(name)}.vrm`, file, {
      signal: job.signal,
      onProgress: (share) => job.show('storing', share, { done: share * file.size, total: file.size }),
    });
    setState({ avatars: await deps.host.api.listAvatars() });
    return idOf(answer) ?? `user/${name}`;
  };

  /** Makes it the avatar and follows it until it is shown. Leaving it brings the one before back. */
  const choose = async (id: string, job: Job): Promise<void> => {
    const before = getState().settings.avatar.current;
    change({ avatar: { current: id } });
    if (id === before) return;
    await shows(id, job);
    if (job.signal.reason === CANCELLED && getState().settings.avatar.current === id)
      change({ avatar: { current: before } });
  };

  const shows = (id: string, job: Job): Promise<void> =>
    new Promise((resolve) => {
      job.show('opening', undefined);
      const end = (): void => {
        clearTimeout(silence);
        unsubscribe();
        heard = undefined;
        resolve();
      };
      let silence = setTimeout(end, SILENCE);
      heard = (share) => {
        clearTimeout(silence);
        if (share >= 1) return end();
        silence = setTimeout(end, 20 * SILENCE);
        job.show('opening', share);
      };
      // It could not be shown, or another was chosen elsewhere.
      const unsubscribe = store.subscribe(({ settings, avatarRefusal }) => {
        if (settings.avatar.current !== id || avatarRefusal !== undefined) end();
      });
      job.signal.addEventListener('abort', end, { once: true });
    });

  const makeVrm = async (
    opened: OpenedAvatar,
    name: string,
    job: Job,
  ): Promise<{ file: Blob; hash: string; terms: ShownTerms['terms'] }> => {
    const { rig, guess } = opened.model!;
    const kept = getState().settings.avatarFiles.boneMaps.find(({ file }) => file === opened.hash)?.bones;
    const known = kept && checkMap(rig, kept).length === 0 ? kept : undefined;
    let map = known ?? guess.map;
    if (!known && !guess.sure) {
      map = await askBones({ name, rig, map, guess }, job);
      keepMap(opened.hash, map);
    }
    const made = await opened.convert(map, name);
    return { ...made, file: new Blob([made.file as Uint8Array<ArrayBuffer>]) };
  };

  const actions: AvatarImportActions = {
    chooseAvatar(id) {
      const entry = getState().avatars.find((avatar) => avatar.id === id);
      if (!entry?.id.startsWith('user/') || isAccepted(hashes.get(versionOf(entry)) ?? '')) {
        running?.abort();
        setState({ avatarRefusal: undefined });
        void run(entry?.name ?? '', (job) => choose(id, job));
        return;
      }
      void run(entry.name, async (job) => {
        const opened = await open(await deps.getFile(entry.url), job);
        opened.close();
        hashes.set(versionOf(entry), opened.hash);
        if (!isAccepted(opened.hash) && opened.terms) {
          await askTerms({ name: entry.name, terms: opened.terms, toAccept: true }, job);
          accept(opened.hash);
        }
        await choose(id, job);
      });
    },

    async offeredAvatar(id) {
      change({ avatarFiles: { offered: '' } });
      const avatars = await deps.host.api.listAvatars().catch(() => getState().avatars);
      setState({ avatars });
      if (avatars.some((avatar) => avatar.id === id)) actions.chooseAvatar(id);
    },

    addAvatar: (given, whose = 'foreign') => {
      const name = storedName(given.name, 'avatar');
      return run(name, async (job) => {
        const opened = await open(given, job);
        const made = opened.model
          ? await makeVrm(opened, name, job)
          : { file: given, hash: opened.hash, terms: opened.terms };
        opened.close();
        if (whose === 'foreign' && made.terms && ![made.hash, opened.hash].some(isAccepted))
          await askTerms({ name, terms: made.terms, toAccept: true }, job);
        const id = await keep(made.file, name, job);
        accept(...new Set([made.hash, opened.hash]));
        await choose(id, job);
      });
    },

    showTerms: (avatar) =>
      run(avatar.name, async (job) => {
        const opened = await open(await deps.getFile(avatar.url), job);
        opened.close();
        if (opened.terms) await askTerms({ name: avatar.name, terms: opened.terms, toAccept: false }, job);
      }),

    editBones: (avatar) =>
      run(avatar.name, async (job) => {
        const opened = await open(await deps.getFile(avatar.url), job, true);
        const { rig, guess, map = guess.map } = opened.model!;
        const edited = await askBones({ name: avatar.name, rig, map, guess }, job);
        const name = avatar.id.replace(/^user\//, '');
        const made = await opened.convert(edited, name);
        opened.close();
        keepMap(opened.hash, edited);
        accept(made.hash);
        const id = await keep(new Blob([made.file as Uint8Array<ArrayBuffer>]), name, job);
        await choose(id, job);
      }),

    isMadeOfModel: isMadeOfModel(deps.getFile),

    answerTerms: (accepted) => answered?.(accepted),
    answerBones: (map) => answered?.(map),
    cancelAvatar: () => running?.abort(CANCELLED),

    async ownAvatar(file) {
      const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      accept([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    },

    avatarProgress(id, share) {
      if (id === getState().settings.avatar.current) heard?.(share);
    },
  };
  return actions;
};

/** Looks into each version of a file once; larger files are not read for that alone. */
const isMadeOfModel = (getFile: StudioDeps['getFile']): AvatarImportActions['isMadeOfModel'] => {
  const known = new Map<string, Promise<boolean>>();
  const look = async ({ url }: AvatarEntry): Promise<boolean> => {
    const { readGlb } = await import('../../avatar/read-glb');
    const { json } = readGlb(new Uint8Array(await (await getFile(url)).arrayBuffer()));
    return isMadeHere(json as Gltf);
  };
  return (avatar) => {
    if (!avatar.id.startsWith('user/') || avatar.bytes > LARGEST_LOOKED_INTO) return Promise.resolve(false);
    const version = versionOf(avatar);
    const before = known.get(version);
    if (before) return before;
    const looking = look(avatar).catch(() => false);
    known.set(version, looking);
    return looking;
  };
};

const LARGEST_LOOKED_INTO = 100 * 1024 * 1024;

interface Job {
  signal: AbortSignal;
  show(step: AvatarJob['step'], share: number | undefined, bytes?: AvatarJob['bytes']): void;
}

const versionOf = ({ url, bytes, modifiedMs }: AvatarEntry): string => `${url} ${bytes} ${modifiedMs}`;
