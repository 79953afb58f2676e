/**
 * `npx tsx scripts/golden-poses.ts`: eight poses of a streamer, each drawn as the synthetic person stands (with the noisy landmarks
 * that the solver is given) beside the avatar in the pose that the solver finds, drawn by the Stage's own renderer in a real
 * Chromium. Writes docs/pictures/golden-poses*.png. `npm run pictures` runs it too. The avatars must be built.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from './bench/chromium';
import { servePage } from './bench/page-server';
import type { GoldenPose } from './golden-poses/main';

const SHEETS = { 'hikari.vrm': 'golden-poses.png', 'ren.vrm': 'golden-poses-ren.png' };
/** The solver's networks are WebAssembly. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; connect-src 'self' blob: data:";

const POSES: readonly GoldenPose[] = [
  { title: 'Wave', pose: 'wave', arms: 'angles' },
  { title: 'Peace sign', pose: 'peace', arms: 'angles' },
  { title: 'Both arms up', pose: 'armsUp', arms: 'angles' },
  { title: 'Hands on hips', pose: 'handsOnHips', arms: 'reach' },
  { title: 'Hand to cheek', pose: 'handToCheek', arms: 'reach' },
  { title: 'Hands together', pose: 'handsTogether', arms: 'reach' },
  { title: 'Arms crossed', pose: 'armsCrossed', arms: 'reach' },
  { title: 'Thinking', pose: 'chinRest', arms: 'reach' },
];

const server = await servePage({
  page: 'scripts/golden-poses',
  folders: { '/files/': ['resources/avatars'] },
  policy: POLICY,
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'drawPoses' in window);
  for (const [avatar, sheet] of Object.entries(SHEETS)) {
    const address = await page.evaluate(([file, poses]) => window.drawPoses(file, poses), [
      `/files/${avatar}`,
      POSES,
    ] as const);
    const file = `docs/pictures/${sheet}`;
    writeFileSync(resolve(file), Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));
    console.log(file);
  }
} finally {
  await browser.close();
  await server.close();
}
