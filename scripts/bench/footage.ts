import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Real footage and models lie beside the repository where work is done on it; nothing needs them to run. */
export const footageFolder = resolve('../shared/data/video');
export const photoFolder = resolve('../shared/data/photos');

/** The official face model: fetched at set-up, in the folder that KAGAMI_MODELS names, or beside the repository. */
export const faceModelFolders = (): string[] =>
  ['resources/models', process.env.KAGAMI_MODELS, '../shared/data/models']
    .filter((folder) => folder !== undefined)
    .map((folder) => resolve(folder))
    .filter((folder) => existsSync(resolve(folder, 'face_landmarker.task')));

/** What a page with trackers is served, by URL prefix. */
export const trackingFolders = (): Record<string, readonly string[]> => ({
  '/models/': ['resources/models', ...faceModelFolders()],
  '/vision/': ['resources/mediapipe/vision'],
  '/face-mesh/': ['resources/mediapipe/face-mesh'],
  '/video/': [footageFolder],
  '/photos/': [photoFolder],
});
