import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { makeLargeAvatar, makePortraitAvatar } from './bench-avatars';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium';
import { servePage } from './page-server';
import type { RenderCase, RenderFigures } from './render-page/main';
import { ms, type Report, type Topic } from './topic';

const FOLDERS = ['resources/avatars', '../shared/data/vrm'];
/** What the avatar stage may do on the program's own pages: pictures inside a file are read through blob: addresses. */
const POLICY = "default-src 'self'; img-src 'self' blob: data:; connect-src 'self' blob: data:";
const FRAMES = 60;
const FRAMES_LIMIT_MS = 15_000;
const CASE_LIMIT_MS = 120_000;

const AVATARS = ['hikari.vrm', 'ren.vrm', 'cryptovoxels.vrm'];
const LARGE = 'large.vrm';
const PORTRAIT = 'portrait.vrm';

/** The Stage's frame and load against three-vrm by itself, on the same file in the same page. */
export const rendering: Topic = {
  name: 'rendering',
  async run(): Promise<Report> {
    const files = AVATARS.filter((file) => FOLDERS.some((folder) => existsSync(resolve(folder, file))));
    if (files.length === 0)
      return { tables: [], notes: ['Rendering was not measured: no avatar file is there.'] };
    const made = mkdtempSync(join(tmpdir(), 'kagami-bench-avatars-'));
    writeFileSync(join(made, LARGE), makeLargeAvatar(resolve(FOLDERS[0]!, files[0]!)));
    writeFileSync(join(made, PORTRAIT), makePortraitAvatar());
    const server = await servePage({
      page: 'scripts/bench/render-page',
      folders: { '/files/': [...FOLDERS, made] },
      policy: POLICY,
    });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
    const rows: string[][] = [];
    const notes = [...NOTES];
    try {
      for (const given of cases([...files, LARGE, PORTRAIT]))
        await measure(browser, server.url, given).then(
          (figures) => rows.push(row(given, figures)),
          (error: Error) => notes.push(`${given.file}: ${error.message}`),
        );
    } finally {
      await browser.close();
      await server.close();
      rmSync(made, { recursive: true, force: true });
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
  'ratio',
  'longest block ms',
  'idle block ms',
  'first frame ms',
  'frame on main thread ms',
  'its 95th percentile',
];
const NOTES = [
  'A frame is timed until the graphics card has finished it, but for its time on the main thread; the longest block is while the Stage loads the file, up to its first frame, and the idle one while it does nothing.',
  'large.vrm is hikari.vrm grown to 20 MB (four times its meshes, five textures of noise); portrait.vrm is a picture brought to life.',
  'Load times are medians of three, in turns.',
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
  return plain.flatMap((given, i) => {
    // A frame of it would measure nothing but the software that stands in for a graphics card.
    if (given.file === LARGE) return [{ ...given, frames: 0 }];
    return i === 0 ? [given, { ...given, antialias: true }] : [given];
  });
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

const two = (value: number): string => value.toFixed(2);

/** What was not measured is a dash. */
const told = (value: number | undefined, write: (value: number) => string): string =>
  value === undefined ? '–' : write(value);

const row = ({ file, antialias }: RenderCase, figures: RenderFigures): string[] => [
  `${file}${antialias ? ', anti-aliased' : ''}`,
  String(figures.triangles ?? '–'),
  told(figures.bareMs, ms),
  told(figures.stageMs, ms),
  told(figures.frameRatio, two),
  told(figures.applyMs, (value) => value.toFixed(3)),
  told(figures.updateMs, two),
  ms(figures.bareLoadMs),
  ms(figures.stageLoadMs),
  two(figures.stageLoadMs / figures.bareLoadMs),
  ms(figures.longestBlockMs),
  ms(figures.idleBlockMs),
  ms(figures.firstFrameMs),
  told(figures.mainMs, two),
  told(figures.mainMs95, two),
];
