import { PEOPLE, readFaces } from '../arkit-correlation/footage-faces';
import type { SeenFace } from '../arkit-correlation/page/main';
import { alignSeen, meanOf, type Shape } from './shape';
import { readWarpedFaces } from './warped-faces';

/** Faces and the official model's answers to the same pictures, ARKIT_COUNT each. */
export interface SeenShapes {
  faces: SeenFace[];
  shapes: Shape[];
  weights: number[][];
}

/** Pictures of a person as both trackers saw them; the same picture has the same place in both. */
export interface SeenPictures {
  official: SeenShapes;
  mesh: SeenShapes;
}

/** One person of the footage in every clip that shows them. */
export interface TrainingPerson {
  name: string;
  footage: SeenPictures;
  /** The footage warped to other expressions. */
  warped: SeenPictures;
  /** Mean of the footage's faces as the official tracker saw them. */
  mean: Shape;
}

export const readPeople = async (): Promise<TrainingPerson[]> => {
  const clips = await readFaces();
  const warped = await readWarpedFaces();
  return Object.entries(PEOPLE).map(([name, names]) => {
    const footage = emptyPictures();
    for (const clip of clips.filter((each) => names.includes(each.name))) addPictures(footage, clip);
    const warpedPictures = emptyPictures();
    if (warped[name]) addPictures(warpedPictures, warped[name]);
    return { name, footage, warped: warpedPictures, mean: meanOf(footage.official.shapes) };
  });
};

const emptyPictures = (): SeenPictures => ({
  official: { faces: [], shapes: [], weights: [] },
  mesh: { faces: [], shapes: [], weights: [] },
});

/** Pictures in which only one tracker saw a face are left out. */
const addPictures = (to: SeenPictures, faces: { official: SeenFace[]; mesh: SeenFace[] }): void => {
  const byMesh = new Map(faces.mesh.map((seen) => [seen.index, seen]));
  for (const seen of faces.official) {
    const same = byMesh.get(seen.index);
    if (same === undefined) continue;
    for (const [face, { faces: list, shapes, weights }] of [
      [seen, to.official],
      [same, to.mesh],
    ] as const) {
      list.push(face);
      shapes.push(alignSeen(face));
      weights.push(seen.blendshapes);
    }
  }
};
