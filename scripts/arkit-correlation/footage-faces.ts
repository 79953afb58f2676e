import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from '../bench/chromium';
import { faceModelFolders, footageFolder, trackingFolders } from '../bench/footage';
import { servePage } from '../bench/page-server';
import type { Crop, SeenFace } from './page/main';

export interface Person {
  name: string;
  official: SeenFace[];
  /** The same pictures (every `stride`-th) seen by the npm Face Mesh. */
  mesh: SeenFace[];
}

interface Source {
  name: string;
  url: string;
  crop: Crop;
  meshStride: number;
}

const WHOLE: Crop = [0, 0, 1, 1];
const SOURCES: readonly Source[] = [
  { name: 'male', url: '/video/intel-head-pose-male.gif', crop: WHOLE, meshStride: 1 },
  { name: 'male camera', url: '/video/cam-male.mjpeg', crop: WHOLE, meshStride: 1 },
  { name: 'female', url: '/video/intel-head-pose-female.gif', crop: WHOLE, meshStride: 1 },
  { name: 'female camera', url: '/video/cam-female.mjpeg', crop: WHOLE, meshStride: 1 },
  { name: 'astronaut', url: '/photos/astronaut.png', crop: WHOLE, meshStride: 1 },
  ...[0, 0.2, 0.4, 0.6].flatMap((left, column) =>
    [0, 0.3].map((top, row) => ({
      name: `classroom ${column + 1}.${row + 1}`,
      url: '/video/intel-classroom.gif',
      crop: [left, top, 0.4, 0.7] as const,
      meshStride: 0,
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

const track = async (sources: readonly Source[], folder: string): Promise<void> => {
  const server = await servePage({ page: 'scripts/arkit-correlation/page', folders: trackingFolders() });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  const watch = async (source: Source, tracker: 'face-landmarker' | 'face-mesh', stride: number) => {
    if (stride === 0) return [];
    const page = await browser.newPage();
    await page.goto(server.url);
    const faces = await page.evaluate(
      ([url, face, crop, every]) => window.watchFaces(url, face, crop, every),
      [source.url, tracker, source.crop, stride] as const,
    );
    await page.close();
    console.log(`${source.name}: ${faces.length} faces by ${tracker}`);
    return faces;
  };
  try {
    for (const source of sources) {
      const official = await watch(source, 'face-landmarker', 1);
      const mesh = await watch(source, 'face-mesh', source.meshStride);
      const person: Person = { name: source.name, official, mesh };
      writeFileSync(fileOf(folder, source.name), JSON.stringify(person));
    }
  } finally {
    await browser.close();
    await server.close();
  }
};
