import { hasShared, shared, startProgram } from '../../tests/browser/program';
import { untilStageShows } from '../../tests/browser/stage-reading';
import type { Report, Topic } from './topic';

const FOOTAGE = 'video/cam-male.mjpeg';
const WARM_UP_MS = 15_000;
const MEASURE_MS = 8_000;

/** Whether the Stage waits for tracking: its frame rate in the real program with the camera tracked and with it off. */
export const independence: Topic = {
  name: 'independence',
  run: async (): Promise<Report> => {
    if (!hasShared(FOOTAGE))
      return { tables: [], notes: ['Stage rate with tracking: needs ../shared/data/video.'] };
    const models = hasShared('models') ? { models: shared('models') } : {};
    const program = await startProgram({
      footage: shared(FOOTAGE),
      ...models,
      settings: { tracking: { mode: 'face' } },
    });
    try {
      await program.openStudio();
      const stage = await program.openStage();
      await untilStageShows(stage);
      const frames = (): Promise<number> => stage.evaluate(() => window.kagamiStage?.frames ?? 0);
      const rate = async (): Promise<number> => {
        const [before, started] = [await frames(), Date.now()];
        await stage.waitForTimeout(MEASURE_MS);
        return ((await frames()) - before) / ((Date.now() - started) / 1000);
      };
      await stage.waitForTimeout(WARM_UP_MS);
      const tracked = await rate();
      await program.host.services.api.updateSettings({ capture: { running: false } });
      await stage.waitForTimeout(2000);
      const alone = await rate();
      return {
        tables: [
          {
            title: 'Stage frames a second, 480×360, face tracked on the processor',
            columns: ['tracking on', 'tracking off', 'ratio'],
            rows: [[tracked.toFixed(1), alone.toFixed(1), (tracked / alone).toFixed(2)]],
          },
        ],
        notes: [
          'Without a GPU, drawing and tracking share the same cores: the ratio is then theirs, not the design’s.',
        ],
      };
    } finally {
      await program.close();
    }
  },
};
