import { ColorInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SliderField } from '../../controls/slider-field';

interface AmountProps {
  label: string;
  help: string;
  value: number;
  defaultValue: number;
  min: number;
  max: number;
  /** 1 = a hundred per cent. */
  unit?: 'percent' | 'degrees' | 'seconds' | 'cm' | 'plain';
  onChange(value: number, pace: 'now' | 'gentle'): void;
}

const STEPS = { percent: 0.01, degrees: 1, seconds: 0.1, cm: 0.005, plain: 0.05 } as const;

/** A slider of the scene: takes effect while it moves. */
export const Amount = ({ unit = 'percent', onChange, ...props }: AmountProps) => {
  const { t } = useTranslation();
  const words = (value: number): string => {
    switch (unit) {
      case 'percent':
        return t('units.percent', { value: Math.round(value * 100) });
      case 'degrees':
        return t('units.degrees', { value: Math.round(value) });
      case 'seconds':
        return t('units.seconds', { value: value.toFixed(1) });
      case 'cm':
        return t('units.cm', { value: Math.round(value * 1000) / 10 });
      case 'plain':
        return value.toFixed(2);
    }
  };
  return (
    <SliderField
      {...props}
      step={STEPS[unit]}
      words={words}
      onChange={(value, moment) => onChange(value, moment === 'done' ? 'now' : 'gentle')}
    />
  );
};

interface ColourProps {
  label: string;
  value: string;
  swatches?: string[];
  onChange(colour: string): void;
}

const SWATCHES = ['#ffffff', '#ffd9b0', '#ffb0a0', '#ff9ec4', '#b9a5ff', '#8fb8ff', '#8ff0e4', '#c8f08f'];

export const Colour = ({ label, value, swatches = SWATCHES, onChange }: ColourProps) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <ColorInput
      size="xs"
      label={label}
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
