import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { chordOf, describeChord, mayStandAlone, writeChord } from '@shared/key-chord';
import { IconKeyboard, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TAKES_KEYS } from '../../triggers/hotkeys';
import { useStudio } from '../context';

interface KeyFieldProps {
  /** A chord as rules store it; empty = none. */
  keys: string;
  labelledBy?: string;
  label?: string;
  onChange(keys: string): void;
}

/** Press it, then the keys. Escape and Tab leave it as it was. */
export const KeyField = ({ keys, labelledBy, label, onChange }: KeyFieldProps) => {
  const { t } = useTranslation();
  const mac = useStudio((state) => state.capabilities.platform === 'darwin');
  const [recording, setRecording] = useState(false);
  const [refused, setRefused] = useState(false);

  const take = (event: KeyboardEvent): void => {
    if (!recording || event.code === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const chord = event.code === 'Escape' ? undefined : chordOf(event);
    const fits = chord !== undefined && mayStandAlone(chord);
    if (event.code === 'Escape' || fits) setRecording(false);
    setRefused(chord !== undefined && !fits);
    if (fits) onChange(writeChord(chord));
  };

  const words = keys === '' ? t('triggers.noKeys') : describeChord(keys, mac);
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        <Button
          variant={recording ? 'filled' : 'default'}
          size="sm"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          aria-labelledby={labelledBy}
          aria-label={label === undefined ? undefined : `${label}: ${words}`}
          aria-pressed={recording}
          onClick={() => setRecording(!recording)}
          onBlur={() => setRecording(false)}
          onKeyDown={take}
          {...(recording ? { [TAKES_KEYS]: '' } : {})}
        >
          {recording ? t('triggers.pressKeys') : words}
        </Button>
        {keys !== '' && (
          <Tooltip label={t('triggers.clearKeys')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('triggers.clearKeys')}
              onClick={() => onChange('')}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {refused && (
        <Text size="xs" c="dimmed" mt={6} role="alert">
          {t('triggers.needsModifier')}
        </Text>
      )}
    </div>
  );
};
