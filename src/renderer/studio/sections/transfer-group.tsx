import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';

/** All settings as one file, out and in. */
export const TransferGroup = () => {
  const { t } = useTranslation();
  const { exportSettings, importSettings } = useActions();
  const imported = useStudio((state) => state.imported);
  return (
    <PanelGroup title={t('settings.transfer')}>
      <div className="k-field">
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconDownload size={17} aria-hidden />}
            onClick={exportSettings}
          >
            {t('settings.export')}
          </Button>
          <FileButton
            accept=".json,application/json"
            inputProps={{ 'aria-label': t('settings.import') }}
            onChange={(file) => file !== null && void importSettings(file)}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={17} aria-hidden />}>
                {t('settings.import')}
              </Button>
            )}
          </FileButton>
        </Group>
        {imported !== undefined && (
          <Text size="sm" mt={6} role="status">
            {t('settings.imported', { name: imported })}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={6}>
          {t('settings.transferHelp')}
        </Text>
      </div>
    </PanelGroup>
  );
};
