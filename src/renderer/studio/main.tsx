import { listCameras, watchCameras } from '../capture/camera-list';
import { openWindowChannel } from '../channel';
import { openHost } from '../host';
import { announceStudio } from '../leadership';
import { startHotkeys } from '../triggers/hotkeys';
import { exposeSpeechProbe } from '../voice/speech-probe';
import { createAvatarLook } from './avatar-look';
import { createThumbnailCache } from './thumbnail-cache';
import { putFile } from './upload';

const getFile = async (url: string): Promise<Blob> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.blob();
};

/** Studio is not kept waiting for a pipeline that hangs, milliseconds. */
const LONGEST_HEAD_START = 500;

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const start = async (root: HTMLElement): Promise<void> => {
  announceStudio();
  const host = await openHost();
  const channel = openWindowChannel();
  startHotkeys(host);
  const avatarLook = createAvatarLook(host, channel);
  // Tracking takes the longest to start, and does so in a worker of its own: it is begun before Studio's own code is run.
  const pipeline = import('../pipeline').then(({ createSourcePipeline }) =>
    createSourcePipeline({ host, channel, manner: 'take-over', stage: avatarLook.stage }),
  );
  await Promise.race([pipeline.catch(() => undefined), delay(LONGEST_HEAD_START)]);
  const { mountStudio } = await import('./mount');
  await mountStudio(root, {
    host,
    channel,
    loadPipeline: async () => {
      const { createSpeechPlayer } = await import('../voice/speech-player');
      exposeSpeechProbe(createSpeechPlayer({ host, page: 'studio' }));
      return pipeline;
    },
    avatarLook,
    cameras: { list: listCameras, onChange: watchCameras },
    putFile,
    portraitOf: async (...source) => (await import('./portrait/portrait-maker')).portraitOf(...source),
    openAvatar: async (...file) => (await import('./avatar-import/open-avatar')).openAvatar(...file),
    getFile,
    thumbnails: createThumbnailCache(),
    drawThumbnail: async (file) => (await import('./draw-thumbnail')).drawThumbnail(file),
  });
};

const root = document.getElementById('root');
if (root !== null)
  start(root).catch((error: unknown) => {
    // Nothing could be asked, not even the language: the host's own sentence.
    root.textContent = error instanceof Error ? error.message : String(error);
    root.className = 'k-no-host';
  });
