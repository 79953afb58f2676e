import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Field, resetTo } from './field';

interface NumberFieldProps {
  label: string;
  /** Says the range. */
  help: string;
  /** A whole number. */
  value: number;
  defaultValue?: number;
  min: number;
  max: number;
  /** Its unit. */
  suffix?: string;
  onChange(value: number): void;
}

/** A typed number. Takes effect on Enter and when left, as half-typed numbers are numbers too; what is out of range becomes the nearest that is not. */
export const NumberField = (props: NumberFieldProps) => {
  const { label, help, value, defaultValue, min, max, suffix, onChange } = props;
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const next = Math.min(max, Math.max(min, Math.round(Number(typed))));
    if (typed === '' || Number.isNaN(next)) setTyped(value);
    else if (next !== value) onChange(next);
    else setTyped(next);
  };
  return (
    <Field label={label} help={help} onReset={resetTo(defaultValue, value, onChange)}>
      {(ids) => (
        <NumberInput
          aria-label={label}
          aria-describedby={ids.help}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          {...(suffix === undefined ? {} : { suffix })}
          value={typed}
          onChange={setTyped}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </Field>
  );
};
