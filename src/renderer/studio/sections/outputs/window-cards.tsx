import { isOutputOn } from '@shared/outputs';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { ColourField } from '../../controls/colour-field';
import { SelectField } from '../../controls/select-field';
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
  const defaults = DEFAULTS.outputs.window2;
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
          <SelectField
            label={t('stage.size')}
            help={t('stage.sizeHelp')}
            value={size}
            defaultValue={`${defaults.width}x${defaults.height}`}
            choices={[...known, ...own]}
            onChange={(next) => {
              const [w, h] = next.split('x').map(Number);
              change({ outputs: { window2: { width: w, height: h } } });
            }}
          />
          <ChoiceField
            label={t('stage.shot')}
            help={t('windows.shotHelp')}
            value={shot}
            defaultValue={defaults.shot}
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
            defaultValue={defaults.background}
            choices={[
              { value: 'transparent', label: t('stage.transparent') },
              { value: 'colour', label: t('stage.colour') },
            ]}
            onChange={(next) => change({ outputs: { window2: { background: next } } })}
          />
          {background === 'colour' && (
            <ColourField
              label={t('stage.colourPick')}
              help={t('stage.colourPickHelp')}
              value={colour}
              defaultValue={defaults.colour}
              onChange={(next) => change({ outputs: { window2: { colour: next } } }, 'gentle')}
            />
          )}
        </>
      )}
    </OutputCard>
  );
};
