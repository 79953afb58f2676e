/**
 * `npm run pictures`: the README's pictures, taken from the running program — its host, its pages in a real Chromium —
 * while it plays the demo take, and a photo where ../shared is there. Build first.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { hasShared, type Program, type ProgramOptions, shared, startProgram } from '../tests/browser/program';
import { untilStageShows } from '../tests/browser/stage-reading';

const folder = resolve(import.meta.dirname, '../docs/pictures');
const FULL_QUALITY = { width: 1280, height: 720, antialias: true, outlines: true } as const;

const photograph = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
};

const withProgram = async (
  options: ProgramOptions,
  work: (program: Program) => Promise<void>,
): Promise<void> => {
  const program = await startProgram(options);
  try {
    await work(program);
  } finally {
    await program.close();
  }
};

/** Moments of the demo take that show something, ms after the Stage is up. */
const MOMENTS = { look: 0, wave: 5000, sign: 7000 } as const;

const photographDemo = (avatar: string, background: string): Promise<void> =>
  withProgram(
    {
      demo: true,
      settings: {
        avatar: { current: `builtin/${avatar}` },
        stage: { ...FULL_QUALITY, background: 'colour', colour: background, shot: 'half' },
      },
    },
    async (program) => {
      const stage = await program.openStage();
      await untilStageShows(stage);
      for (const [moment, wait] of Object.entries(MOMENTS)) {
        await stage.waitForTimeout(wait);
        await photograph(stage, `${avatar}-${moment}`);
      }
    },
  );

/** Sections of Studio that are shown, and the names of their pictures. */
const SECTIONS = {
  Expressions: 'studio',
  Scene: 'studio-scene',
  Outputs: 'studio-outputs',
  Triggers: 'studio-triggers',
};

const photographStudio = (): Promise<void> =>
  withProgram(
    {
      demo: true,
      settings: {
        capture: { source: 'take', take: 'demo' },
        stage: { antialias: true, outlines: true },
        studio: { avatarView: true },
      },
    },
    async (program) => {
      const studio = await program.openStudio();
      await studio.getByText('Seen', { exact: true }).first().waitFor({ timeout: 60_000 });
      await studio.waitForTimeout(6000);
      for (const [section, name] of Object.entries(SECTIONS)) {
        await studio.getByRole('navigation').getByRole('button', { name: section }).click();
        await studio.waitForTimeout(4000);
        await photograph(studio, name);
      }
    },
  );

const PHOTO = 'photos/astronaut.png';

/** A photo (NASA, public domain) that the demo take moves. */
const photographPortrait = (): Promise<void> =>
  withProgram(
    { demo: true, models: shared('models'), settings: { stage: { ...FULL_QUALITY, shot: 'bust' } } },
    async (program) => {
      const studio = await program.openStudio();
      await studio.getByRole('navigation').getByRole('button', { name: 'Avatar' }).click();
      await studio.getByLabel('A picture of a face', { exact: true }).setInputFiles(shared(PHOTO));
      const stage = await program.openStage();
      await stage.waitForFunction(() => window.kagamiStage?.avatarId === 'user/astronaut', undefined, {
        timeout: 120_000,
      });
      for (const name of ['portrait-1', 'portrait-2']) {
        await stage.waitForTimeout(5000);
        await photograph(stage, name);
      }
    },
  );

mkdirSync(folder, { recursive: true });
await photographDemo('hikari', '#9fc5b8');
await photographDemo('ren', '#c9b8d8');
await photographStudio();
if (hasShared(PHOTO) && hasShared('models')) await photographPortrait();
else console.log('docs/pictures/portrait-*.png are left as they are: they need the photo in ../shared/data.');
await import('./golden-poses');
