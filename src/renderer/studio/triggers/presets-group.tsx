import { ActionIcon, Button, Chip, Group, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { presetParts } from '@shared/presets';
import { PRESET_PARTS, type Preset, type PresetPart } from '@shared/settings/presets';
import { type Icon, IconBookmark, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { PanelGroup } from '../controls/panel';
import type { StudioKey } from '../i18n';

const PART_LABELS: Readonly<Record<PresetPart, StudioKey>> = {
  avatar: 'presets.avatar',
  scene: 'presets.scene',
  motion: 'presets.motion',
  tracking: 'presets.tracking',
  outputs: 'presets.outputs',
};

/** Saved states of the program to switch between. */
export const PresetsGroup = () => {
  const { t } = useTranslation();
  const presets = useStudio((state) => state.settings.presets.list);
  return (
    <PanelGroup title={t('presets.title')}>
      <Text size="xs" c="dimmed" mb="sm">
        {t('presets.help')}
      </Text>
      {presets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('presets.none')}
        </Text>
      ) : (
        <ul className="k-list" aria-label={t('presets.title')}>
          {presets.map((preset) => (
            <PresetRow key={preset.name} preset={preset} />
          ))}
        </ul>
      )}
      <NewPreset />
    </PanelGroup>
  );
};

const NewPreset = () => {
  const { t } = useTranslation();
  const { savePreset } = useActions();
  const full = useStudio((state) => state.settings.presets.list.length >= 64);
  const [name, setName] = useState('');
  const [parts, setParts] = useState<PresetPart[]>(['avatar', 'scene', 'motion']);

  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || parts.length === 0) return;
    savePreset(name, parts);
    setName('');
  };

  return (
    <form onSubmit={save}>
      <Text size="sm" fw={550} mt="md" mb={6} id="k-preset-parts">
        {t('presets.holds')}
      </Text>
      <Chip.Group multiple value={parts} onChange={(next) => setParts(next as PresetPart[])}>
        <Group gap={6} role="group" aria-labelledby="k-preset-parts">
          {PRESET_PARTS.map((part) => (
            <Chip key={part} value={part} size="xs">
              {t(PART_LABELS[part])}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap={6} mt="sm" wrap="nowrap" align="flex-end">
        <TextInput
          flex={1}
          label={t('presets.newName')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={full || name.trim() === '' || parts.length === 0}>
          {t('presets.save')}
        </Button>
      </Group>
    </form>
  );
};

const PresetRow = ({ preset }: { preset: Preset }) => {
  const { t } = useTranslation();
  const { run, savePreset, renamePreset, removePreset } = useActions();
  const [renaming, setRenaming] = useState(false);
  const { name } = preset;
  const parts = presetParts(preset);
  if (renaming)
    return (
      <li className="k-row">
        <TextInput
          flex={1}
          p={4}
          autoFocus
          aria-label={t('presets.rename', { name })}
          defaultValue={name}
          maxLength={80}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') setRenaming(false);
          }}
          onBlur={(event) => {
            renamePreset(name, event.currentTarget.value);
            setRenaming(false);
          }}
        />
      </li>
    );
  return (
    <li className="k-row">
      <UnstyledButton
        className="k-row-main"
        aria-label={t('presets.apply', { name })}
        onClick={() => run({ type: 'preset', name })}
      >
        <IconBookmark size={20} stroke={1.6} aria-hidden />
        <span className="k-row-words">
          <Text size="sm" truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {parts.map((part) => t(PART_LABELS[part])).join(', ')}
          </Text>
        </span>
      </UnstyledButton>
      <RowAction
        icon={IconDeviceFloppy}
        label={t('presets.update', { name })}
        onClick={() => savePreset(name, parts)}
      />
      <RowAction icon={IconPencil} label={t('presets.rename', { name })} onClick={() => setRenaming(true)} />
      <RowAction icon={IconTrash} label={t('presets.remove', { name })} onClick={() => removePreset(name)} />
    </li>
  );
};

const RowAction = ({ icon: ActIcon, label, onClick }: { icon: Icon; label: string; onClick(): void }) => (
  <Tooltip label={label}>
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      <ActIcon size={16} aria-hidden />
    </ActionIcon>
  </Tooltip>
);
