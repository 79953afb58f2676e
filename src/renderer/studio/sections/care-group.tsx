import { Button, Group, Text } from '@mantine/core';
import { IconBook, IconStethoscope, IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { PanelGroup } from '../controls/panel';

/** When something is unclear or wrong. */
export const CareGroup = () => {
  const { t } = useTranslation();
  const { showDialog, showWizard } = useActions();
  return (
    <PanelGroup title={t('settings.care')}>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconStethoscope size={17} aria-hidden />}
          onClick={() => showDialog('doctor')}
        >
          {t('doctor.title')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconBook size={17} aria-hidden />}
          onClick={() => showDialog('help')}
        >
          {t('shell.help')}
        </Button>
      </Group>
      <div className="k-field">
        <Button
          variant="default"
          leftSection={<IconWand size={17} aria-hidden />}
          onClick={() => showWizard('language')}
        >
          {t('wizard.again')}
        </Button>
        <Text size="xs" c="dimmed" mt={6}>
          {t('wizard.againHelp')}
        </Text>
      </div>
    </PanelGroup>
  );
};
