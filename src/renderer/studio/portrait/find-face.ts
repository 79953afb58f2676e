import type { ModelsState } from '@shared/api';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import type { FoundFace } from '../../../avatar-maker/portrait';
import type { TrackerAssets } from '../../track/tracker';
import { createTracker } from '../../track/tracker-client';

/** Models load first, and a slow machine takes its time; milliseconds. */
const LONGEST_SEARCH = 90_000;
/** A tracker settles on a face within some looks at it. */
const LOOKS = 4;

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
    let tick: ReturnType<typeof setTimeout> | undefined;
    const end = (settle: () => void): void => {
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
        if (looks < LOOKS) return;
        end(() =>
          face.score > 0
            ? resolve({
                landmarks: face.landmarks.slice(0, FACE_LANDMARKS * 3),
                imageWidth: picture.width,
                imageHeight: picture.height,
              })
            : reject(
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
      if (looks < LOOKS) tick = setTimeout(() => void look(), 60);
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
