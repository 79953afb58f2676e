import { Button, Group, Switch, Text, UnstyledButton } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStopFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import { nameOfFile } from '../triggers/labels';

/** Animations that ship with Kagami and the user's own, to be played at a click. */
export const AnimationsGroup = () => {
  const { t } = useTranslation();
  const { run } = useActions();
  const clips = useStudio((state) => state.clips);
  const [loop, setLoop] = useState(false);
  if (clips.length === 0) return null;
  return (
    <PanelGroup title={t('expressions.animations')}>
      <Text size="xs" c="dimmed" mb="sm">
        {t('expressions.animationsHelp')}
      </Text>
      <ul className="k-tiles" aria-label={t('expressions.animations')}>
        {clips.map(({ id, name }) => (
          <li className="k-tile" key={id}>
            <UnstyledButton
              className="k-tile-main"
              onClick={() => run({ type: 'play-clip', clip: id, loop })}
            >
              <IconPlayerPlay size={15} aria-hidden />
              <span className="k-tile-name">{nameOfFile(name)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Group mt="sm" gap="md">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
          onClick={() => run({ type: 'stop-clip' })}
        >
          {t('expressions.stopAnimation')}
        </Button>
        <Switch
          size="sm"
          label={t('expressions.loop')}
          checked={loop}
          withThumbIndicator={false}
          onChange={(event) => setLoop(event.currentTarget.checked)}
        />
      </Group>
    </PanelGroup>
  );
};
