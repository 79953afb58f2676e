import { Button, Text } from '@mantine/core';
import { IconCameraOff, IconEyeOff, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { FaultAlert } from '../shell/fault-alert';
import { Notice } from './notice';
import { PreviewCanvas } from './preview-canvas';
import { previewState } from './preview-shown';

/** What the camera sees, or why it is not to be seen: the whole middle, or its corner beside the avatar. */
export const CameraPicture = ({ corner }: { corner: boolean }) => {
  const fault = useStudio((state) => state.sourceFailure ?? state.source?.fault);
  const running = useStudio((state) => state.settings.capture.running);
  return (
    <>
      <div className={corner ? 'k-corner' : 'k-whole'}>
        <Contents />
      </div>
      {running && fault !== undefined && (
        <div className="k-picture-fault">
          <FaultAlert fault={fault} />
        </div>
      )}
    </>
  );
};

const Contents = () => {
  const { t } = useTranslation();
  const { change, showPreview } = useActions();
  const shown = useStudio(previewState);
  const running = useStudio((state) => state.settings.capture.running);
  const hasFault = useStudio((state) => (state.sourceFailure ?? state.source?.fault) !== undefined);
  const state = useStudio((studio) => studio.source?.state);
  const leading = useStudio((studio) => studio.leading);
  const isTake = useStudio((studio) => studio.settings.capture.source === 'take');

  if (!running)
    return (
      <Notice icon={IconCameraOff} title={t('preview.off')} help={t('preview.offHelp')}>
        <Button size="xs" onClick={() => change({ capture: { running: true } })}>
          {t('shell.start')}
        </Button>
      </Notice>
    );
  if (hasFault && state !== 'running') return null;
  if (shown !== 'shown')
    return (
      <Notice
        icon={IconEyeOff}
        title={t('preview.hidden')}
        help={shown === 'hidden' ? t('preview.hiddenHelp') : t('preview.hiddenLiveHelp')}
      >
        <Button size="xs" variant="default" onClick={() => showPreview(true)}>
          {t('preview.show')}
        </Button>
      </Notice>
    );
  return (
    <>
      <PreviewCanvas />
      {state === 'running' && !leading && (
        <Notice icon={IconPlugConnected} title={t('preview.elsewhere')} help={t('preview.elsewhereHelp')} />
      )}
      {state !== 'running' && (
        <Text className="k-picture-note" size="sm" role="status">
          {t('preview.starting')}
        </Text>
      )}
      {state === 'running' && leading && isTake && (
        <Text className="k-picture-note" size="sm">
          {t('preview.take')}
        </Text>
      )}
    </>
  );
};
