import { Alert, Button, Code, Group, Progress, Text } from '@mantine/core';
import { IconCircleCheck, IconDownload, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { PanelGroup } from '../controls/panel';
import { RefusalAlert } from '../shell/fault-alert';
import { DEFAULTS } from './defaults';

/** Which face tracker runs, and how to get the better one. */
export const FaceTrackerGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const face = useStudio((state) => state.settings.tracking.face);
  return (
    <PanelGroup title={t('faceTracker.title')}>
      <Running />
      <Download />
      <ChoiceField
        label={t('faceTracker.choice')}
        help={t('faceTracker.choiceHelp')}
        value={face}
        defaultValue={DEFAULTS.tracking.face}
        choices={[
          { value: 'auto', label: t('common.automatic') },
          { value: 'face-landmarker', label: 'Landmarker' },
          { value: 'face-mesh', label: 'Face Mesh' },
        ]}
        onChange={(next) => change({ tracking: { face: next } })}
      />
    </PanelGroup>
  );
};

const Running = () => {
  const { t } = useTranslation();
  const kind = useStudio(({ source }) => (source?.state === 'running' ? source.faceTracker : undefined));
  const words =
    kind === undefined
      ? t('faceTracker.noneRunning')
      : kind === 'face-landmarker'
        ? t('faceTracker.landmarkerRunning')
        : t('faceTracker.meshRunning');
  return (
    <Group gap={8} wrap="nowrap" className="k-field" align="flex-start" role="status">
      {kind === 'face-landmarker' ? (
        <IconCircleCheck size={18} aria-hidden className="k-good" />
      ) : (
        <IconInfoCircle size={18} aria-hidden className="k-muted" />
      )}
      <Text size="sm">{words}</Text>
    </Group>
  );
};

const Download = () => {
  const { t } = useTranslation();
  const { downloadFaceModel, cancelFaceModelDownload } = useActions();
  const model = useStudio((state) => state.models.face);

  if (model.state === 'present') return null;
  if (model.state === 'downloading') {
    const { receivedBytes, totalBytes } = model;
    const percent = totalBytes > 0 ? Math.min(100, (100 * receivedBytes) / totalBytes) : 0;
    const words = t('faceTracker.downloading', {
      received: megabytes(receivedBytes),
      total: megabytes(totalBytes),
    });
    return (
      <div className="k-field">
        <Group justify="space-between" mb={6} wrap="nowrap">
          <Text size="sm" className="k-number">
            {words}
          </Text>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={cancelFaceModelDownload}
          >
            {t('common.cancel')}
          </Button>
        </Group>
        <Progress value={percent} aria-label={words} />
      </div>
    );
  }
  return (
    <div className="k-field">
      {model.state === 'failed' && (
        <RefusalAlert title={t('faults.modelNotDownloaded')} detail={model.message} />
      )}
      <Alert color="iris" variant="light" icon={<IconDownload aria-hidden />} title={t('faceTracker.better')}>
        <Text size="sm">{t('faceTracker.betterHelp')}</Text>
        <Button size="xs" mt="xs" onClick={() => void downloadFaceModel()}>
          {model.state === 'failed' ? t('common.tryAgain') : t('faceTracker.download')}
        </Button>
        <Text size="xs" mt="sm">
          {t('faceTracker.folderHelp')} <Code>KAGAMI_MODELS</Code>
        </Text>
      </Alert>
    </div>
  );
};

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
