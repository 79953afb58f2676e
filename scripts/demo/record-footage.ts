/**
 * Records the takes that the tests and the demo are made from: the project's own trackers over footage that lies beside the
 * repository. Needs Google's face model and the footage, so it runs where the project is worked on; the takes are committed.
 *
 *     npx tsx scripts/demo/record-footage.ts
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import { CHROMIUM_FLAGS, chromiumPath } from '../bench/chromium';
import { faceModelFolders, footageFolder, trackingFolders } from '../bench/footage';
import { servePage } from '../bench/page-server';

export const FOOTAGE_ATTRIBUTION =
  'Footage: “sample-videos” by intel-iot-devkit, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); tracked, not shown.';

const FOOTAGE = [
  { gif: 'intel-head-pose-female.gif', take: 'turning-head', name: 'Turning head' },
  { gif: 'intel-head-pose-male.gif', take: 'moving-face', name: 'Moving face' },
];
const FOLDER = 'tests/fixtures';

const main = async (): Promise<void> => {
  if (faceModelFolders().length === 0 || !existsSync(join(footageFolder, FOOTAGE[0]!.gif)))
    throw new Error('The footage or the face model is not here: see ../shared/data.');
  const server = await servePage({ page: 'scripts/demo/page', folders: trackingFolders() });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  try {
    mkdirSync(FOLDER, { recursive: true });
    for (const { gif, take, name } of FOOTAGE) {
      const page = await browser.newPage();
      await page.goto(server.url);
      const meta = {
        name,
        madeWith: `Kagami ${packageJson.version}, Face Landmarker, Pose Landmarker, Hand Landmarker`,
        source: gif,
        attribution: [FOOTAGE_ATTRIBUTION],
        labels: [],
      };
      const file = Buffer.from(
        await page.evaluate(([url, about]) => window.record(url, about), [`/video/${gif}`, meta] as const),
        'base64',
      );
      writeFileSync(join(FOLDER, `${take}.ktake`), file);
      console.log(`${take}.ktake: ${(file.length / 1024).toFixed(0)} kB`);
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
};

await main();
