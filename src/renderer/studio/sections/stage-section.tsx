import { Alert, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { Panel, PanelGroup } from '../controls/panel';
import { SwitchField } from '../controls/switch-field';
import { LatencyHistogram } from '../graphs/latency-histogram';

/** Feed sizes by the names that streamers know. */
const SIZES = [
  ['720p', 1280, 720],
  ['1080p', 1920, 1080],
  ['1440p', 2560, 1440],
  ['4K', 3840, 2160],
  ['9:16', 1080, 1920],
] as const;

const RATES = [30, 60, 120, 144] as const;

export const StageSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('stage.title')} help={t('stage.help')}>
      <Alert color="iris" variant="light" icon={<IconBroadcast aria-hidden />} title={t('stage.obs')}>
        <Text size="sm">{t('stage.obsHelp')}</Text>
      </Alert>
      <PictureGroup />
      <RenderGroup />
      <LatencyHistogram />
    </Panel>
  );
};

const PictureGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { width, height } = useStudio((state) => state.settings.stage);
  const preset = SIZES.find((size) => size[1] === width && size[2] === height)?.[0];
  const [custom, setCustom] = useState(false);
  const shown = custom || preset === undefined ? 'custom' : preset;
  return (
    <PanelGroup title={t('stage.picture')}>
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

const RenderGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { maxFrameRate, alwaysOnTop, clickThrough } = useStudio((state) => state.settings.stage);
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
