import { LIP_SYNC_MODES, type LipSyncMode } from '@shared/settings/voice';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { PanelGroup } from '../../controls/panel';
import { SelectField } from '../../controls/select-field';
import { SliderField } from '../../controls/slider-field';
import type { StudioKey } from '../../i18n';
import { DEFAULTS } from '../defaults';

const MODES: Readonly<Record<LipSyncMode, StudioKey>> = {
  off: 'voice.modeOff',
  unseen: 'voice.modeUnseen',
  together: 'voice.modeTogether',
  alone: 'voice.modeAlone',
};

/** The microphone moves the mouth. */
export const LipSyncGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const voice = useStudio((state) => state.settings.voice);
  return (
    <PanelGroup title={t('voice.lipSyncTitle')}>
      <SelectField
        label={t('voice.lipSync')}
        help={t('voice.lipSyncHelp')}
        value={voice.lipSync}
        defaultValue={DEFAULTS.voice.lipSync}
        choices={LIP_SYNC_MODES.map((mode) => ({ value: mode, label: t(MODES[mode]) }))}
        onChange={(lipSync) => change({ voice: { lipSync: lipSync as LipSyncMode } })}
      />
      <SliderField
        label={t('voice.strength')}
        help={t('voice.strengthHelp')}
        value={voice.strength}
        defaultValue={DEFAULTS.voice.strength}
        min={0.2}
        max={2}
        step={0.05}
        words={(value) => t('units.percent', { value: Math.round(value * 100) })}
        onChange={(strength, moment) =>
          change({ voice: { strength } }, moment === 'moving' ? 'gentle' : 'now')
        }
      />
    </PanelGroup>
  );
};
