import { Chip, Group } from '@mantine/core';
import type { Settings } from '@shared/settings';
import { useTranslation } from 'react-i18next';
import { Field } from '../../controls/field';
import { NumberField } from '../../controls/number-field';
import { TextField } from '../../controls/text-field';

type Parts = Settings['outputs']['vmcSend']['parts'];

const LOWEST_PORT = 1024;
const HIGHEST_PORT = 65_535;

interface PortInputProps {
  help: string;
  value: number;
  defaultValue: number;
  onChange(value: number): void;
}

export const PortInput = (props: PortInputProps) => {
  const { t } = useTranslation();
  return <NumberField {...props} label={t('outputs.port')} min={LOWEST_PORT} max={HIGHEST_PORT} />;
};

interface HostInputProps {
  value: string;
  defaultValue: string;
  onChange(value: string): void;
}

export const HostInput = (props: HostInputProps) => {
  const { t } = useTranslation();
  return <TextField {...props} label={t('outputs.host')} help={t('outputs.hostHelp')} maxLength={253} />;
};

interface PartChoiceProps {
  label: string;
  help: string;
  value: Parts;
  defaultValue: Parts;
  onChange(value: Partial<Parts>): void;
}

/** Any of the parts of the body. */
export const PartChoice = ({ label, help, value, defaultValue, onChange }: PartChoiceProps) => {
  const { t } = useTranslation();
  const names = {
    face: t('parts.face'),
    head: t('motion.gainHead'),
    body: t('parts.body'),
    arms: t('motion.gainArms'),
    hands: t('outputs.fingers'),
  } as const;
  const choices = Object.keys(names) as (keyof Parts)[];
  const isDefault = choices.every((part) => value[part] === defaultValue[part]);
  return (
    <Field label={label} help={help} onReset={isDefault ? undefined : () => onChange(defaultValue)}>
      {(ids) => (
        <Group gap={6} role="group" aria-labelledby={ids.label} aria-describedby={ids.help}>
          {choices.map((part) => (
            <Chip
              key={part}
              size="xs"
              checked={value[part]}
              onChange={(checked) => onChange({ [part]: checked })}
            >
              {names[part]}
            </Chip>
          ))}
        </Group>
      )}
    </Field>
  );
};
