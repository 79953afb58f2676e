import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { systemVoices } from '../../../voice/system-speech';
import { useActions, useStudio } from '../../context';
import { SelectField } from '../../controls/select-field';

/** The voices that the system gives to pages, by language. */
export const SystemVoiceField = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const chosen = useStudio((state) => state.settings.speech.systemVoice);
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>();
  useEffect(() => {
    let shown = true;
    void systemVoices().then((list) => shown && setVoices(list));
    return () => {
      shown = false;
    };
  }, []);
  const choices = new Map([['', t('speech.systemVoiceDefault')]]);
  if (chosen !== '') choices.set(chosen, chosen);
  for (const { voiceURI, name, lang } of voices ?? []) choices.set(voiceURI, `${name} (${lang})`);
  return (
    <>
      <SelectField
        label={t('speech.systemVoice')}
        help={t('speech.systemVoiceHelp')}
        value={chosen}
        defaultValue=""
        choices={[...choices].map(([value, label]) => ({ value, label }))}
        onChange={(systemVoice) => change({ speech: { systemVoice } })}
      />
      {voices?.length === 0 && (
        <Text size="sm" className="k-warn" role="status">
          {t('speech.noSystemVoice')}
        </Text>
      )}
    </>
  );
};
