import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium';
import { servePage } from './page-server';
import type { RenderCase, RenderFigures } from './render-page/main';
import { ms, type Report, type Topic } from './topic';

const FOLDERS = ['resources/avatars', '../shared/data/vrm'];
/** What the avatar stage may do on the program's own pages: pictures inside a file are read through blob: addresses. */
const POLICY = "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' blob: data:";
const FRAMES = 60;
const FRAMES_LIMIT_MS = 15_000;
const CASE_LIMIT_MS = 60_000;

const AVATARS = ['hikari.vrm', 'ren.vrm', 'cryptovoxels.vrm'];

/** The Stage's frame and load against three-vrm by itself, on the same file in the same page. */
export const rendering: Topic = {
  name: 'rendering',
  async run(): Promise<Report> {
    const files = AVATARS.filter((file) => FOLDERS.some((folder) => existsSync(resolve(folder, file))));
    if (files.length === 0)
      return { tables: [], notes: ['Rendering was not measured: no avatar file is there.'] };
    const server = await servePage({
      page: 'scripts/bench/render-page',
      folders: { '/files/': FOLDERS },
      policy: POLICY,
    });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
    const rows: string[][] = [];
    const notes = [...NOTES];
    try {
      for (const given of cases(files))
        await measure(browser, server.url, given).then(
          (figures) => rows.push(row(given, figures)),
          (error: Error) => notes.push(`${given.file}: ${error.message}`),
        );
    } finally {
      await browser.close();
      await server.close();
    }
    return {
      tables: [
        {
          title: 'Rendering at 640×480: the Stage against three-vrm alone (medians)',
          columns: COLUMNS,
          rows,
        },
      ],
      notes,
    };
  },
};

const COLUMNS = [
  'avatar',
  'triangles',
  'bare ms',
  'Stage ms',
  'ratio',
  'apply ms',
  'vrm.update ms',
  'bare load ms',
  'Stage load ms',
  'longest block ms',
];
const NOTES = [
  'A frame is timed until the graphics card has finished it; the longest block is while the Stage loads the file.',
];

const cases = (files: readonly string[]): RenderCase[] => {
  const plain = files.map((file) => ({
    file,
    width: 640,
    height: 480,
    antialias: false,
    frames: FRAMES,
    limitMs: FRAMES_LIMIT_MS,
  }));
  return plain.flatMap((given, i) => (i === 0 ? [given, { ...given, antialias: true }] : [given]));
};

const measure = async (browser: Browser, url: string, given: RenderCase): Promise<RenderFigures> => {
  const page = await browser.newPage();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not measured within ${CASE_LIMIT_MS / 1000} s`)),
      CASE_LIMIT_MS,
    );
  });
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'measureRender' in window);
    return await Promise.race([page.evaluate((value) => window.measureRender(value), given), limit]);
  } finally {
    clearTimeout(timer);
    await page.close();
  }
};

const row = ({ file, antialias }: RenderCase, figures: RenderFigures): string[] => [
  `${file}${antialias ? ', anti-aliased' : ''}`,
  String(figures.triangles),
  ms(figures.bareMs),
  ms(figures.stageMs),
  (figures.stageMs / figures.bareMs).toFixed(2),
  figures.applyMs.toFixed(3),
  figures.updateMs.toFixed(2),
  ms(figures.bareLoadMs),
  ms(figures.stageLoadMs),
  ms(figures.longestBlockMs),
];
