/**
 * `npm run gallery [-- NAME…]`: docs/gallery/*.webp, photographed from the running program — its host, its Stage in a real Chromium —
 * by the commands and the snapshot that every user has: Kagami's own avatars in six expressions, eight poses and four shots, on
 * nothing and in a scene, and a photo brought to life where ../shared is there. Build first. With names only those sheets are made.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SettingsPatch } from '@shared/settings';
import { hasShared, shared, startProgram } from '../../tests/browser/program';
import { untilStageShows } from '../../tests/browser/stage-reading';
import { createPhotoStudio, type PhotoStudio } from './photo-studio';
import { type Cell, drawSheet } from './sheet';

const folder = resolve(import.meta.dirname, '../../docs/gallery');
const wanted = process.argv.slice(2);

const AVATARS = { Hikari: 'builtin/hikari', Ren: 'builtin/ren' };
const EXPRESSIONS = ['neutral', 'happy', 'relaxed', 'surprised', 'sad', 'angry'];
const POSES = ['proud', 'relaxed', 'victory', 'present', 'point-up', 'salute', 'shy', 'tada'];
const SHOTS = ['face', 'bust', 'half', 'full'] as const;
const PHOTO = 'photos/astronaut.png';

const PLAIN: SettingsPatch = { stage: { background: 'transparent' } };
const SCENE: SettingsPatch = {
  stage: { background: 'gradient' },
  scene: {
    background: { gradientTop: '#2f3a6e', gradientBottom: '#f0a58f', gradientAngle: 12 },
    lights: {
      key: { colour: '#fff1e2' },
      rim: { colour: '#ffd9b8', intensity: 1.4 },
      fromBackground: 0.2,
    },
    groundShadow: 0.6,
  },
};
const SCENES = { transparent: PLAIN, scene: SCENE };

/** Takes the pictures of one sheet, of one avatar. */
type Series = (studio: PhotoStudio, avatar: string) => Promise<Cell[]>;

const expressions: Series = async (studio, avatar) => {
  await studio.set({ stage: { width: 240, height: 260, shot: 'face' } });
  const cells: Cell[] = [];
  for (const name of EXPRESSIONS) {
    if (name !== 'neutral') await studio.run({ type: 'expression', name, mode: 'toggle', seconds: 1 });
    cells.push({ title: `${avatar}: ${name}`, picture: await studio.photograph() });
    await studio.run({ type: 'clear-expressions' });
  }
  return cells;
};

const poses: Series = async (studio, avatar) => {
  await studio.set({ stage: { width: 250, height: 330, shot: 'full' } });
  const cells: Cell[] = [];
  for (const name of POSES) {
    await studio.run({ type: 'play-clip', clip: `builtin/pose-${name}`, loop: true });
    cells.push({ title: `${avatar}: ${name}`, picture: await studio.photograph() });
  }
  await studio.run({ type: 'stop-clip' });
  return cells;
};

const shots: Series = async (studio, avatar) => {
  await studio.set({ stage: { width: 300, height: 340 } });
  const cells: Cell[] = [];
  for (const shot of SHOTS) {
    await studio.run({ type: 'shot', shot });
    cells.push({ title: `${avatar}: ${shot}`, picture: await studio.photograph() });
  }
  return cells;
};

const SERIES = {
  expressions: { columns: 6, take: expressions },
  poses: { columns: 8, take: poses },
  shots: { columns: 4, take: shots },
};

const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

const store = (name: string, sheet: Buffer): void => {
  writeFileSync(join(folder, `${name}.webp`), sheet);
  console.log(`docs/gallery/${name}.webp  ${Math.round(sheet.byteLength / 1000)} kB`);
};

const LOOK: SettingsPatch = {
  capture: { running: false },
  stage: { antialias: true, outlines: true },
  scene: { camera: { moveSeconds: 0 } },
};

const photographAvatars = async (): Promise<void> => {
  const program = await startProgram({ settings: LOOK });
  try {
    const stage = await program.openStage();
    await untilStageShows(stage);
    const studio = createPhotoStudio(program, stage);
    for (const [series, { columns, take }] of Object.entries(SERIES))
      for (const [place, scene] of Object.entries(SCENES)) {
        if (!isWanted(`${series}-${place}`)) continue;
        await studio.set(scene);
        const cells: Cell[] = [];
        for (const [name, id] of Object.entries(AVATARS)) {
          await studio.show(id);
          cells.push(...(await take(studio, name)));
        }
        store(`${series}-${place}`, await drawSheet(program.context, { columns, cells }));
      }
  } finally {
    await program.close();
  }
};

/** What the photo is asked to do: an expression of its own, by the name in its file. */
const PORTRAIT = ['neutral', 'happy', 'surprised', 'blink', 'aa', 'ou'];

/** The portrait of the astronaut Eileen Collins by NASA, in the public domain. */
const photographPortrait = async (): Promise<void> => {
  const program = await startProgram({
    models: shared('models'),
    settings: { ...LOOK, stage: { width: 260, height: 300, shot: 'bust', antialias: true } },
  });
  try {
    const page = await program.openStudio();
    await page.getByRole('navigation').getByRole('button', { name: 'Avatar' }).click();
    await page.getByLabel('A picture of a face', { exact: true }).setInputFiles(shared(PHOTO));
    const stage = await program.openStage();
    await stage.waitForFunction(() => window.kagamiStage?.avatarId === 'user/astronaut', undefined, {
      timeout: 120_000,
    });
    await page.close();
    const studio = createPhotoStudio(program, stage);
    const cells: Cell[] = [];
    for (const name of PORTRAIT) {
      if (name !== 'neutral') await studio.run({ type: 'expression', name, mode: 'toggle', seconds: 1 });
      const picture = await studio.photograph(name === 'blink' ? 'any' : 'open');
      cells.push({ title: name, picture });
      await studio.run({ type: 'clear-expressions' });
    }
    store('portrait', await drawSheet(program.context, { columns: 6, cells }));
  } finally {
    await program.close();
  }
};

mkdirSync(folder, { recursive: true });
if (Object.keys(SERIES).some((series) => Object.keys(SCENES).some((place) => isWanted(`${series}-${place}`))))
  await photographAvatars();
if (isWanted('portrait')) {
  if (hasShared(PHOTO) && hasShared('models')) await photographPortrait();
  else console.log('docs/gallery/portrait.webp is left as it is: it needs the photo in ../shared/data.');
}
