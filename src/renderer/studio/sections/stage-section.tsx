import { Alert, Group, Text } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { NumberField } from '../controls/number-field';
import { Panel, PanelGroup } from '../controls/panel';
import { SelectField } from '../controls/select-field';
import { SwitchField } from '../controls/switch-field';
import { LatencyHistogram } from '../graphs/latency-histogram';
import { DEFAULTS } from './defaults';

/** Feed sizes by the names that streamers know. */
const SIZES = [
  ['720p', 1280, 720],
  ['1080p', 1920, 1080],
  ['1440p', 2560, 1440],
  ['4K', 3840, 2160],
  ['9:16', 1080, 1920],
] as const;

const DEFAULT_SIZE =
  SIZES.find(
    ([, width, height]) => width === DEFAULTS.stage.width && height === DEFAULTS.stage.height,
  )?.[0] ?? 'custom';

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
      <SelectField
        label={t('stage.size')}
        help={t('stage.sizeHelp')}
        value={shown}
        defaultValue={DEFAULT_SIZE}
        choices={[
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
        <Group grow align="flex-start" gap="sm">
          <NumberField
            label={t('stage.width')}
            help={t('units.pixelRange', { min: 64, max: 7680 })}
            suffix={` ${t('units.px')}`}
            value={width}
            min={64}
            max={7680}
            onChange={(next) => change({ stage: { width: next } })}
          />
          <NumberField
            label={t('stage.height')}
            help={t('units.pixelRange', { min: 64, max: 4320 })}
            suffix={` ${t('units.px')}`}
            value={height}
            min={64}
            max={4320}
            onChange={(next) => change({ stage: { height: next } })}
          />
        </Group>
      )}
    </PanelGroup>
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
      <SelectField
        label={t('stage.maxRate')}
        help={t('stage.maxRateHelp')}
        value={String(maxFrameRate)}
        defaultValue={String(DEFAULTS.stage.maxFrameRate)}
        choices={[
          ...rates
            .sort((a, b) => a - b)
            .map((value) => ({ value: String(value), label: t('units.fps', { value }) })),
          { value: '0', label: t('stage.maxRateDisplay') },
        ]}
        onChange={(next) => change({ stage: { maxFrameRate: Number(next) } })}
      />
      {canStayOnTop && (
        <SwitchField
          label={t('stage.alwaysOnTop')}
          help={t('stage.alwaysOnTopHelp')}
          checked={alwaysOnTop}
          defaultValue={DEFAULTS.stage.alwaysOnTop}
          onChange={(next) => change({ stage: { alwaysOnTop: next } })}
        />
      )}
      {canStayOnTop && (
        <SwitchField
          label={t('stage.clickThrough')}
          help={t('stage.clickThroughHelp')}
          checked={clickThrough}
          defaultValue={DEFAULTS.stage.clickThrough}
          onChange={(next) => change({ stage: { clickThrough: next } })}
        />
      )}
    </PanelGroup>
  );
};
