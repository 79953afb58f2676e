/**
 * `npm run pictures`: the README's pictures, taken from the running program — its host, its pages in a real Chromium —
 * while it plays the demo take and, where ../shared is there, footage through the camera. Build first.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { hasShared, type Program, type ProgramOptions, shared, startProgram } from '../tests/browser/program';
import { untilStageShows } from '../tests/browser/stage-reading';

const folder = resolve(import.meta.dirname, '../docs/pictures');
const FOOTAGE = 'video/cam-male.mjpeg';
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

const photographStudio = (): Promise<void> =>
  withProgram({ footage: shared(FOOTAGE), models: shared('models') }, async (program) => {
    const studio = await program.openStudio();
    const stage = await program.openStage();
    await untilStageShows(stage);
    await studio.bringToFront();
    await studio.getByText('Seen', { exact: true }).first().waitFor({ timeout: 60_000 });
    await studio.waitForTimeout(6000);
    await photograph(studio, 'studio');
  });

mkdirSync(folder, { recursive: true });
await photographDemo('hikari', '#9fc5b8');
await photographDemo('ren', '#c9b8d8');
if (hasShared(FOOTAGE) && hasShared('models')) await photographStudio();
else console.log('docs/pictures/studio.png is left as it is: it needs the footage in ../shared/data.');
await import('./golden-poses');
