import { Alert, ColorInput, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { Panel, PanelGroup } from '../controls/panel';
import { SwitchField } from '../controls/switch-field';
import { DEFAULTS } from './defaults';

/** Feed sizes by the names that streamers know. */
const SIZES = [
  ['720p', 1280, 720],
  ['1080p', 1920, 1080],
  ['1440p', 2560, 1440],
  ['4K', 3840, 2160],
  ['9:16', 1080, 1920],
] as const;

const RATES = [30, 60, 120, 144] as const;

/** Key colours that OBS knows, and two that suit neither skin nor hair. */
const CHROMA = ['#00b140', '#0047bb', '#ff00ff', '#00ffff', '#000000', '#ffffff'];

export const StageSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('stage.title')} help={t('stage.help')}>
      <Alert color="iris" variant="light" icon={<IconBroadcast aria-hidden />} title={t('stage.obs')}>
        <Text size="sm">{t('stage.obsHelp')}</Text>
      </Alert>
      <PictureGroup />
      <BackgroundGroup />
      <RenderGroup />
    </Panel>
  );
};

const PictureGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { width, height, shot } = useStudio((state) => state.settings.stage);
  const preset = SIZES.find((size) => size[1] === width && size[2] === height)?.[0];
  const [custom, setCustom] = useState(false);
  const shown = custom || preset === undefined ? 'custom' : preset;
  return (
    <PanelGroup title={t('stage.picture')}>
      <ChoiceField
        label={t('stage.shot')}
        help={t('stage.shotHelp')}
        value={shot}
        defaultValue={DEFAULTS.stage.shot}
        choices={[
          { value: 'face', label: t('stage.shotFace') },
          { value: 'bust', label: t('stage.shotBust') },
          { value: 'half', label: t('stage.shotHalf') },
          { value: 'full', label: t('stage.shotFull') },
        ]}
        onChange={(next) => change({ stage: { shot: next } })}
      />
      <Select
        className="k-field"
        label={t('stage.size')}
        description={t('stage.sizeHelp')}
        value={shown}
        data={[
          ...SIZES.map(([name, w, h]) => ({
            value: name,
            label: t('stage.sizeNamed', { name, width: w, height: h }),
          })),
          { value: 'custom', label: t('stage.sizeCustom') },
        ]}
        onChange={(next) => {
          setCustom(next === 'custom');
          const size = SIZES.find(([name]) => name === next);
          if (size !== undefined) change({ stage: { width: size[1], height: size[2] } });
        }}
      />
      {shown === 'custom' && (
        <Group grow align="flex-start" gap="sm" className="k-field">
          <PixelInput
            label={t('stage.width')}
            help={t('units.pixelRange', { min: 64, max: 7680 })}
            value={width}
            max={7680}
            onChange={(next) => change({ stage: { width: next } })}
          />
          <PixelInput
            label={t('stage.height')}
            help={t('units.pixelRange', { min: 64, max: 4320 })}
            value={height}
            max={4320}
            onChange={(next) => change({ stage: { height: next } })}
          />
        </Group>
      )}
    </PanelGroup>
  );
};

interface PixelInputProps {
  label: string;
  help: string;
  value: number;
  max: number;
  onChange(value: number): void;
}

/** Takes effect on Enter and when left: half-typed sizes would resize the feed. */
const PixelInput = ({ label, help, value, max, onChange }: PixelInputProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const pixels = Math.min(max, Math.max(64, Math.round(Number(typed))));
    if (typed === '' || Number.isNaN(pixels)) setTyped(value);
    else if (pixels !== value) onChange(pixels);
    else setTyped(pixels);
  };
  return (
    <NumberInput
      label={label}
      description={help}
      suffix={` ${t('units.px')}`}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={typed}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
};

const BackgroundGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { background, colour } = useStudio((state) => state.settings.stage);
  return (
    <PanelGroup title={t('stage.background')}>
      <ChoiceField
        label={t('stage.backgroundKind')}
        help={background === 'transparent' ? t('stage.transparentHelp') : t('stage.colourHelp')}
        value={background}
        defaultValue={DEFAULTS.stage.background}
        choices={[
          { value: 'transparent', label: t('stage.transparent') },
          { value: 'colour', label: t('stage.colour') },
        ]}
        onChange={(next) => change({ stage: { background: next } })}
      />
      {background === 'colour' && (
        <ColourField colour={colour} onChange={(next) => change({ stage: { colour: next } }, 'gentle')} />
      )}
    </PanelGroup>
  );
};

const ColourField = ({ colour, onChange }: { colour: string; onChange(colour: string): void }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(colour);
  useEffect(() => setTyped(colour), [colour]);
  return (
    <ColorInput
      className="k-field"
      label={t('stage.colourPick')}
      description={t('stage.colourPickHelp')}
      format="hex"
      swatches={CHROMA}
      swatchesPerRow={6}
      withEyeDropper={false}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (/^#[0-9a-f]{6}$/i.test(next)) onChange(next.toLowerCase());
      }}
    />
  );
};

const RenderGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { maxFrameRate, antialias, outlines, alwaysOnTop, clickThrough } = useStudio(
    (state) => state.settings.stage,
  );
  const canStayOnTop = useStudio((state) => state.capabilities.alwaysOnTop);
  const rates = [...new Set<number>([...RATES, ...(maxFrameRate > 0 ? [maxFrameRate] : [])])];
  return (
    <PanelGroup title={t('stage.rendering')}>
      <Select
        className="k-field"
        label={t('stage.maxRate')}
        description={t('stage.maxRateHelp')}
        value={String(maxFrameRate)}
        data={[
          ...rates
            .sort((a, b) => a - b)
            .map((value) => ({ value: String(value), label: t('units.fps', { value }) })),
          { value: '0', label: t('stage.maxRateDisplay') },
        ]}
        onChange={(next) => {
          if (next !== null) change({ stage: { maxFrameRate: Number(next) } });
        }}
      />
      <SwitchField
        label={t('stage.antialias')}
        help={t('stage.antialiasHelp')}
        checked={antialias}
        onChange={(next) => change({ stage: { antialias: next } })}
      />
      <SwitchField
        label={t('stage.outlines')}
        help={t('stage.outlinesHelp')}
        checked={outlines}
        onChange={(next) => change({ stage: { outlines: next } })}
      />
      {canStayOnTop && (
        <SwitchField
          label={t('stage.alwaysOnTop')}
          help={t('stage.alwaysOnTopHelp')}
          checked={alwaysOnTop}
          onChange={(next) => change({ stage: { alwaysOnTop: next } })}
        />
      )}
      {canStayOnTop && (
        <SwitchField
          label={t('stage.clickThrough')}
          help={t('stage.clickThroughHelp')}
          checked={clickThrough}
          onChange={(next) => change({ stage: { clickThrough: next } })}
        />
      )}
    </PanelGroup>
  );
};
