import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { LaneConfig } from '../../src/renderer/track/messages';
import { TRACKED_PARTS, type TrackedPart, type TrackerOptions } from '../../src/renderer/track/tracker';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium';
import { faceModelFolders, footageFolder, trackingFolders } from './footage';
import type { bench as benchPage, Comparison, Rates } from './page/main';
import type { PartTime } from './page/part-time';
import { servePage } from './page-server';
import { type ProcessMemory, readPeakMemory } from './process-memory';
import { ms, type Report, type Table, type Topic } from './topic';

declare const bench: typeof benchPage;

const FOOTAGE = '/video/cam-female.mjpeg';
/** The baseline generates code at run time, which the program's own policy forbids. */
const POLICY = "default-src 'self'; script-src 'self' 'unsafe-eval'; img-src 'self' blob: data:";
/** No single measurement takes longer; a software GPU's first image alone can take 16 s. */
const STEP_LIMIT_MS = 45_000;

/** Confidence at which the footage's clutter passes for hands. */
const FORCED = 0.005;

type Config = Omit<LaneConfig, 'assets'>;
interface Subject {
  name: string;
  config: Omit<Config, 'delegate'>;
}

const config = (change: Partial<Config> & Pick<Config, 'parts'>): Omit<Config, 'delegate'> => ({
  faceTracker: 'face-landmarker',
  poseModel: 'pose_full.task',
  handModel: 'hand_full.task',
  legs: false,
  ...change,
});

const FACE_LANDMARKER: Subject = { name: 'face: Face Landmarker', config: config({ parts: ['face'] }) };
const SUBJECTS: readonly Subject[] = [
  { name: 'face: Face Mesh', config: config({ parts: ['face'], faceTracker: 'face-mesh' }) },
  { name: 'pose full', config: config({ parts: ['pose'] }) },
  { name: 'pose lite', config: config({ parts: ['pose'], poseModel: 'pose_lite.task' }) },
  { name: 'hands full, none in view', config: config({ parts: ['hands'] }) },
  // Nothing in the footage is a hand: taking almost anything for one makes the hand model run, too.
  { name: 'hands full, forced', config: config({ parts: ['hands'], confidence: FORCED }) },
  {
    name: 'hands lite, forced',
    config: config({ parts: ['hands'], handModel: 'hand_lite.task', confidence: FORCED }),
  },
];
/** On the software GPU only what the default settings use: each takes half a minute. */
const GPU_SUBJECTS = new Set(['face: Face Landmarker', 'face: Face Mesh', 'pose full', 'hands full, forced']);

export const tracking: Topic = {
  name: 'tracking',
  async run(): Promise<Report> {
    if (!existsSync(join(footageFolder, 'cam-female.mjpeg')))
      return { tables: [], notes: [`Tracking was not measured: no footage in ${footageFolder}.`] };
    const hasFaceModel = faceModelFolders().length > 0;
    const notes = hasFaceModel ? [] : ['The official face model is not here: Face Mesh alone was measured.'];

    const server = await servePage({
      page: 'scripts/bench/page',
      folders: { ...trackingFolders(), '/holistic/': ['node_modules/@mediapipe/holistic'] },
      policy: POLICY,
    });
    const browserServer = await chromium.launchServer({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
    const browser = await chromium.connect(browserServer.wsEndpoint());
    const openPage = async (): Promise<Page> => {
      const page = await browser.newPage();
      await page.goto(server.url);
      return page;
    };
    try {
      const parts = await measureParts(openPage, hasFaceModel);
      const rates = await measureArrangements(openPage, hasFaceModel, notes);
      const memory = readPeakMemory(browserServer.process().pid ?? 0);
      const faceConfig = config({
        parts: ['face'],
        faceTracker: hasFaceModel ? 'face-landmarker' : 'face-mesh',
      });
      const compare = (confidence: number | undefined) =>
        attempt(openPage, (page) =>
          page.evaluate((options) => bench.compare(options), {
            configs: [faceConfig, config({ parts: ['pose', 'hands'], confidence })].map((each) => ({
              ...each,
              delegate: 'cpu' as const,
            })),
            footage: FOOTAGE,
            rounds: 6,
            limitMs: 18_000,
          }),
        );
      const comparisons: ComparisonRow[] = [
        { name: 'same footage, no hands in view', parts: ['face', 'pose'], found: await compare(undefined) },
        { name: 'two hands forced on Kagami alone', parts: TRACKED_PARTS, found: await compare(FORCED) },
      ];
      return {
        tables: [partsTable(parts), ratesTable(rates), baselineTable(comparisons), ...memoryTables(memory)],
        notes,
      };
    } finally {
      await browser.close();
      await browserServer.close();
      await server.close();
    }
  },
};

/** Runs one measurement in a page of its own; a failure or a timeout is its answer, not the end of the bench. */
const attempt = async <T>(
  openPage: () => Promise<Page>,
  work: (page: Page) => Promise<T>,
): Promise<T | string> => {
  const page = await openPage();
  let timer: NodeJS.Timeout | undefined;
  try {
    const limit = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(`over ${STEP_LIMIT_MS / 1000} s`), STEP_LIMIT_MS);
    });
    return await Promise.race([work(page), limit]);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : 'failed';
  } finally {
    clearTimeout(timer);
    void page.close().catch(() => {});
  }
};

