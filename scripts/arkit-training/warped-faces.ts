import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LID_LANDMARKS } from '@motion/solve/face/arkit-features';
import { PEOPLE, readFaces, SOURCES } from '../arkit-correlation/footage-faces';
import type { SeenFace } from '../arkit-correlation/page/main';
import type { Warp } from '../arkit-correlation/page/warp-picture';
import { withTrackingPages } from '../arkit-correlation/tracking-page';
import { createRandom, type Random } from '../synthetic/random';
import { createActor } from './act-face';
import { alignSeen, findTwins, meanOf, mirrorShape, type Shape } from './shape';

/** What both trackers see in the same warped pictures, paired by `index`. */
export interface WarpedFaces {
  official: SeenFace[];
  mesh: SeenFace[];
}

/** Whose face is large enough: the student's is thirty pixels wide. */
const WARPED = ['male', 'female', 'astronaut'] as const;
/** Pictures of each person, over all their clips. */
const PICTURES = 240;
/** Different expressions that one picture of the footage is warped to. */
const EACH = 6;
/** The warped pictures' faces do less at once than the drawn ones: the trackers must still see a face in them. */
const BUSY = 0.7;
/** The mesh without irises. */
const SKIN = 468;
const LIPS = [
  [191, 95],
  [80, 88],
  [81, 178],
  [82, 87],
  [13, 14],
  [312, 317],
  [311, 402],
  [310, 318],
  [415, 324],
] as const;

/**
 * Pictures of the footage warped to expressions that the people in it do not make, seen by both trackers. What the eyes, lips
 * and jaw do in them is drawn by hand; skin, light, pose and the trackers' answers are real.
 *
 * @returns by person. Kept in the temporary folder, as it takes a minute or more a person.
 */
export const readWarpedFaces = async (): Promise<Record<string, WarpedFaces>> => {
  const clips = await readFaces();
  const missing = WARPED.filter((name) => !existsSync(fileOf(name)));
  if (missing.length > 0)
    await withTrackingPages(async (inPage) => {
      for (const name of missing) {
        const seen: WarpedFaces = { official: [], mesh: [] };
        const shown = clips.filter((clip) => PEOPLE[name]!.includes(clip.name));
        for (const clip of shown) {
          const { url, crop } = SOURCES.find((source) => source.name === clip.name)!;
          const count = Math.ceil(PICTURES / shown.length);
          const warps = drawWarps(clip.official, count, createRandom(5));
          const faces = await inPage((page) =>
            page.evaluate(([from, part, list]) => window.watchWarped(from, part, list), [
              url,
              crop,
              warps,
            ] as const),
          );
          const first = PICTURES * shown.indexOf(clip);
          for (const tracker of ['official', 'mesh'] as const)
            seen[tracker].push(...faces[tracker].map((face) => ({ ...face, index: first + face.index })));
          console.log(
            `${clip.name}, warped ${warps.length} times: ${faces.official.length} and ${faces.mesh.length} faces`,
          );
        }
        writeFileSync(fileOf(name), JSON.stringify(seen));
      }
    });
  return Object.fromEntries(WARPED.map((name) => [name, JSON.parse(readFileSync(fileOf(name), 'utf8'))]));
};

const fileOf = (person: string): string => join(tmpdir(), 'kagami-arkit-faces', `warped-${person}.json`);

/** @returns ordered by picture. */
export const drawWarps = (faces: readonly SeenFace[], count: number, random: Random): Warp[] => {
  const shapes = faces.map(alignSeen);
  const average = meanOf(shapes);
  const act = createActor(meanOf([average, mirrorShape(average, findTwins(average))]), random);
  const pictures = Math.min(faces.length, Math.ceil(count / EACH));
  return Array.from({ length: pictures }, (_, k) => Math.floor((k * faces.length) / pictures)).flatMap(
    (n) => {
      const face = faces[n]!;
      const whole = {
        picture: face.index,
        tilt: random.gaussian(0.12),
        size: random.uniform(0.75, 1.1),
      };
      return Array.from({ length: Math.ceil(count / pictures) }, () => {
        const shape = shapes[n]!.slice();
        act(shape, { busy: BUSY, gaze: false });
        keepApart(shape);
        return {
          ...whole,
          ...displace(face, shapes[n]!, shape),
          light: random.uniform(0.6, 1.25),
          blur: Math.max(0, random.gaussian(0.7)),
        };
      });
    },
  );
};

/** Lids and lips meet, but never cross. */
const keepApart = (shape: Shape): void => {
  for (const [upper, lower] of [...LID_LANDMARKS, ...LIPS]) {
    const [above, below] = [shape[upper * 3 + 1]!, shape[lower * 3 + 1]!];
    if (above >= below) continue;
    shape[upper * 3 + 1] = shape[lower * 3 + 1] = (above + below) / 2;
  }
};

/** Where the landmarks of a face in a picture are, and where they are with the shape `after` in place of `before`. */
const displace = (
  { landmarks, width, height }: SeenFace,
  before: Shape,
  after: Shape,
): Pick<Warp, 'from' | 'to' | 'depth'> => {
  const [ux, uy, uz, fx, fy, fz] = before.slice(-6) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // The face's own x axis, as the camera sees it.
  const [sx, sy] = [uy * fz - uz * fy, uz * fx - ux * fz];
  const pixels = (i: number): [number, number, number] => [
    landmarks[i * 3]! * width,
    landmarks[i * 3 + 1]! * height,
    landmarks[i * 3 + 2]! * width,
  ];
  const [far, near] = [10, 1];
  const scale =
    Math.hypot(...pixels(far).map((v, axis) => v - pixels(near)[axis]!)) /
    Math.hypot(...[0, 1, 2].map((axis) => before[far * 3 + axis]! - before[near * 3 + axis]!));
  const from: number[] = [];
  const to: number[] = [];
  const depth: number[] = [];
  for (let i = 0; i < SKIN; i++) {
    const [x, y, z] = pixels(i);
    const [mx, my, mz] = [0, 1, 2].map((axis) => after[i * 3 + axis]! - before[i * 3 + axis]!) as [
      number,
      number,
      number,
    ];
    from.push(x, y);
    to.push(x + scale * (sx * mx + ux * my + fx * mz), y - scale * (sy * mx + uy * my + fy * mz));
    depth.push(z);
  }
  return { from, to, depth };
};
