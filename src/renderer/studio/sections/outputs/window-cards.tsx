import { ColorInput, Select } from '@mantine/core';
import { isOutputOn } from '@shared/outputs';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { DEFAULTS } from '../defaults';
import { OutputCard } from './output-card';

/** The Stage window; what it shows is set in the section of the Stage. */
export const WindowCard = () => {
  const { t } = useTranslation();
  return <OutputCard id="window" title={t('windows.first')} help={t('windows.firstHelp')} />;
};

/** Sizes that a second window is wanted in: upright for phones first. */
const SIZES = [
  ['9:16', 1080, 1920],
  ['9:16', 720, 1280],
  ['720p', 1280, 720],
  ['1080p', 1920, 1080],
  ['1440p', 2560, 1440],
  ['4K', 3840, 2160],
] as const;

/** A second Stage window from the same motion, with a size, shot and background of its own. */
export const Window2Card = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { width, height, shot, background, colour } = useStudio((state) => state.settings.outputs.window2);
  const isOpen = useStudio(({ outputs }) =>
    outputs.some((output) => output.id === 'window2' && isOutputOn(output)),
  );
  const size = `${width}x${height}`;
  const known = SIZES.map(([name, w, h]) => ({
    value: `${w}x${h}`,
    label: t('stage.sizeNamed', { name, width: w, height: h }),
  }));
  const own = known.some(({ value }) => value === size)
    ? []
    : [{ value: size, label: t('units.size', { width, height }) }];
  return (
    <OutputCard id="window2" title={t('windows.second')} help={t('windows.secondHelp')}>
      {isOpen && (
        <>
          <Select
            className="k-field"
            label={t('stage.size')}
            value={size}
            data={[...known, ...own]}
            allowDeselect={false}
            onChange={(next) => {
              const [w, h] = (next ?? size).split('x').map(Number);
              change({ outputs: { window2: { width: w, height: h } } });
            }}
          />
          <ChoiceField
            label={t('stage.shot')}
            help={t('windows.shotHelp')}
            value={shot}
            defaultValue={DEFAULTS.outputs.window2.shot}
            choices={[
              { value: 'face', label: t('stage.shotFace') },
              { value: 'bust', label: t('stage.shotBust') },
              { value: 'half', label: t('stage.shotHalf') },
              { value: 'full', label: t('stage.shotFull') },
            ]}
            onChange={(next) => change({ outputs: { window2: { shot: next } } })}
          />
          <ChoiceField
            label={t('stage.backgroundKind')}
            help={background === 'transparent' ? t('stage.transparentHelp') : t('stage.colourHelp')}
            value={background}
            defaultValue={DEFAULTS.outputs.window2.background}
            choices={[
              { value: 'transparent', label: t('stage.transparent') },
              { value: 'colour', label: t('stage.colour') },
            ]}
            onChange={(next) => change({ outputs: { window2: { background: next } } })}
          />
          {background === 'colour' && (
            <ColorInput
              className="k-field"
              label={t('stage.colourPick')}
              format="hex"
              withEyeDropper={false}
              value={colour}
              onChangeEnd={(next) => {
                if (/^#[0-9a-f]{6}$/i.test(next))
                  change({ outputs: { window2: { colour: next.toLowerCase() } } });
              }}
            />
          )}
        </>
      )}
    </OutputCard>
  );
};
