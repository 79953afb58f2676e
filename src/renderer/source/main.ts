/**
 * The Stage inside of OBS's Browser Source: shapes and draws the avatar itself, at OBS's size, with alpha. It is told motion, settings
 * and avatars over one WebSocket, tracks nothing and has no way to change anything.
 */
import type { StageStatus } from '@shared/channel';
import { openStagePage } from '../stage/stage-page';
import { exposeStageProbe } from '../stage/stage-probe';
import { createSourceHost } from './source-host';
import { openSourceLink } from './source-link';

const SMALLEST = 64;

/** OBS gives the page its size in CSS pixels at a ratio of 1; an ordinary browser on a dense display has more of them. */
const windowSize = () => ({
  width: Math.max(SMALLEST, Math.round(window.innerWidth * window.devicePixelRatio)),
  height: Math.max(SMALLEST, Math.round(window.innerHeight * window.devicePixelRatio)),
});

const readingOf = ({ width, height, renderRate, latencyMs }: StageStatus) => ({
  width,
  height,
  renderRate: Math.min(1000, renderRate),
  ...(latencyMs !== undefined && latencyMs >= 0 && latencyMs <= 60_000 && { latencyMs }),
});

const start = async (): Promise<void> => {
  const query = new URLSearchParams(location.search);
  const source = createSourceHost({
    size: windowSize(),
    keepsBackground: query.get('background') === 'stage',
    onPost: (message) => {
      if (message.type === 'stage-status') link.tell(readingOf(message.status));
    },
  });
  const link = openSourceLink({
    onMessage: source.hear,
    onMotion: source.hearMotion,
    onConnection: source.hearConnection,
  });
  window.addEventListener('resize', () => {
    const { width, height } = windowSize();
    source.setSize(width, height);
  });
  const page = await openStagePage({
    host: source.host,
    channel: source.channel,
    canvas: document.querySelector<HTMLCanvasElement>('#feed')!,
    search: location.search,
    // A feed never carries text; Studio says what is wrong.
    onNotice: () => undefined,
  });
  exposeStageProbe(page);
};

void start();
