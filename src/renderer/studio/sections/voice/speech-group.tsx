import { BUILT_IN_VOICES, type SpeechSettings } from '@shared/settings/speech';
import type { SpeechEngine } from '@shared/speech';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { PanelGroup } from '../../controls/panel';
import { SelectField } from '../../controls/select-field';
import { SliderField } from '../../controls/slider-field';
import type { StudioKey } from '../../i18n';
import { DEFAULTS } from '../defaults';
import { ServerVoiceFields } from './server-voice-fields';
import { SoundDeviceField } from './sound-device-field';
import { SystemVoiceField } from './system-voice-field';

const ENGINES: readonly (readonly [SpeechEngine, StudioKey])[] = [
  ['built-in', 'speech.builtIn'],
  ['system', 'speech.system'],
  ['server', 'speech.server'],
];

const VOICES: Readonly<Record<(typeof BUILT_IN_VOICES)[number], StudioKey>> = {
  slt: 'speech.voiceSlt',
  rms: 'speech.voiceRms',
  awb: 'speech.voiceAwb',
  kal16: 'speech.voiceKal',
};

const SHARES: readonly ShareFieldProps[] = [
  { name: 'rate', label: 'speech.rate', help: 'speech.rateHelp', min: 0.5, max: 2 },
  { name: 'pitch', label: 'speech.pitch', help: 'speech.pitchHelp', min: 0.5, max: 2 },
  { name: 'volume', label: 'speech.volume', help: 'speech.volumeHelp', min: 0, max: 1 },
  { name: 'mouth', label: 'speech.mouth', help: 'speech.mouthHelp', min: 0, max: 1.5 },
];

/** Which voice the avatar has, how it speaks and where it is heard. */
export const SpeechGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const speech = useStudio((state) => state.settings.speech);
  const set = (next: Partial<Omit<SpeechSettings, 'server'>>): void => change({ speech: next });
  return (
    <PanelGroup title={t('speech.title')}>
      <SelectField
        label={t('speech.engine')}
        help={t('speech.engineHelp')}
        value={speech.engine}
        defaultValue={DEFAULTS.speech.engine}
        choices={ENGINES.map(([value, label]) => ({ value, label: t(label) }))}
        onChange={(engine) => set({ engine: engine as SpeechEngine })}
      />
      {speech.engine === 'built-in' && (
        <SelectField
          label={t('speech.voice')}
          help={t('speech.voiceHelp')}
          value={speech.voice}
          defaultValue={DEFAULTS.speech.voice}
          choices={BUILT_IN_VOICES.map((voice) => ({ value: voice, label: t(VOICES[voice]) }))}
          onChange={(voice) => set({ voice: voice as SpeechSettings['voice'] })}
        />
      )}
      {speech.engine === 'system' && <SystemVoiceField />}
      {speech.engine === 'server' && <ServerVoiceFields />}
      {SHARES.filter(({ name }) => name !== 'pitch' || canPitch(speech)).map((share) => (
        <ShareField key={share.name} {...share} />
      ))}
      {speech.engine !== 'system' && <SoundDeviceField />}
    </PanelGroup>
  );
};

/** flite's `rms` keeps its pitch whatever it is asked for, and OpenAI's interface has no pitch. */
const canPitch = ({ engine, voice }: SpeechSettings): boolean =>
  engine === 'system' || (engine === 'built-in' && voice !== 'rms');

interface ShareFieldProps {
  name: 'rate' | 'pitch' | 'volume' | 'mouth';
  label: StudioKey;
  help: StudioKey;
  min: number;
  max: number;
}

const ShareField = ({ name, label, help, min, max }: ShareFieldProps) => {
  const { t } = useTranslation();
  const { change } = useActions();
  const value = useStudio((state) => state.settings.speech[name]);
  return (
    <SliderField
      label={t(label)}
      help={t(help)}
      value={value}
      defaultValue={DEFAULTS.speech[name]}
      min={min}
      max={max}
      step={0.05}
      words={(share) => t('units.percent', { value: Math.round(share * 100) })}
      onChange={(next, moment) =>
        change({ speech: { [name]: next } }, moment === 'moving' ? 'gentle' : 'now')
      }
    />
  );
};
