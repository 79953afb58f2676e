import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faceModelFolders, footageFolder } from '../bench/footage';
import type { FaceTracker, SeenFace } from './page/main';
import type { Crop } from './page/pictures';
import { withTrackingPages } from './tracking-page';

export interface Person {
  name: string;
  official: SeenFace[];
  /** The same pictures seen by the npm Face Mesh. */
  mesh: SeenFace[];
}

export interface Source {
  name: string;
  url: string;
  crop: Crop;
}

/** Who is in which clips. */
export const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  male: ['male', 'male camera'],
  female: ['female', 'female camera'],
  student: ['classroom 1.2'],
  astronaut: ['astronaut'],
};

const WHOLE: Crop = [0, 0, 1, 1];
export const SOURCES: readonly Source[] = [
  { name: 'male', url: '/video/intel-head-pose-male.gif', crop: WHOLE },
  { name: 'male camera', url: '/video/cam-male.mjpeg', crop: WHOLE },
  { name: 'female', url: '/video/intel-head-pose-female.gif', crop: WHOLE },
  { name: 'female camera', url: '/video/cam-female.mjpeg', crop: WHOLE },
  { name: 'astronaut', url: '/photos/astronaut.png', crop: WHOLE },
  ...[0, 0.2, 0.4, 0.6].flatMap((left, column) =>
    [0, 0.3].map((top, row) => ({
      name: `classroom ${column + 1}.${row + 1}`,
      url: '/video/intel-classroom.gif',
      crop: [left, top, 0.4, 0.7] as const,
    })),
  ),
];

export const hasFootage = (): boolean =>
  faceModelFolders().length > 0 && existsSync(join(footageFolder, 'intel-head-pose-male.gif'));

/** What the trackers see in the footage beside the repository; kept in the temporary folder, as it takes a minute or more. */
export const readFaces = async (): Promise<Person[]> => {
  const folder = join(tmpdir(), 'kagami-arkit-faces');
  mkdirSync(folder, { recursive: true });
  const people: Person[] = [];
  const missing = SOURCES.filter(({ name }) => !existsSync(fileOf(folder, name)));
  if (missing.length > 0) await track(missing, folder);
  for (const { name } of SOURCES) people.push(JSON.parse(readFileSync(fileOf(folder, name), 'utf8')));
  return people;
};

const fileOf = (folder: string, name: string): string => join(folder, `${name.replaceAll(' ', '-')}.json`);

const track = (sources: readonly Source[], folder: string): Promise<void> =>
  withTrackingPages(async (inPage) => {
    for (const source of sources) {
      const watch = (tracker: FaceTracker): Promise<SeenFace[]> =>
        inPage((page) =>
          page.evaluate(([url, face, crop]) => window.watchFaces(url, face, crop), [
            source.url,
            tracker,
            source.crop,
          ] as const),
        );
      const official = await watch('face-landmarker');
      const mesh = official.length > 0 ? await watch('face-mesh') : [];
      console.log(`${source.name}: ${official.length} faces by the model, ${mesh.length} by Face Mesh`);
      writeFileSync(fileOf(folder, source.name), JSON.stringify({ name: source.name, official, mesh }));
    }
  });
