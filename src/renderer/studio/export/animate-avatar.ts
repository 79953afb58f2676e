import { type MotionClip, sampleClip } from '@motion/clip';
import { addAnimation } from '@motion/codecs/animated-glb';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import type { SceneSettings } from '@shared/settings/scene';
import { createAvatarBody } from '../../avatar/avatar-body';
import { breathe } from '../../avatar/breathe';
import type { LoadedAvatar } from '../../avatar/load-avatar';
import { createNodeRecorder } from '../../avatar/node-tracks';
import type { Watched } from './bake-take';

export interface AnimateOptions {
  /** The avatar's file. */
  file: Uint8Array;
  /** The same, as loaded: still at rest. It is used up. */
  avatar: LoadedAvatar;
  clip: MotionClip;
  /** Wind, and how stiff hair and clothes are. */
  physics: SceneSettings['physics'];
}

/** Frames between two looks at the clock. */
const AT_ONCE = 20;

/**
 * The avatar's own file with the clip in it as an animation of its bones, hair, clothes and morph targets: what Kagami would show,
 * for programs that know no VRM. Takes no real time and draws nothing.
 * @throws Error with a sentence for the user; the signal's reason
 */
export const animateAvatar = async (
  options: AnimateOptions,
  { signal, onProgress }: Watched,
): Promise<Blob> => {
  const { file, avatar, clip } = options;
  if (avatar.sprites !== undefined)
    throw new Error(
      'An avatar made of pictures has no skeleton to animate. Save the take as a video instead.',
    );
  const keys = clip.times.length;
  const recorder = createNodeRecorder(avatar.vrm, keys);
  const body = await createAvatarBody(avatar);
  try {
    body.forces.set(options.physics);
    const frame = createMotionFrame('take');
    const hipsHeight = body.rest.offsets[BONE_INDEX.hips * 3 + 1];
    let before = 0;
    for (let key = 0; key < keys; key++) {
      const time = clip.times[key]!;
      sampleClip(clip, time, frame, hipsHeight);
      body.apply(frame);
      body.forces.step(time / 1000);
      body.update((time - before) / 1000);
      recorder.add();
      before = time;
      if (key % AT_ONCE !== 0) continue;
      onProgress(key / keys);
      await breathe();
      signal.throwIfAborted();
    }
    const tracks = recorder.finish();
    const bytes = addAnimation(file, { name: clip.name, times: clip.times, tracks });
    return new Blob([bytes], { type: 'model/gltf-binary' });
  } finally {
    body.dispose();
  }
};
