import { shapeOptions } from '@motion/shape/options';
import { createShaper } from '@motion/shape/shaper';
import { createMotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { createAvatarView } from '../avatar/avatar-view';

/** Pixels a side. */
const SIDE = 256;
/** Milliseconds after which arms hang at rest and no eye is shut. */
const AT_REST = 1000;

/**
 * A portrait of an avatar whose file has none, such as one that was made of a GLB or FBX: as it stands at rest, on nothing.
 * @throws Error with a sentence for the user where it cannot be shown.
 */
export const drawThumbnail = async (file: Uint8Array): Promise<Blob> => {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const view = createAvatarView({ canvas });
  try {
    view.setShot('face');
    await view.load(file);
    const shaper = createShaper(shapeOptions(defaultSettings().motion));
    const frame = createMotionFrame('mix');
    shaper.setRest(view.rest!);
    for (let time = 0; time <= AT_REST; time += 50) shaper.step(time, frame);
    view.apply(frame);
    view.render(0);
    return await view.snapshot();
  } finally {
    view.dispose();
  }
};
