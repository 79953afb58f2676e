import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Field, resetTo } from './field';

interface TextFieldProps {
  label: string;
  help: string;
  /** Never empty. */
  value: string;
  defaultValue: string;
  maxLength: number;
  onChange(value: string): void;
}

/** A name or an address. Takes effect on Enter and when left; an empty one becomes again what it was. */
export const TextField = ({ label, help, value, defaultValue, maxLength, onChange }: TextFieldProps) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const next = typed.trim();
    if (next === '') setTyped(value);
    else if (next !== value) onChange(next);
  };
  return (
    <Field label={label} help={help} onReset={resetTo(defaultValue, value, onChange)}>
      {(ids) => (
        <TextInput
          aria-label={label}
          aria-describedby={ids.help}
          spellCheck={false}
          maxLength={maxLength}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </Field>
  );
};
