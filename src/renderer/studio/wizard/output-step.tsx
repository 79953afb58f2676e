import { Button, Text } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { stageIsLive } from '../store';

/** Where the avatar goes. */
export const OutputStep = () => {
  const { t } = useTranslation();
  const { openStage } = useActions();
  const live = useStudio(stageIsLive);
  return (
    <PanelGroup title={t('wizard.window')}>
      <Text size="sm">{t('wizard.windowHelp')}</Text>
      <Button
        variant={live ? 'light' : 'filled'}
        leftSection={<IconDeviceDesktop size={18} aria-hidden />}
        onClick={openStage}
      >
        {live ? t('shell.showStage') : t('shell.openStage')}
      </Button>
    </PanelGroup>
  );
};
