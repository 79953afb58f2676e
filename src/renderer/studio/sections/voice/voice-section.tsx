import './voice.css';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../controls/panel';
import { KeywordsGroup } from './keywords-group';
import { LipSyncGroup } from './lip-sync-group';
import { MicrophoneGroup } from './microphone-group';
import { SayGroup } from './say-group';
import { SpeechGroup } from './speech-group';
import { VowelsGroup } from './vowels-group';

/** What the avatar does with sound: the microphone's and its own voice. Loaded when it is first opened. */
export const VoiceSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('voice.title')} help={t('voice.help')}>
      <LipSyncGroup />
      <MicrophoneGroup />
      <VowelsGroup />
      <KeywordsGroup />
      <SayGroup />
      <SpeechGroup />
    </Panel>
  );
};
