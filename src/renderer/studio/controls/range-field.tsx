import { RangeSlider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Field } from './field';

interface RangeFieldProps {
  label: string;
  help: string;
  /** Seconds. */
  value: readonly [number, number];
  /** Longest part, seconds. */
  length: number;
  words(from: number, to: number): string;
  /** Names of both ends, for screen readers. */
  ends: readonly [string, string];
  /** When the user lets go. */
  onChange(from: number, to: number): void;
}

const STEP = 0.1;

/** A part of something with a length. */
export const RangeField = ({ label, help, value, length, words, ends, onChange }: RangeFieldProps) => {
  const [from, to] = value;
  const [shown, setShown] = useState<[number, number]>([from, to]);
  useEffect(() => setShown([from, to]), [from, to]);
  const whole = from <= 0 && to >= length;
  return (
    <Field
      label={label}
      help={help}
      value={words(...shown)}
      onReset={whole ? undefined : () => onChange(0, length)}
    >
      {() => (
        <RangeSlider
          mx={6}
          size="sm"
          thumbSize={16}
          label={null}
          min={0}
          max={length}
          step={STEP}
          minRange={Math.min(STEP, length)}
          value={shown}
          thumbFromLabel={ends[0]}
          thumbToLabel={ends[1]}
          onChange={setShown}
          onChangeEnd={([nextFrom, nextTo]) => onChange(nextFrom, nextTo)}
        />
      )}
    </Field>
  );
};