interface PartRow {
  name: string;
  cpu: PartTime | string;
  gpu: PartTime | string;
}

const measureParts = async (openPage: () => Promise<Page>, hasFaceModel: boolean): Promise<PartRow[]> => {
  const rows: PartRow[] = [];
  for (const { name, config: chosen } of hasFaceModel ? [FACE_LANDMARKER, ...SUBJECTS] : SUBJECTS) {
    const time = (delegate: 'cpu' | 'gpu', frames: number, limitMs: number) =>
      attempt(openPage, (page) =>
        page.evaluate((options) => bench.timePart(options), {
          config: { ...chosen, delegate },
          footage: FOOTAGE,
          frames,
          limitMs,
        }),
      );
    rows.push({
      name,
      cpu: await time('cpu', 60, 5000),
      gpu: GPU_SUBJECTS.has(name) ? await time('gpu', 6, 6000) : '–',
    });
  }
  return rows;
};

const measureArrangements = async (
  openPage: () => Promise<Page>,
  hasFaceModel: boolean,
  notes: string[],
): Promise<{ name: string; rates: Rates | string }[]> => {
  const tracker = (change: Partial<TrackerOptions>): TrackerOptions => ({
    mode: 'upper',
    delegate: 'cpu',
    quality: 'full',
    face: 'auto',
    faceModelPresent: hasFaceModel,
    ...change,
  });
  const runs = [
    { name: 'full models, hands forced', workers: 'program', quality: 'full', confidence: FORCED },
    { name: 'the same in one worker', workers: 'one', quality: 'full', confidence: FORCED },
    { name: 'lite models, hands forced', workers: 'program', quality: 'lite', confidence: FORCED },
    { name: 'full models, no hands in view', workers: 'program', quality: 'full', confidence: undefined },
  ] as const;
  const results: { name: string; rates: Rates | string }[] = [];
  for (const { name, workers, quality, confidence } of runs)
    results.push({
      name,
      rates: await attempt(openPage, (page) =>
        page.evaluate((options) => bench.measureRates(options), {
          tracker: tracker({ quality }),
          delegate: 'cpu' as const,
          faceTracker: hasFaceModel ? ('face-landmarker' as const) : ('face-mesh' as const),
          workers,
          confidence,
          footage: FOOTAGE,
          seconds: 6,
        }),
      ),
    });
  notes.push('Rates: images come 30 times a second, in the workers that the program uses, CPU delegate.');
  return results;
};

const time = (value: PartTime | string): string => (typeof value === 'string' ? value : ms(value.median));
const seen = (value: PartTime | string): string => (typeof value === 'string' ? '' : value.seen.toFixed(1));
const start = (value: PartTime | string): string =>
  typeof value === 'string' ? '' : (value.start / 1000).toFixed(1);

const partsTable = (rows: readonly PartRow[]): Table => ({
  title: 'Milliseconds a frame, 640×480 (median), and seconds until ready',
  columns: ['tracker', 'seen', 'CPU', 'ready', 'GPU/WebGL', 'ready'],
  rows: rows.map(({ name, cpu, gpu }) => [name, seen(cpu), time(cpu), start(cpu), time(gpu), start(gpu)]),
});

const ratesTable = (rows: readonly { name: string; rates: Rates | string }[]): Table => ({
  title: 'Results a second, face + pose + hands together',
  columns: ['arrangement', 'face', 'pose', 'hands', 'ms: face', 'pose', 'hands'],
  rows: rows.map(({ name, rates }) =>
    typeof rates === 'string'
      ? [name, rates]
      : [
          name,
          ...(['face', 'pose', 'hands'] as const).map((part) => rates.rates[part].toFixed(1)),
          ...(['face', 'pose', 'hands'] as const).map((part) => ms(rates.ms[part])),
        ],
  ),
});

interface ComparisonRow {
  name: string;
  /** What must be new for a result to count as whole. */
  parts: readonly TrackedPart[];
  found: Comparison | string;
}

/** Kagami's time is that of its slowest part: until face, pose and, where there are any, hands are all new. */
const baselineTable = (rows: readonly ComparisonRow[]): Table => ({
  title:
    'Milliseconds of wall time until every part is new: the legacy @mediapipe/holistic (WebGL) and Kagami (CPU)',
  columns: ['what', 'holistic', 'Kagami', 'times as fast'],
  rows: rows.map(({ name, parts, found }) => {
    if (typeof found === 'string') return [name, found];
    const ours = Math.max(...parts.map((part) => found.perPart[part]));
    return [name, ms(found.baseline), ms(ours), (found.baseline / ours).toFixed(1)];
  }),
});

const memoryTables = (memory: readonly ProcessMemory[]): Table[] =>
  memory.length === 0
    ? []
    : [
        {
          title: 'Peak memory of the browser’s processes while tracking',
          columns: ['process', 'MB'],
          rows: memory.map(({ type, peakMegabytes }) => [type, peakMegabytes.toFixed(0)]),
        },
      ];
