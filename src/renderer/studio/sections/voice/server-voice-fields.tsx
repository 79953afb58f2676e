import { TextInput } from '@mantine/core';
import { speechSettings } from '@shared/settings/speech';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { Field, resetTo } from '../../controls/field';
import { SecretField } from '../../controls/secret-field';
import { TextField } from '../../controls/text-field';
import { DEFAULTS } from '../defaults';

/** A server that speaks: where it is, what it is asked for, and its key. */
export const ServerVoiceFields = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { model, voice } = useStudio((state) => state.settings.speech.server);
  const set = (server: { url?: string; model?: string; voice?: string }): void =>
    change({ speech: { server } });
  return (
    <>
      <AddressField onChange={(url) => set({ url })} />
      <TextField
        label={t('speech.model')}
        help={t('speech.modelHelp')}
        value={model}
        defaultValue={DEFAULTS.speech.server.model}
        maxLength={128}
        onChange={(next) => set({ model: next })}
      />
      <TextField
        label={t('speech.serverVoice')}
        help={t('speech.serverVoiceHelp')}
        value={voice}
        defaultValue={DEFAULTS.speech.server.voice}
        maxLength={128}
        onChange={(next) => set({ voice: next })}
      />
      <KeyField />
    </>
  );
};

/** May be empty, and must be an address of the web otherwise: what is none becomes again what it was. */
const AddressField = ({ onChange }: { onChange(url: string): void }) => {
  const { t } = useTranslation();
  const url = useStudio((state) => state.settings.speech.server.url);
  const [typed, setTyped] = useState(url);
  useEffect(() => setTyped(url), [url]);
  const commit = (): void => {
    const next = typed.trim();
    const isAddress = speechSettings.safeParse({ server: { url: next } }).success;
    if (next !== url && isAddress) onChange(next);
    else setTyped(url);
  };
  return (
    <Field
      label={t('speech.serverUrl')}
      help={t('speech.serverUrlHelp')}
      onReset={resetTo(DEFAULTS.speech.server.url, url, onChange)}
    >
      {(ids) => (
        <TextInput
          aria-label={t('speech.serverUrl')}
          aria-describedby={ids.help}
          placeholder="http://127.0.0.1:8880/v1"
          spellCheck={false}
          maxLength={512}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </Field>
  );
};

const KeyField = () => {
  const { t } = useTranslation();
  const { setSpeechKey } = useActions();
  const kept = useStudio((state) => state.speech.key);
  const place = kept === 'keychain' ? t('speech.keptKeychain') : t('speech.keptFile');
  return (
    <SecretField
      label={t('speech.key')}
      help={t('speech.keyHelp')}
      save={t('speech.saveKey')}
      forget={t('speech.forgetKey')}
      kept={kept === 'none' ? undefined : place}
      onChange={setSpeechKey}
    />
  );
};
