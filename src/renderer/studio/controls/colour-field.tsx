import { ColorInput, type ColorInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Field, resetTo } from './field';

interface ColourProps extends Pick<ColorInputProps, 'label' | 'aria-label' | 'aria-describedby'> {
  /** `#rrggbb`, in small letters. */
  value: string;
  swatches?: string[];
  /** At each move in the picker. */
  onChange(colour: string): void;
}

const SWATCHES = ['#ffffff', '#ffd9b0', '#ffb0a0', '#ff9ec4', '#b9a5ff', '#8fb8ff', '#8ff0e4', '#c8f08f'];

/** A colour, typed or picked; half-typed ones are kept to themselves. */
export const Colour = ({ value, swatches = SWATCHES, onChange, ...names }: ColourProps) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <ColorInput
      size="xs"
      {...names}
      format="hex"
      swatches={swatches}
      swatchesPerRow={8}
      withEyeDropper={false}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (/^#[0-9a-f]{6}$/i.test(next)) onChange(next.toLowerCase());
      }}
    />
  );
};

interface ColourFieldProps extends Omit<ColourProps, 'label' | 'aria-label' | 'aria-describedby'> {
  label: string;
  help: string;
  defaultValue: string;
}

export const ColourField = ({ label, help, defaultValue, ...colour }: ColourFieldProps) => (
  <Field label={label} help={help} onReset={resetTo(defaultValue, colour.value, colour.onChange)}>
    {(ids) => <Colour {...colour} aria-label={label} aria-describedby={ids.help} />}
  </Field>
);
