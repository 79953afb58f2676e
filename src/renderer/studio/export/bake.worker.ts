import { bakeTake } from '@motion/bake/bake-take';
import type { MotionClip } from '@motion/clip';
import { writeBvh } from '@motion/codecs/bvh-writer';
import { readTake } from '@motion/codecs/take';
import { writeVrma } from '@motion/codecs/vrma-writer';
import { shapeOptions } from '@motion/shape/options';
import type { RestPose } from '@shared/humanoid';
import type { Settings } from '@shared/settings';

export interface BakeRequest {
  /** Unpacked. */
  take: Uint8Array;
  name: string;
  /** `clip`: the motion itself, for whatever is made of it next. */
  format: 'vrma' | 'bvh' | 'clip';
  settings: Settings;
  /** The avatar that it is made for. */
  rest: RestPose;
  /** Program and version, for the file. */
  generator: string;
  frameRate: number;
  /** Part of the take, ms. */
  from: number;
  to: number;
}

export type FromBakeWorker = { share: number } | { file: Blob } | { clip: MotionClip } | { message: string };

const tell = (message: FromBakeWorker): void => postMessage(message);

const bake = (request: BakeRequest): FromBakeWorker => {
  const { motion, tracking } = request.settings;
  const { format, rest, frameRate } = request;
  const baking = bakeTake({
    name: request.name,
    take: readTake(request.take),
    solver: motion.solver,
    solverOptions: { arms: motion.arms, mode: tracking.mode },
    shape: shapeOptions(motion),
    rest,
    frameRate,
    from: request.from,
    to: request.to,
    // An avatar in Kagami takes what it has of both; other programs would move the mouth twice.
    face: format === 'clip' ? 'both' : 'presets',
  });
  let step = baking.next();
  for (; !step.done; step = baking.next()) tell({ share: step.value });
  if (format === 'clip') return { clip: step.value };
  if (format === 'bvh')
    return { file: new Blob(writeBvh(step.value, rest, { frameRate }), { type: 'text/plain' }) };
  const bytes = writeVrma(step.value, rest, { generator: request.generator });
  return { file: new Blob([bytes], { type: 'model/gltf-binary' }) };
};

self.addEventListener('message', ({ data }: MessageEvent<BakeRequest>): void => {
  try {
    tell(bake(data));
  } catch (error) {
    tell({ message: error instanceof Error ? error.message : '' });
  }
});
