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
  unit?: 'percent' | 'degrees' | 'seconds' | 'cm' | 'stops';
  onChange(value: number, pace: 'now' | 'gentle'): void;
}

const STEPS = { percent: 0.01, degrees: 1, seconds: 0.1, cm: 0.005, stops: 0.05 } as const;

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
      case 'stops':
        return t('units.stops', { value: `${value > 0 ? '+' : ''}${value.toFixed(2)}` });
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
