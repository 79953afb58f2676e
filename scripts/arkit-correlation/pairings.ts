import { readFileSync } from 'node:fs';
import { createAlignedFace } from '@motion/solve/face/aligned-face';
import type { ArkitNetworks } from '@motion/solve/face/arkit-answers';
import { createArkitEstimator } from '@motion/solve/face/arkit-estimator';
import { ARKIT_COUNT } from '@shared/expressions';
import { createFaceArtist, PICTURE } from '../arkit-training/draw-faces';
import { toLandmarks } from '../arkit-training/examples';
import { heldOutFile } from '../arkit-training/held-out';
import { labelFaces } from '../arkit-training/label-faces';
import type { SeenPictures, TrainingPerson } from '../arkit-training/people';
import { createRandom } from '../synthetic/random';
import type { SeenFace } from './page/main';

/**
 * Whose landmarks were given of which pictures: the official tracker's or Face Mesh's, of the footage or of the warped footage,
 * or those of drawn faces.
 */
export type Kind = 'official' | 'mesh' | 'warped, official' | 'warped, mesh' | 'drawn';

/** Estimated and official weights of the same pictures, each ARKIT_COUNT long. */
export interface Pairing {
  person: string;
  kind: Kind;
  estimated: number[][];
  official: number[][];
}

const DRAWN_FACES = 400;

/** Networks that do not know the person. */
export const readHeldOut = (person: string): ArkitNetworks =>
  JSON.parse(readFileSync(heldOutFile(person), 'utf8'));

/** All that is known of a person, estimated by `networks`. */
export const pairAll = async (person: TrainingPerson, networks: ArkitNetworks): Promise<Pairing[]> => {
  const { name, footage, warped } = person;
  const pair = (kind: Kind, { faces, weights }: SeenPictures['official']): Pairing => ({
    person: name,
    kind,
    ...estimate(networks, faces, weights),
  });
  return [
    pair('official', footage.official),
    pair('mesh', footage.mesh),
    pair('warped, official', warped.official),
    pair('warped, mesh', warped.mesh),
    { person: name, kind: 'drawn', ...(await estimateDrawn(person, networks)) },
  ];
};

type Answers = Pick<Pairing, 'estimated' | 'official'>;

const estimate = (networks: ArkitNetworks, faces: readonly SeenFace[], official: number[][]): Answers => {
  const estimator = createArkitEstimator(networks);
  const face = createAlignedFace();
  const weights = new Float32Array(ARKIT_COUNT);
  const estimated = faces.map(({ landmarks, width, height }) => {
    face.align(Float32Array.from(landmarks), width, height);
    estimator.estimate(face, weights);
    return [...weights];
  });
  return { estimated, official };
};

/** Faces that are drawn on those of one person. */
const estimateDrawn = async (person: TrainingPerson, networks: ArkitNetworks): Promise<Answers> => {
  const faces = Array.from({ length: DRAWN_FACES }, createFaceArtist([person], createRandom(2)));
  const seen = faces.map((face, index) => ({
    index,
    ...PICTURE,
    landmarks: [...toLandmarks(face)],
    blendshapes: [],
  }));
  return estimate(networks, seen, await labelFaces(faces));
};
