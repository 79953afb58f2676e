import { Group, Slider, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Field, resetTo } from './field';

interface SliderFieldProps {
  label: string;
  help: string;
  value: number;
  defaultValue: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, with its unit. */
  words(value: number): string;
  /** Words below both ends. */
  ends?: readonly [string, string];
  /** `done` when the user lets go. */
  onChange(value: number, moment: 'moving' | 'done'): void;
}

export const SliderField = (props: SliderFieldProps) => {
  const { label, help, value, defaultValue, min, max, step, words, ends, onChange } = props;
  const [shown, setShown] = useState(value);
  useEffect(() => setShown(value), [value]);
  return (
    <Field
      label={label}
      help={help}
      value={words(shown)}
      onReset={resetTo(defaultValue, value, (next) => onChange(next, 'done'))}
    >
      {(ids) => (
        <>
          <Slider
            mx={6}
            size="sm"
            thumbSize={16}
            label={null}
            min={min}
            max={max}
            step={step}
            precision={3}
            value={shown}
            thumbLabel={label}
            thumbValueText={words}
            thumbProps={{ 'aria-describedby': ids.help }}
            startPointValue={min < defaultValue && min === 0 && defaultValue === 1 ? 1 : undefined}
            onChange={(next) => {
              setShown(next);
              onChange(next, 'moving');
            }}
            onChangeEnd={(next) => onChange(next, 'done')}
          />
          {ends !== undefined && (
            <Group justify="space-between" mt={4} aria-hidden>
              <Text size="xs">{ends[0]}</Text>
              <Text size="xs">{ends[1]}</Text>
            </Group>
          )}
        </>
      )}
    </Field>
  );
};
