import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CHANNEL } from '@shared/channel';
import { hasShared, type ProgramOptions, shared, startProgram } from '../../tests/browser/program';
import { untilStageShows } from '../../tests/browser/stage-reading';
import { createRandom } from '../synthetic/random';
import { ms, type Report, type Table, type Topic } from './topic';

/** Idle and work in turn, so that whatever else the machine does falls on both alike. */
const PAIRS = 16;
const PHASE_MS = 5_000;
const STARTS = 3;
const FOOTAGE = 'video/cam-female.mjpeg';

const camera = (): ProgramOptions =>
  hasShared(FOOTAGE) && hasShared('models')
    ? { footage: shared(FOOTAGE), models: shared('models') }
    : { demo: true };

/** How fast Studio is there, how fast the avatar moves, and whether work in Studio disturbs the Stage. Build first. */
export const studio: Topic = {
  name: 'studio',
  async run(): Promise<Report> {
    const [load = 0] = loadavg();
    const tables = [await starts(), await frameTimes()];
    const notes = [
      `Load average ${load.toFixed(1)} on ${cpus().length} cores at the beginning: above 1 a core, times say little.`,
      'Software rendering; Stage 480×360, Studio 1280×720 with its own picture of the avatar.',
    ];
    if (!hasShared(FOOTAGE))
      notes.push('No footage beside the project: the demo take played instead of a camera.');
    return { tables, notes };
  },
};

interface Start {
  paint: number;
  shell: number;
  moving: number;
}

/** From the program's first line, browser and all, to what the user sees (the paint: from the page's request), milliseconds; the first run fills the browser's caches. */
const starts = async (): Promise<Table> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kagami-bench-data-'));
  const profile = await mkdtemp(join(tmpdir(), 'kagami-bench-profile-'));
  const measured: Start[] = [];
  for (let i = 0; i <= STARTS; i++) measured.push(await startOnce({ ...camera(), dataFolder, profile }));
  await rm(dataFolder, { recursive: true, force: true });
  await rm(profile, { recursive: true, force: true });
  return {
    title: 'Start of the program with Studio and Stage, ms',
    columns: ['', 'first paint of Studio', 'Studio usable', 'Stage moves as tracked'],
    rows: measured.map(({ paint, shell, moving }, run) => [
      run === 0 ? 'first run' : `run ${run + 1}`,
      ms(paint),
      ms(shell),
      ms(moving),
    ]),
  };
};

/** Notes when the first solved motion comes in, by the clock of all pages. */
const noteMotion = (channel: string): void => {
  const heard = new BroadcastChannel(channel);
  heard.onmessage = ({ data }: MessageEvent<{ type: string }>) => {
    if (data.type !== 'motion') return;
    Object.assign(window, { firstMotion: Date.now() });
    heard.close();
  };
};

const startOnce = async (options: ProgramOptions): Promise<Start> => {
  const begun = Date.now();
  const program = await startProgram({ ...options, settings: { studio: { avatarView: true } } });
  await program.context.addInitScript(noteMotion, CHANNEL);
  const studioOpens = program.openStudio();
  const stage = await program.openStage();
  const studioPage = await studioOpens;
  await studioPage.locator('.k-shell').waitFor();
  const shell = Date.now() - begun;
  await untilStageShows(stage);
  const shown = Date.now();
  const motion = await stage.waitForFunction(
    () => (window as unknown as { firstMotion?: number }).firstMotion,
    undefined,
    { timeout: 180_000, polling: 50 },
  );
  const moving = Math.max(shown, (await motion.jsonValue()) ?? shown) - begun;
  const paint = await studioPage.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await program.close();
  return { paint, shell, moving };
};

