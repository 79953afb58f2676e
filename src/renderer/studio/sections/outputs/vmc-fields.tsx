import { Chip, Group, NumberInput, TextInput } from '@mantine/core';
import type { Settings } from '@shared/settings';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../controls/field';

type Parts = Settings['outputs']['vmcSend']['parts'];

const LOWEST_PORT = 1024;
const HIGHEST_PORT = 65_535;

interface PortInputProps {
  help: string;
  value: number;
  onChange(value: number): void;
}

/** Takes effect on Enter and when left: half-typed numbers are ports too. */
export const PortInput = ({ help, value, onChange }: PortInputProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const port = Math.min(HIGHEST_PORT, Math.max(LOWEST_PORT, Math.round(Number(typed))));
    if (typed === '' || Number.isNaN(port)) setTyped(value);
    else if (port !== value) onChange(port);
    else setTyped(port);
  };
  return (
    <NumberInput
      className="k-field"
      label={t('outputs.port')}
      description={help}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={typed}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
};

interface HostInputProps {
  value: string;
  onChange(value: string): void;
}

/** Takes effect on Enter and when left. */
export const HostInput = ({ value, onChange }: HostInputProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const host = typed.trim();
    if (host === '') setTyped(value);
    else if (host !== value) onChange(host);
  };
  return (
    <TextInput
      className="k-field"
      label={t('outputs.host')}
      description={t('outputs.hostHelp')}
      spellCheck={false}
      maxLength={253}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
};

interface PartChoiceProps {
  label: string;
  help: string;
  value: Parts;
  onChange(value: Partial<Parts>): void;
}

/** Any of the parts of the body. */
export const PartChoice = ({ label, help, value, onChange }: PartChoiceProps) => {
  const { t } = useTranslation();
  const names = {
    face: t('parts.face'),
    head: t('motion.gainHead'),
    body: t('parts.body'),
    arms: t('motion.gainArms'),
    hands: t('outputs.fingers'),
  } as const;
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <Group gap={6} role="group" aria-labelledby={ids.label} aria-describedby={ids.help}>
          {(Object.keys(names) as (keyof Parts)[]).map((part) => (
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
