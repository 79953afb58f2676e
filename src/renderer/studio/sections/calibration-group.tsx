import { Button, Group, Progress, Text } from '@mantine/core';
import { findCalibration } from '@shared/calibration';
import { IconEraser, IconUserCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';

/** What counts as neutral of this person, before this camera. */
export const CalibrationGroup = () => {
  const { t } = useTranslation();
  const { calibrate, forgetCalibration } = useActions();
  const camera = useStudio(({ source }) => source?.sourceLabel ?? '');
  const taken = useStudio(
    ({ settings }) =>
      findCalibration(settings.motion.calibrations, camera, settings.avatar.current) !== undefined,
  );
  const able = useStudio(({ source, leading }) => leading && source?.state === 'running');
  const busy = useStudio(
    ({ calibration }) => calibration?.phase === 'countdown' || calibration?.phase === 'watching',
  );
  return (
    <PanelGroup title={t('calibration.title')}>
      <div className="k-field">
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconUserCheck size={17} aria-hidden />}
            disabled={!able || busy}
            aria-describedby="k-calibration-help"
            onClick={calibrate}
          >
            {t('calibration.start')}
          </Button>
          {taken && !busy && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconEraser size={17} aria-hidden />}
              onClick={forgetCalibration}
            >
              {t('calibration.forget')}
            </Button>
          )}
        </Group>
        <Moment />
        {taken && (
          <Text size="xs" mt={6}>
            {t('calibration.taken', { camera })}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={6} id="k-calibration-help">
          {t('calibration.help')}
        </Text>
      </div>
    </PanelGroup>
  );
};

/** Where the calibration is right now; read out by screen readers. */
const Moment = () => {
  const { t } = useTranslation();
  const moment = useStudio((state) => state.calibration);
  const words = {
    countdown: () =>
      t('calibration.countdown', { seconds: moment?.phase === 'countdown' ? moment.seconds : 0 }),
    watching: () => t('calibration.watching'),
    done: () => t('calibration.done'),
    failed: () => t('calibration.failed'),
  };
  return (
    <div role="status">
      {moment !== undefined && (
        <Text size="sm" fw={600} mt="sm" className={moment.phase === 'failed' ? 'k-warn' : undefined}>
          {words[moment.phase]()}
        </Text>
      )}
      {moment?.phase === 'watching' && (
        <Progress value={moment.share * 100} mt={6} aria-label={t('calibration.watching')} />
      )}
    </div>
  );
};
