import { useTranslation } from 'react-i18next';
import { SelectField } from '../../controls/select-field';
import { SliderField } from '../../controls/slider-field';

interface FrameSettings {
  width: number;
  height: number;
  rate: number;
}

interface FrameFieldsProps {
  value: FrameSettings;
  defaults: FrameSettings;
  onChange(change: { width?: number; height?: number; rate?: number }): void;
}

const SIZES = [
  [640, 360],
  [1280, 720],
  [1920, 1080],
  [1080, 1920],
] as const;

/** Size and rate of an output that takes pictures of the Stage. */
export const FrameFields = ({ value, defaults, onChange }: FrameFieldsProps) => {
  const { t } = useTranslation();
  const { width, height, rate } = value;
  const known = SIZES.some(([w, h]) => w === width && h === height);
  const sizes = known ? SIZES : ([...SIZES, [width, height]] as const);
  return (
    <>
      <SelectField
        label={t('obsStream.size')}
        help={t('obsStream.sizeHelp')}
        value={`${width}x${height}`}
        defaultValue={`${defaults.width}x${defaults.height}`}
        choices={sizes.map(([w, h]) => ({
          value: `${w}x${h}`,
          label: t('units.size', { width: w, height: h }),
        }))}
        onChange={(next) => {
          const size = sizes.find(([w, h]) => `${w}x${h}` === next);
          if (size !== undefined) onChange({ width: size[0], height: size[1] });
        }}
      />
      <SliderField
        label={t('obsStream.rate')}
        help={t('obsStream.rateHelp')}
        value={rate}
        defaultValue={defaults.rate}
        min={5}
        max={60}
        step={5}
        words={(fps) => t('units.fps', { value: fps })}
        onChange={(next, moment) => {
          if (moment === 'done') onChange({ rate: next });
        }}
      />
    </>
  );
};
