import type { AvatarEntry } from '@shared/api';
import type { Settings } from '@shared/settings';
import { createAvatarView } from '../../avatar/avatar-view';
import { loadAvatar } from '../../avatar/load-avatar';
import { readRestPose } from '../../avatar/rest-pose';
import { compressTake, decompressTake } from '../../capture/take-compression';
import { backgroundOf } from '../../stage/stage-scene';
import { animateAvatar } from './animate-avatar';
import { bakeClip, bakeFile, cutPart, type Watched } from './bake-take';
import type { ExportWish, MadeWish } from './export-wish';
import { filmClip } from './film-clip';

export interface ExportJob extends Watched {
  wish: ExportWish;
  name: string;
  /** Whose motion it becomes; none where it stays a take. */
  avatar: AvatarEntry | undefined;
  /** Bytes of a file that the host lists. */
  getFile(url: string): Promise<Blob>;
  takeUrl: string;
  settings: Settings;
  /** Program and version, for the file. */
  generator: string;
  /** File name of the video, where it becomes one. */
  recordingName: string;
}

/** How much of the work solving is, where drawing or sampling follows. */
const SOLVING = 0.25;
/** Pictures behind the avatar, effects and props load by themselves, and nobody says when they are there. */
const SCENE_LOADS_MS = 1500;

/**
 * Solves a take anew with the settings as they are, for an avatar, and makes a file of it.
 * @returns the file; nothing for a video, which is among the recordings then
 * @throws Error with a sentence for the user; the signal's reason
 */
export const exportTake = async (job: ExportJob): Promise<Blob | undefined> => {
  const { wish, name, settings, generator, signal, onProgress } = job;
  const { from, to } = wish;
  const take = await decompressTake(await bytesOf(await job.getFile(job.takeUrl)));
  if (wish.format === 'ktake') {
    const part = await cutPart({ take, from, to }, job);
    const file = await compressTake(part);
    signal.throwIfAborted();
    return new Blob([file as Uint8Array<ArrayBuffer>]);
  }
  if (job.avatar === undefined) throw new Error('The avatar is not there any more. Choose another.');
  const avatar = await bytesOf(await job.getFile(job.avatar.url));
  signal.throwIfAborted();
  const { format, frameRate } = wish;
  const request = { take, name, settings, generator, from, to, frameRate };
  const first: Watched = { signal, onProgress: (share) => onProgress(share * SOLVING) };
  const rest: Watched = { signal, onProgress: (share) => onProgress(SOLVING + share * (1 - SOLVING)) };

  if (format === 'webm' || format === 'mp4') {
    const view = await openView(settings, wish, avatar, signal);
    try {
      const clip = await bakeClip({ ...request, rest: view.rest! }, first);
      await filmClip({ view, clip, name: job.recordingName, format, frameRate, ...wish.size }, rest);
    } finally {
      view.dispose();
    }
    return undefined;
  }
  const loaded = await loadAvatar(avatar, { signal });
  const pose = readRestPose(loaded.vrm);
  if (format !== 'glb') return bakeFile({ ...request, rest: pose, format }, { signal, onProgress });
  const clip = await bakeClip({ ...request, rest: pose }, first);
  return animateAvatar({ file: avatar, avatar: loaded, clip, physics: settings.scene.physics }, rest);
};

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

/** A Stage of its own that nobody sees: the scene, the shot and the light of the settings. */
const openView = async (
  { stage, scene }: Settings,
  { format, size }: MadeWish,
  avatar: Uint8Array,
  signal: AbortSignal,
) => {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const quality = { antialias: stage.antialias, outlines: stage.outlines };
  const view = createAvatarView({ canvas, quality });
  try {
    view.setLook(scene);
    view.setBackground(format === 'webm' ? { kind: 'transparent' } : backgroundOf(stage, scene.background));
    view.setShot(stage.shot);
    view.setOrbit(scene.camera.orbit, 'cut');
    await view.load(avatar, { signal });
    view.render(0);
    await new Promise((resolve) => setTimeout(resolve, SCENE_LOADS_MS));
    return view;
  } catch (error) {
    view.dispose();
    throw error;
  }
};
