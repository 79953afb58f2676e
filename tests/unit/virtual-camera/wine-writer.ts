/** Runs under Wine: writes frames into OBS's queue as the program does. Arguments: width, height, rate, frames. */

import { loadWindowsMemory } from '../../../src/main/services/virtual-camera/windows-memory';
import { createObsQueueCamera, openObsQueue } from '../../../src/main/services/virtual-camera/windows-queue';
import { testFrame } from './test-frame';

const [width = 0, height = 0, rate = 0, frames = 0] = process.argv.slice(2).map(Number);

const memory = await loadWindowsMemory();
const driver = createObsQueueCamera(async () => memory);
const there = await driver.available();
const camera = openObsQueue(memory, { width, height, rate });
const second = await driver.open({ width, height, rate }).then(
  () => 'opened',
  (error: Error) => error.message,
);

let cost = 0;
for (let index = 0; index < frames; index++) {
  const frame = testFrame(width, height, index);
  const begin = performance.now();
  await camera.write(frame);
  cost += performance.now() - begin;
  await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
}
// Nothing new for a second: the camera must be kept alive.
await new Promise((resolve) => setTimeout(resolve, 1000));
camera.close();
console.log(JSON.stringify({ there, second, msPerFrame: cost / frames }));
process.exit(0);
