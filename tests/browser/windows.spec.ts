/** Two Stage windows from one tracking run, as outputs: seen live, of their own sizes, and closed by their switches. */
import { expect, test } from '@playwright/test';
import { type Program, startProgram } from './program';
import { untilStageShows } from './stage-reading';

let program: Program;
test.afterEach(() => program?.close());

const stateOf = (id: 'window' | 'window2') =>
  program.host.services.outputs.states.find((output) => output.id === id)?.state;

test('a second Stage shows the same motion upright, and each is switched by itself', async () => {
  program = await startProgram({
    demo: true,
    settings: { outputs: { window2: { width: 180, height: 320, shot: 'full' } } },
  });
  const { context, host } = program;
  const opened = async (id: 'window' | 'window2') => {
    const [page] = await Promise.all([context.waitForEvent('page'), host.services.api.setOutputOn(id, true)]);
    await untilStageShows(page);
    return page;
  };
  const first = await opened('window');
  const second = await opened('window2');
  await expect
    .poll(() => [stateOf('window'), stateOf('window2')], { timeout: 20_000 })
    .toEqual(['live', 'live']);
  expect(await Promise.all([first.title(), second.title()])).toEqual(['Kagami Stage', 'Kagami Stage 2']);
  const sizeOf = (page: typeof first) =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      return [canvas.width, canvas.height];
    });
  expect(await sizeOf(first)).toEqual([480, 360]);
  expect(await sizeOf(second)).toEqual([180, 320]);

  const closed = second.waitForEvent('close');
  await host.services.api.setOutputOn('window2', false);
  await closed;
  await expect.poll(() => stateOf('window2')).toBe('off');
  expect(stateOf('window')).toBe('live');
  expect(program.errors).toEqual([]);
});
