import { Group, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { shareUnchanged } from '../share-unchanged';
import { ResetButton } from './reset-button';

export interface FieldIds {
  label: string;
  help: string;
}

interface FieldProps {
  label: string;
  help: string;
  /** The value in words, shown at the right. */
  value?: string;
  /** Offered while the value is not the default. */
  onReset?: (() => void) | undefined;
  children(ids: FieldIds): ReactNode;
}

/** For {@link FieldProps.onReset}: nothing where there is no default, or the value equals it. For plain data. */
export const resetTo = <Value,>(
  defaultValue: Value | undefined,
  value: Value,
  onChange: (value: Value) => void,
): (() => void) | undefined =>
  defaultValue === undefined || shareUnchanged(defaultValue, value) === defaultValue
    ? undefined
    : () => onChange(defaultValue);

/** A setting: its name, its value in words, the control, and a sentence of help that the control is described by. */
export const Field = ({ label, help, value, onReset, children }: FieldProps) => {
  const id = useId();
  const ids = { label: `${id}-label`, help: `${id}-help` };
  return (
    <div className="k-field">
      <Group justify="space-between" gap="xs" wrap="nowrap" mih={24} mb={4}>
        <Text id={ids.label} size="sm" fw={550}>
          {label}
        </Text>
        <Group gap={6} wrap="nowrap">
          {value !== undefined && (
            <Text size="sm" c="dimmed" className="k-number" aria-hidden>
              {value}
            </Text>
          )}
          {onReset !== undefined && <ResetButton name={label} onReset={onReset} />}
        </Group>
      </Group>
      {children(ids)}
      <Text id={ids.help} size="xs" c="dimmed" mt={6}>
        {help}
      </Text>
    </div>
  );
};
