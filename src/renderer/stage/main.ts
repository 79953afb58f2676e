import { openWindowChannel } from '../channel';
import { openHost } from '../host';
import { startHotkeys } from '../triggers/hotkeys';
import { exposeSpeechProbe } from '../voice/speech-probe';
import { asSecondStage } from './second-stage';
import { openStagePage, type StagePage } from './stage-page';
import { exposeStageProbe } from './stage-probe';
import { reportWindow } from './window-report';

const noticeElement = document.querySelector<HTMLParagraphElement>('#notice')!;

/** Shown only where there is nothing else to show: a live feed never carries text. */
const showNotice = (message: string | undefined): void => {
  noticeElement.hidden = message === undefined;
  noticeElement.textContent = message ?? '';
};

const start = async (): Promise<StagePage> => {
  const host = await openHost();
  const id = document.body.dataset.output === 'window2' ? 'window2' : 'window';
  const channel = reportWindow(id, host, openWindowChannel());
  startHotkeys(host);
  const canvas = document.querySelector<HTMLCanvasElement>('#feed')!;
  const speechPlayer = import('../voice/speech-player').then(({ createSpeechPlayer }) =>
    createSpeechPlayer({ host, page: 'stage' }),
  );
  const page = await openStagePage({
    host: id === 'window2' ? asSecondStage(host) : host,
    channel,
    canvas,
    tapSpeech: async () => (await speechPlayer).tap(),
    onNotice: showNotice,
    search: location.search,
  });
  exposeStageProbe(page);
  exposeSpeechProbe(await speechPlayer);
  // Large, and needed only where no Studio is open: after the avatar is on the screen.
  const { createSourcePipeline } = await import('../pipeline');
  await createSourcePipeline({ host, channel, manner: 'when-alone', stage: page });
  return page;
};

start().catch((error: unknown) =>
  showNotice(error instanceof Error ? error.message : 'The Stage could not start. Reload it.'),
);
