import { createAlignedFace } from '@motion/solve/face/aligned-face';
import { FACE_LANDMARKS } from '@shared/tracking-frame';
import { readFaces } from '../arkit-correlation/footage-faces';
import type { SeenFace } from '../arkit-correlation/page/main';

/** x, y, z of FACE_LANDMARKS points, and the six values that AlignedFace.points adds. */
export type Shape = Float64Array;

const SHAPE_VALUES = FACE_LANDMARKS * 3 + 6;

/** One person of the footage in every clip that shows them. */
export interface TrainingPerson {
  name: string;
  /** What the official tracker saw, laid on the average face: centimetres, turned to the front. */
  shapes: Shape[];
  /** The official model's weights of each shape, ARKIT_COUNT. */
  weights: number[][];
  /** The same person as the npm Face Mesh saw them, with the official weights of the same pictures. */
  mesh: { shapes: Shape[]; weights: number[][] };
  /** Mean of the shapes. */
  mean: Shape;
}

export const CLIPS: Readonly<Record<string, readonly string[]>> = {
  male: ['male', 'male camera'],
  female: ['female', 'female camera'],
  student: ['classroom 1.2'],
  astronaut: ['astronaut'],
};

const EVERY_LANDMARK = Uint16Array.from({ length: FACE_LANDMARKS }, (_, i) => i);

export const alignShape = (landmarks: Float32Array, width: number, height: number): Shape | undefined => {
  const face = createAlignedFace();
  if (!face.align(landmarks, width, height)) return undefined;
  const shape = new Float64Array(SHAPE_VALUES);
  face.points(EVERY_LANDMARK, shape);
  return shape;
};

const alignSeen = ({ landmarks, width, height }: SeenFace): Shape | undefined =>
  alignShape(Float32Array.from(landmarks), width, height);

export const readPeople = async (): Promise<TrainingPerson[]> => {
  const clips = await readFaces();
  return Object.entries(CLIPS).map(([name, names]) => {
    const person: Omit<TrainingPerson, 'mean'> = {
      name,
      shapes: [],
      weights: [],
      mesh: { shapes: [], weights: [] },
    };
    for (const clip of clips.filter((each) => names.includes(each.name))) {
      const answers = new Map(clip.official.map((seen) => [seen.index, seen.blendshapes]));
      for (const [faces, to] of [
        [clip.official, person],
        [clip.mesh, person.mesh],
      ] as const)
        for (const seen of faces) {
          const shape = alignSeen(seen);
          const weights = answers.get(seen.index);
          if (shape === undefined || weights === undefined) continue;
          to.shapes.push(shape);
          to.weights.push(weights);
        }
    }
    return { ...person, mean: meanOf(person.shapes) };
  });
};

export const meanOf = (shapes: readonly Shape[]): Shape => {
  const mean = new Float64Array(FACE_LANDMARKS * 3);
  for (const shape of shapes) for (let i = 0; i < mean.length; i++) mean[i]! += shape[i]! / shapes.length;
  return mean;
};

/** For each landmark the one on the other side of the face; those on the middle are their own. */
export const findTwins = (mean: Shape): Uint16Array => {
  const irises = 468;
  return Uint16Array.from({ length: FACE_LANDMARKS }, (_, i) => {
    let best = i;
    let least = Number.POSITIVE_INFINITY;
    for (let j = i < irises ? 0 : irises; j < (i < irises ? irises : FACE_LANDMARKS); j++) {
      const x = mean[j * 3]! + mean[i * 3]!;
      const y = mean[j * 3 + 1]! - mean[i * 3 + 1]!;
      const z = mean[j * 3 + 2]! - mean[i * 3 + 2]!;
      const distance = x * x + y * y + z * z;
      if (distance < least) [best, least] = [j, distance];
    }
    return best;
  });
};

export const mirrorShape = (shape: Shape, twins: Uint16Array): Shape => {
  const mirrored = new Float64Array(shape.length);
  for (let i = 0; i < twins.length; i++) {
    const from = twins[i]! * 3;
    mirrored[i * 3] = -shape[from]!;
    mirrored[i * 3 + 1] = shape[from + 1]!;
    mirrored[i * 3 + 2] = shape[from + 2]!;
  }
  return mirrored;
};
