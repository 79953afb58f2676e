import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';

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
    </section>
  );
};

const Figure = ({ name, help, children }: { name: string; help: string; children: ReactNode }) => (
  <Tooltip label={help} position="top-start">
    <span className="k-figure">
      <span className="k-figure-name">{name}</span> <span className="k-number">{children}</span>
    </span>
  </Tooltip>
);
