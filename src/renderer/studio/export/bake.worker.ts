import { bakeTake } from '@motion/bake/bake-take';
import type { MotionClip } from '@motion/clip';
import { writeBvh } from '@motion/codecs/bvh-writer';
import { cutTake, readTake } from '@motion/codecs/take';
import { writeVrma } from '@motion/codecs/vrma-writer';
import { shapeOptions } from '@motion/shape/options';
import { solverOptions } from '@motion/solve';
import { findCalibration } from '@shared/calibration';
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

/** A part of a take as a take of its own. */
export type CutRequest = Pick<BakeRequest, 'take' | 'from' | 'to'> & { format: 'ktake' };

export type FromBakeWorker =
  | { share: number }
  | { file: Blob }
  | { clip: MotionClip }
  | { take: Uint8Array }
  | { message: string };

const tell = (message: FromBakeWorker): void => postMessage(message);

/** Works to the end and tells how far it is. */
const finish = <Made>(job: Generator<number, Made>): Made => {
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
    tell({ share: step.value });
  }
};

const cut = ({ take, from, to }: CutRequest): FromBakeWorker => ({
  take: finish(cutTake(readTake(take), from, to)),
});

const bake = (request: BakeRequest): FromBakeWorker => {
  const { motion, avatar } = request.settings;
  const { format, rest, frameRate } = request;
  const take = readTake(request.take);
  // As the take plays in Kagami.
  const label = take.meta.name || request.name;
  const calibration = findCalibration(motion.calibrations, label, avatar.current);
  const baking = bakeTake({
    name: request.name,
    take,
    solver: motion.solver,
    solverOptions: solverOptions(request.settings, calibration),
    shape: shapeOptions(motion, calibration),
    rest,
    frameRate,
    from: request.from,
    to: request.to,
    // An avatar in Kagami takes what it has of both; other programs would move the mouth twice.
    face: format === 'clip' ? 'both' : 'presets',
  });
  const clip = finish(baking);
  if (format === 'clip') return { clip };
  if (format === 'bvh')
    return { file: new Blob(writeBvh(clip, rest, { frameRate }), { type: 'text/plain' }) };
  const bytes = writeVrma(clip, rest, { generator: request.generator });
  return { file: new Blob([bytes], { type: 'model/gltf-binary' }) };
};

self.addEventListener('message', ({ data }: MessageEvent<BakeRequest | CutRequest>): void => {
  try {
    tell(data.format === 'ktake' ? cut(data) : bake(data));
  } catch (error) {
    tell({ message: error instanceof Error ? error.message : '' });
  }
});
