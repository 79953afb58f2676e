import { Select } from '@mantine/core';
import { Field, resetTo } from './field';

interface SelectFieldProps {
  label: string;
  help: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  defaultValue?: string;
  onChange(value: string): void;
}

/** One of many, in a list that opens. */
export const SelectField = (props: SelectFieldProps) => {
  const { label, help, value, choices, defaultValue, onChange } = props;
  return (
    <Field label={label} help={help} onReset={resetTo(defaultValue, value, onChange)}>
      {(ids) => (
        <Select
          aria-label={label}
          aria-describedby={ids.help}
          allowDeselect={false}
          value={value}
          data={choices}
          onChange={(next) => {
            if (next !== null) onChange(next);
          }}
        />
      )}
    </Field>
  );
};
