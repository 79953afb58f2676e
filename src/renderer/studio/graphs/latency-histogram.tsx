import { Text } from '@mantine/core';
import { LATENCY_STEP } from '@shared/latency-bins';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { type LatencyRecord, summariseLatencies, withLatencies } from './latency-record';

const WIDTH = 260;
const HEIGHT = 72;

/** How long frames of the first Stage took from the camera to the screen, over the last minute. */
export const LatencyHistogram = () => {
  const { t } = useTranslation();
  const stage = useStudio(({ stages }) => stages.find((one) => one.latencyMs !== undefined));
  const [record, setRecord] = useState<LatencyRecord>([]);
  useEffect(() => {
    if (stage !== undefined) setRecord((before) => withLatencies(before, stage));
  }, [stage]);
  const summary = summariseLatencies(record);
  const words =
    summary === undefined
      ? t('graphs.latencyNone')
      : t('graphs.latencyWords', { median: summary.median, most: summary.most });
  const bar = WIDTH / (summary?.shownBins ?? 1);
  const tallest = Math.max(...(summary?.counts ?? [1]));
  return (
    <PanelGroup title={t('graphs.latency')}>
      <div className="k-field k-graph">
        <Text size="xs" c="dimmed" mb={6}>
          {t('graphs.latencyHelp')}
        </Text>
        {summary !== undefined && (
          <>
            <svg className="k-histogram" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
              {summary.counts.slice(0, summary.shownBins).map((count, bin) => (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
                  key={bin}
                  data-late={bin * LATENCY_STEP >= summary.most}
                  x={bin * bar + 0.5}
                  width={Math.max(1, bar - 1)}
                  y={HEIGHT * (1 - count / tallest)}
                  height={(HEIGHT * count) / tallest}
                />
              ))}
            </svg>
            <div className="k-histogram-scale k-number" aria-hidden>
              <span>{t('units.ms', { value: 0 })}</span>
              <span>{t('units.ms', { value: summary.shownBins * LATENCY_STEP })}</span>
            </div>
          </>
        )}
        <Text size="sm" role="status">
          {words}
        </Text>
      </div>
    </PanelGroup>
  );
};
