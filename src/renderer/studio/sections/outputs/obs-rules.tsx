import { ActionIcon, Group, Select, Text } from '@mantine/core';
import type { Command } from '@shared/commands';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { Field } from '../../controls/field';

/** What Kagami does when OBS shows a scene. */
export const ObsRules = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const rules = useStudio((state) => state.settings.obs.sceneCommands);
  const choices = useCommandChoices();
  const nameOf = (command: Command) =>
    choices.flatMap(({ items }) => items).find(({ value }) => value === JSON.stringify(command))?.label ??
    t('obs.ruleOther');
  return (
    <Field label={t('obs.rules')} help={t('obs.rulesHelp')}>
      {() => (
        <>
          {rules.map(({ scene, command }, index) => (
            <Group key={`${scene} ${JSON.stringify(command)}`} justify="space-between" wrap="nowrap" mb={4}>
              <Text size="sm" truncate>
                {scene} → {nameOf(command)}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('obs.ruleRemove', { scene })}
                onClick={() =>
                  change({ obs: { sceneCommands: rules.filter((_, other) => other !== index) } })
                }
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <NewRule choices={choices} />
        </>
      )}
    </Field>
  );
};

interface CommandChoice {
  group: string;
  items: { value: string; label: string }[];
}

/** What a scene is likely to change: the whole look by a preset, the avatar, the framing. */
const useCommandChoices = (): CommandChoice[] => {
  const { t } = useTranslation();
  const presets = useStudio((state) => state.settings.presets.list);
  const avatars = useStudio((state) => state.avatars);
  const choice = (command: Command, label: string) => ({ value: JSON.stringify(command), label });
  const shots = {
    face: t('stage.shotFace'),
    bust: t('stage.shotBust'),
    half: t('stage.shotHalf'),
    full: t('stage.shotFull'),
  } as const;
  return [
    {
      group: t('obs.rulePresets'),
      items: presets.map(({ name }) => choice({ type: 'preset', name }, name)),
    },
    {
      group: t('obs.ruleAvatars'),
      items: avatars.map(({ id, name }) => choice({ type: 'avatar', id }, name)),
    },
    {
      group: t('obs.ruleShots'),
      items: Object.entries(shots).map(([shot, name]) => choice({ type: 'shot', shot }, name)),
    },
  ].filter(({ items }) => items.length > 0);
};

const NewRule = ({ choices }: { choices: CommandChoice[] }) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const scenes = useStudio(({ obs }) => obs.scenes);
  const rules = useStudio((state) => state.settings.obs.sceneCommands);
  const [scene, setScene] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const add = () => {
    if (scene === null || chosen === null) return;
    const others = rules.filter((rule) => rule.scene !== scene || JSON.stringify(rule.command) !== chosen);
    change({ obs: { sceneCommands: [...others, { scene, command: JSON.parse(chosen) as Command }] } });
    setScene(null);
    setChosen(null);
  };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        size="xs"
        aria-label={t('obs.ruleScene')}
        placeholder={t('obs.ruleScene')}
        data={scenes}
        value={scene}
        onChange={setScene}
      />
      <Select
        size="xs"
        aria-label={t('obs.ruleCommand')}
        placeholder={t('obs.ruleCommand')}
        data={choices}
        value={chosen}
        onChange={setChosen}
      />
      <ActionIcon
        size={30}
        variant="default"
        aria-label={t('obs.ruleAdd')}
        disabled={scene === null || chosen === null}
        onClick={add}
      >
        <IconPlus size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
};
