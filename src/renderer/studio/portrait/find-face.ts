import type { ModelsState } from '@shared/api';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { FoundFace } from '../../../avatar-maker/portrait';
import type { TrackerAssets } from '../../track/tracker';
import { createTracker } from '../../track/tracker-client';

/** Models load first, and a slow machine takes its time; milliseconds. */
const LONGEST_SEARCH = 90_000;
/** Looks at a found face until its landmarks have settled, and looks after which there is none. */
const SETTLED_AFTER = 4;
const NONE_AFTER = 12;

/**
 * Finds the face in a picture with the tracker that follows the camera.
 * @throws Error with a sentence for the user where there is none
 */
export const findFace = (
  picture: HTMLCanvasElement,
  models: ModelsState,
  assets: TrackerAssets,
): Promise<FoundFace> =>
  new Promise((resolve, reject) => {
    let looks = 0;
    let found = 0;
    let tick: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const end = (settle: () => void): void => {
      ended = true;
      clearTimeout(tick);
      clearTimeout(limit);
      tracker.close();
      settle();
    };
    const tracker = createTracker({
      assets,
      onFault: (fault) => end(() => reject(new Error(`${fault.message} ${fault.action}`))),
      onFrame: ({ face }) => {
        looks += 1;
        if (face.score > 0) found += 1;
        if (found >= SETTLED_AFTER)
          end(() =>
            resolve({
              landmarks: face.landmarks.slice(0, FACE_LANDMARKS * 3),
              imageWidth: picture.width,
              imageHeight: picture.height,
            }),
          );
        else if (looks >= NONE_AFTER + found)
          end(() =>
            reject(
              new Error('No face was found in the picture. Choose one with a face seen from the front.'),
            ),
          );
      },
    });
    const limit = setTimeout(
      () => end(() => reject(new Error('The search for a face took too long. Try again.'))),
      LONGEST_SEARCH,
    );
    const look = async (): Promise<void> => {
      if (tracker.info.state === 'ready' && tracker.idle)
        tracker.submit(await createImageBitmap(picture), performance.now());
      if (!ended) tick = setTimeout(() => void look(), 60);
    };
    tracker.start({
      mode: 'face',
      delegate: 'cpu',
      quality: 'full',
      face: 'auto',
      faceModelPresent: models.face.state === 'present',
    });
    void look();
  });
