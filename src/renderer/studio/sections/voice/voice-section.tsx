import { useTranslation } from 'react-i18next';
import { Panel } from '../../controls/panel';

/** What the avatar does with sound: the microphone's and its own voice. Loaded when it is first opened. */
export const VoiceSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('voice.title')} help={t('voice.help')}>
      {null}
    </Panel>
  );
};
