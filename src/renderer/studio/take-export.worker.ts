import { bakeTake } from '@motion/bake/bake-take';
import { writeBvh } from '@motion/codecs/bvh-writer';
import { readTake } from '@motion/codecs/take';
import { writeVrma } from '@motion/codecs/vrma-writer';
import { shapeOptions } from '@motion/shape/options';
import type { RestPose } from '@shared/humanoid';
import type { Settings } from '@shared/settings';

export interface ExportTakeRequest {
  /** Unpacked. */
  take: Uint8Array;
  name: string;
  format: 'vrma' | 'bvh';
  settings: Settings;
  /** The avatar that it is made for. */
  rest: RestPose;
  /** Program and version, for the file. */
  generator: string;
}

export type FromExportWorker = { share: number } | { file: Blob } | { message: string };

/** Frames a second of exported animations. */
const FRAME_RATE = 60;

const tell = (message: FromExportWorker): void => postMessage(message);

const makeFile = (request: ExportTakeRequest): Blob => {
  const { motion, tracking } = request.settings;
  const baking = bakeTake({
    name: request.name,
    take: readTake(request.take),
    solver: motion.solver,
    solverOptions: { arms: motion.arms, mode: tracking.mode },
    shape: shapeOptions(motion),
    rest: request.rest,
    frameRate: FRAME_RATE,
    face: 'presets',
  });
  let step = baking.next();
  for (; !step.done; step = baking.next()) tell({ share: step.value });
  return request.format === 'bvh'
    ? new Blob(writeBvh(step.value, request.rest, { frameRate: FRAME_RATE }), { type: 'text/plain' })
    : new Blob([writeVrma(step.value, request.rest, { generator: request.generator })], {
        type: 'model/gltf-binary',
      });
};

self.addEventListener('message', ({ data }: MessageEvent<ExportTakeRequest>): void => {
  try {
    tell({ file: makeFile(data) });
  } catch (error) {
    tell({ message: error instanceof Error ? error.message : '' });
  }
});
