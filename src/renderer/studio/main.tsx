import { listCameras, watchCameras } from '../capture/camera-list';
import { openWindowChannel } from '../channel';
import { openHost } from '../host';
import { announceStudio } from '../leadership';
import { startHotkeys } from '../triggers/hotkeys';
import { exposeSpeechProbe } from '../voice/speech-probe';
import { createAvatarLook } from './avatar-look';
import { mountStudio } from './mount';
import { createThumbnailCache } from './thumbnail-cache';
import { putFile } from './upload';

const getFile = async (url: string): Promise<Blob> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.blob();
};

const start = async (root: HTMLElement): Promise<void> => {
  announceStudio();
  const host = await openHost();
  const channel = openWindowChannel();
  startHotkeys(host);
  const avatarLook = createAvatarLook(host, channel);
  await mountStudio(root, {
    host,
    channel,
    // Tracking is large and comes after the first paint. Before it, on two cores, the avatar moved 0.4 s sooner and Studio was usable
    // 1.8 s later.
    loadPipeline: async () => {
      const [{ createSourcePipeline }, { createSpeechPlayer }] = await Promise.all([
        import('../pipeline'),
        import('../voice/speech-player'),
      ]);
      exposeSpeechProbe(createSpeechPlayer({ host, page: 'studio' }));
      return createSourcePipeline({ host, channel, manner: 'take-over', stage: avatarLook.stage });
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