const frameTimes = async (): Promise<Table> => {
  const program = await startProgram({ ...camera(), settings: { studio: { avatarView: true } } });
  const studioPage = await program.openStudio();
  const stage = await program.openStage();
  await untilStageShows(stage);
  await stage.waitForTimeout(8_000);
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair++)
    pairs.push({
      idle: await gaps(stage, () => stage.waitForTimeout(PHASE_MS)),
      busy: await gaps(stage, () => workInStudio(studioPage, PHASE_MS)),
    });
  await program.close();
  const row = (name: string, values: number[]): string[] => [
    name,
    String(values.length),
    ...[0.5, 0.95, 0.99].map((share) => ms(quantile(values, share))),
  ];
  const [low, high] = spread(pairs);
  return {
    title: `Stage frame times while sliders are dragged and sections switched, ms (${(PAIRS * PHASE_MS) / 1000} s each)`,
    columns: ['', 'frames', 'median', 'p95', 'p99'],
    rows: [
      row(
        'idle',
        pairs.flatMap(({ idle }) => idle),
      ),
      row(
        'work in Studio',
        pairs.flatMap(({ busy }) => busy),
      ),
      [
        'ratio of p99 (nine of ten draws of these phases)',
        '',
        '',
        '',
        `${ratio(pairs).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
      ],
    ],
  };
};

/** Frame times of two phases, one after the other. */
interface Pair {
  idle: number[];
  busy: number[];
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;

const ratio = (pairs: readonly Pair[]): number =>
  quantile(
    pairs.flatMap(({ busy }) => busy),
    0.99,
  ) /
  quantile(
    pairs.flatMap(({ idle }) => idle),
    0.99,
  );

const DRAWS = 500;

/** Where the ratio lies in nine of ten draws of the phases, with putting back (the bootstrap): few frames decide a 99th percentile. */
const spread = (pairs: readonly Pair[]): [low: number, high: number] => {
  const random = createRandom(99);
  const drawn = Array.from({ length: DRAWS }, () =>
    ratio(pairs.map(() => pairs[Math.floor(random.uniform(0, pairs.length))]!)),
  );
  return [quantile(drawn, 0.05), quantile(drawn, 0.95)];
};

/** Milliseconds between the frames that the Stage draws while `work` runs. */
const gaps = async (stage: Page, work: () => Promise<void>): Promise<number[]> => {
  // Without a function that has a name: tsx would mark it with a helper that is not in the page.
  await stage.evaluate(() => {
    const noted = { on: true, times: [] as number[] };
    Object.assign(window, { noted });
    void (async () => {
      let frames = window.kagamiStage?.frames ?? 0;
      while (noted.on) {
        const now = await new Promise<number>(requestAnimationFrame);
        const drawn = window.kagamiStage?.frames ?? 0;
        if (drawn !== frames) noted.times.push(now);
        frames = drawn;
      }
    })();
  });
  await work();
  const times = await stage.evaluate(() => {
    const { noted } = window as unknown as { noted: { on: boolean; times: number[] } };
    noted.on = false;
    return noted.times;
  });
  return times.slice(1).map((time, i) => time - (times[i] ?? time));
};

const SECTIONS_WITH_SLIDERS = ['Motion', 'Scene', 'Outputs'];

/** What a hand does in Studio: to a section, a slider there and back at 60 moves a second, to the next. */
const workInStudio = async (page: Page, time: number): Promise<void> => {
  const until = Date.now() + time;
  for (let turn = 0; Date.now() < until; turn++) {
    const name = SECTIONS_WITH_SLIDERS[turn % SECTIONS_WITH_SLIDERS.length] ?? '';
    await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
    const sliders = page.locator('.k-panel [role="slider"]');
    await sliders.first().waitFor();
    const slider = sliders.nth(turn % (await sliders.count()));
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (box === null) continue;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 0; step < 60 && Date.now() < until; step++) {
      await page.mouse.move(x + 60 * Math.sin(step / 8), y);
      await page.waitForTimeout(16);
    }
    await page.mouse.move(x, y);
    await page.mouse.up();
  }
};
