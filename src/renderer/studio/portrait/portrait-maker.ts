import type { ModelsState } from '@shared/api';
import type { PortraitSource } from '../../../avatar-maker/portrait';
import { TRACKER_ASSETS } from '../../track/assets';
import { findFace } from './find-face';
import { encodePicture, readPicture } from './picture';
import type { PortraitAnswer } from './portrait.worker';

/**
 * Makes an avatar of one picture: nothing leaves the machine.
 * @returns a VRM file
 * @throws Error with a sentence for the user
 */
export const portraitOf = async (file: File, name: string, models: ModelsState): Promise<Blob> => {
  const picture = await readPicture(file);
  const face = await findFace(picture.canvas, models, TRACKER_ASSETS);
  const image = await encodePicture(picture);
  const made = await inWorker({
    name,
    image,
    mimeType: picture.hasAlpha ? 'image/png' : 'image/jpeg',
    hasAlpha: picture.hasAlpha,
    face,
  });
  return new Blob([made as Uint8Array<ArrayBuffer>], { type: 'model/gltf-binary' });
};

const inWorker = (source: PortraitSource): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./portrait.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<PortraitAnswer>) => {
      worker.terminate();
      if ('file' in data) resolve(data.file);
      else reject(new Error(data.message));
    };
    worker.onerror = () => {
      worker.terminate();
      reject(new Error('The avatar could not be made. Reload Studio and try again.'));
    };
    worker.postMessage(source);
  });
