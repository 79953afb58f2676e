import { SegmentedControl } from '@mantine/core';
import { Field, resetTo } from './field';

interface ChoiceFieldProps<Value extends string> {
  label: string;
  /** May depend on the choice: what the chosen one means. */
  help: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  defaultValue?: Value;
  onChange(value: Value): void;
}

/** More than these stand below each other: side by side their words would be cut off. */
const MOST_ABREAST = 4;

/** One of a few, all in sight. */
export const ChoiceField = <Value extends string>(props: ChoiceFieldProps<Value>) => {
  const { label, help, value, choices, defaultValue, onChange } = props;
  return (
    <Field label={label} help={help} onReset={resetTo(defaultValue, value, onChange)}>
      {(ids) => (
        <SegmentedControl<Value>
          aria-labelledby={ids.label}
          aria-describedby={ids.help}
          size="sm"
          orientation={choices.length > MOST_ABREAST ? 'vertical' : 'horizontal'}
          value={value}
          data={choices.map((choice) => ({ ...choice }))}
          onChange={onChange}
        />
      )}
    </Field>
  );
};
