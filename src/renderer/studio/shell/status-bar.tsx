import type { StageStatus } from '@shared/channel';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import { CpuFigure } from './cpu-figure';
import { Figure } from './figure';
import { OutputLights } from './output-lights';

/** Real rates and the latency, as the pages that capture, track and render measure them. */
export const StatusBar = () => {
  const { t } = useTranslation();
  const source = useStudio((state) => state.source);
  const stage = useStudio((state) => state.stages[0]);
  const connection = useStudio((state) => state.connection);
  const settings = useStudio((state) => state.settings);
  const running = source?.state === 'running';
  const fps = (rate: number | undefined) =>
    rate === undefined ? '–' : t('units.fps', { value: Math.round(rate) });

  return (
    <section className="k-status" aria-label={t('status.title')}>
      <Figure name={t('status.capture')} help={t('status.captureHelp')}>
        {fps(running ? source.captureRate : undefined)}
        {running && source.imageWidth > 0 && ` · ${source.imageWidth}×${source.imageHeight}`}
      </Figure>
      <Figure name={t('parts.face')} help={t('status.faceHelp')}>
        {fps(running ? source.trackRates.face : undefined)}
      </Figure>
      <Figure name={t('parts.body')} help={t('status.bodyHelp')}>
        {fps(running && settings.tracking.mode !== 'face' ? source.trackRates.pose : undefined)}
      </Figure>
      <Figure name={t('parts.hands')} help={t('status.handsHelp')}>
        {fps(running && settings.tracking.mode !== 'face' ? source.trackRates.hands : undefined)}
      </Figure>
      <Figure name={t('status.render')} help={t('status.renderHelp')}>
        {fps(stage?.renderRate)}
      </Figure>
      <Figure name={t('status.latency')} help={t('status.latencyHelp')}>
        {stage?.latencyMs === undefined ? '–' : t('units.ms', { value: Math.round(stage.latencyMs) })}
      </Figure>
      <Figure name={t('status.dropped')} help={t('status.droppedHelp')}>
        {stage === undefined
          ? '–'
          : `${stage.missed} · ${t('units.percent', { value: droppedShare(stage) })}`}
      </Figure>
      <CpuFigure />
      <span className="k-status-gap" />
      {settings.network.offline && <span className="k-offline">{t('privacy.offlineShort')}</span>}
      {connection === 'lost' && <strong className="k-status-warning">{t('status.lost')}</strong>}
      {running && settings.tracking.delegate === 'gpu' && source.delegate === 'cpu' && (
        <strong className="k-status-warning">{t('status.droppedToCpu')}</strong>
      )}
      {running && source.faceTracker !== undefined && (
        <Figure name={t('status.faceTracker')} help={t('status.faceTrackerHelp')}>
          {source.faceTracker === 'face-landmarker' ? 'Face Landmarker' : 'Face Mesh'}
        </Figure>
      )}
      {running && source.delegate !== undefined && (
        <Figure name={t('status.delegate')} help={t('status.delegateHelp')}>
          {source.delegate === 'gpu' ? 'GPU' : 'CPU'}
        </Figure>
      )}
      <OutputLights />
    </section>
  );
};

/** Of all frames that should have been drawn, percent with one decimal where it is small. */
const droppedShare = ({ drawn, missed }: Pick<StageStatus, 'drawn' | 'missed'>): number => {
  const percent = (100 * missed) / Math.max(1, drawn + missed);
  return percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent);
};
