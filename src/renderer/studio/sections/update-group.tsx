import { Button, Group, Progress, ScrollArea, Text } from '@mantine/core';
import type { UpdateState } from '@shared/updates';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { SwitchField } from '../controls/switch-field';
import { DEFAULTS } from './defaults';

/** Newer versions of Kagami: looked for, fetched and installed at a press. Nothing where this build has no place to ask. */
export const UpdateGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const updates = useStudio((state) => state.updates);
  const byItself = useStudio((state) => state.settings.desktop.checkForUpdates);
  if (updates.state === 'unavailable') return null;
  return (
    <PanelGroup title={t('updates.title')}>
      <SwitchField
        label={t('updates.byItself')}
        help={t('updates.byItselfHelp')}
        checked={byItself}
        defaultValue={DEFAULTS.desktop.checkForUpdates}
        onChange={(checkForUpdates) => change({ desktop: { checkForUpdates } })}
      />
      <div className="k-field">
        <Group justify="space-between">
          <Text size="sm" role="status">
            <UpdateWords updates={updates} />
          </Text>
          <UpdateButton updates={updates} />
        </Group>
        {updates.state === 'downloading' && (
          <Progress mt="xs" value={updates.share * 100} aria-label={t('updates.downloading')} />
        )}
        {'notes' in updates && updates.notes !== '' && (
          <ScrollArea.Autosize mah={180} mt="xs" type="auto" viewportProps={{ tabIndex: 0 }}>
            <pre className="k-notices">{updates.notes}</pre>
          </ScrollArea.Autosize>
        )}
      </div>
    </PanelGroup>
  );
};

const UpdateWords = ({ updates }: { updates: UpdateState }) => {
  const { t } = useTranslation();
  const { state } = updates;
  if (state === 'available') return t('updates.available', { version: updates.version });
  if (state === 'downloading') return t('updates.downloading');
  if (state === 'ready') return t('updates.ready', { version: updates.version });
  if (state === 'checking') return t('updates.checking');
  if (state === 'current') return t('updates.current');
  if (state === 'failed') return updates.reason === 'offline' ? t('updates.offline') : t('updates.failed');
  return t('updates.idle');
};

const UpdateButton = ({ updates: { state } }: { updates: UpdateState }) => {
  const { t } = useTranslation();
  const { checkForUpdates, downloadUpdate, installUpdate } = useActions();
  const icon = { size: 15, 'aria-hidden': true };
  if (state === 'available')
    return (
      <Button size="xs" leftSection={<IconDownload {...icon} />} onClick={downloadUpdate}>
        {t('updates.download')}
      </Button>
    );
  if (state === 'ready')
    return (
      <Button size="xs" leftSection={<IconRefresh {...icon} />} onClick={installUpdate}>
        {t('updates.install')}
      </Button>
    );
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh {...icon} />}
      disabled={state === 'checking' || state === 'downloading'}
      onClick={checkForUpdates}
    >
      {t('updates.check')}
    </Button>
  );
};
