import { Button, List, Text } from '@mantine/core';
import { IconMoodSearch, IconMoodSmile, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { AvatarGroups } from '../sections/avatar-section';
import { CalibrationGroup } from '../sections/calibration-group';
import { LanguageField } from '../sections/settings-section';
import { CameraField } from '../sections/source-group';
import { FaultAlert } from '../shell/fault-alert';

export const LanguageStep = LanguageField;
export const AvatarStep = AvatarGroups;
export const CalibrationStep = CalibrationGroup;

/** The camera, and whether it sees a face. */
export const CameraStep = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { running, source: from } = useStudio((state) => state.settings.capture);
  const source = useStudio((state) => state.source);
  const fault = useStudio((state) => state.sourceFailure ?? state.source?.fault);
  const found = source?.state === 'running' && source.seen.face;
  const FaceIcon = found ? IconMoodSmile : IconMoodSearch;
  return (
    <>
      <CameraField />
      {running && fault !== undefined && <FaultAlert fault={fault} />}
      {running ? (
        <div className="k-found" data-found={found} role="status">
          <FaceIcon size={26} stroke={1.6} aria-hidden />
          <Text size="sm">{found ? t('wizard.faceFound') : t('wizard.faceSought')}</Text>
        </div>
      ) : (
        <Button variant="default" onClick={() => change({ capture: { running: true } })}>
          {t('shell.start')}
        </Button>
      )}
      <Text size="xs" c="dimmed">
        {t('wizard.privacy')}
      </Text>
      {from === 'take' ? (
        <Button variant="default" onClick={() => change({ capture: { source: 'camera', running: true } })}>
          {t('wizard.useCamera')}
        </Button>
      ) : (
        !found && (
          <Button
            variant="subtle"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => change({ capture: { source: 'take', take: 'demo', running: true } })}
          >
            {t('wizard.useDemo')}
          </Button>
        )
      )}
    </>
  );
};

/** What to reach for next. */
export const DoneStep = () => {
  const { t } = useTranslation();
  return (
    <List size="sm" spacing="sm">
      <List.Item>{t('wizard.tipSearch')}</List.Item>
      <List.Item>{t('wizard.tipPanic')}</List.Item>
      <List.Item>{t('wizard.tipDoctor')}</List.Item>
      <List.Item>{t('wizard.tipAgain')}</List.Item>
    </List>
  );
};
