import { Text } from '@mantine/core';
import { GATE_RANGE } from '@shared/settings/voice';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { PanelGroup } from '../../controls/panel';
import { SliderField } from '../../controls/slider-field';
import { SwitchField } from '../../controls/switch-field';
import { RetryAlert } from '../../shell/fault-alert';
import { DEFAULTS } from '../defaults';
import { MicrophoneField } from '../microphone-field';
import { LevelMeter } from './level-meter';

/** Which microphone, how loud it is, and from where on it counts. */
export const MicrophoneGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const voice = useStudio((state) => state.settings.voice);
  const state = useStudio(({ microphone }) => microphone.state);
  return (
    <PanelGroup title={t('voice.microphoneTitle')}>
      <MicrophoneWords />
      <MicrophoneField
        label={t('voice.device')}
        help={t('voice.deviceHelp')}
        deviceId={voice.deviceId}
        deviceLabel={voice.deviceLabel}
        listedAt={state}
        onChange={(choice) => change({ voice: choice })}
      />
      <SwitchField
        label={t('voice.muted')}
        help={t('voice.mutedHelp')}
        checked={voice.muted}
        defaultValue={DEFAULTS.voice.muted}
        onChange={(muted) => change({ voice: { muted } })}
      />
      <SwitchField
        label={t('voice.deaf')}
        help={t('voice.deafHelp')}
        checked={voice.deafWhileSpeaking}
        defaultValue={DEFAULTS.voice.deafWhileSpeaking}
        onChange={(deafWhileSpeaking) => change({ voice: { deafWhileSpeaking } })}
      />
      <LevelMeter gate={voice.gate} open={state === 'running'} />
      <SliderField
        label={t('voice.gate')}
        help={t('voice.gateHelp')}
        value={voice.gate}
        defaultValue={DEFAULTS.voice.gate}
        min={GATE_RANGE.min}
        max={GATE_RANGE.max}
        step={1}
        words={(value) => t('units.decibels', { value })}
        onChange={(gate, moment) => change({ voice: { gate } }, moment === 'moving' ? 'gentle' : 'now')}
      />
    </PanelGroup>
  );
};

/** Whether it is open, and why not. */
const MicrophoneWords = () => {
  const { t } = useTranslation();
  const { retryMicrophone } = useActions();
  const { state, fault, label } = useStudio(({ microphone }) => microphone);
  const muted = useStudio(({ settings }) => settings.voice.muted);
  const panicked = useStudio(({ settings }) => settings.capture.panicked);
  if (fault !== undefined) return <RetryAlert fault={fault} onRetry={retryMicrophone} />;
  const words = {
    off: panicked ? t('voice.closedByPanic') : muted ? t('voice.closedMuted') : t('voice.closed'),
    starting: t('voice.opening'),
    running: label === '' ? t('voice.open') : t('voice.openNamed', { name: label }),
    fault: '',
  };
  return (
    <Text size="sm" c={state === 'running' ? undefined : 'dimmed'} role="status" mb="xs">
      {words[state]}
    </Text>
  );
};
