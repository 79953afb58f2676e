import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { LONGEST_SPOKEN, type SpeechFault, type SpeechFaultCode } from '@shared/speech';
import { IconAlertTriangle, IconMessage2, IconVolumeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { Field } from '../../controls/field';
import { PanelGroup } from '../../controls/panel';
import type { StudioKey } from '../../i18n';

const FAULTS: Readonly<Record<SpeechFaultCode, StudioKey>> = {
  'not-english': 'speech.notEnglish',
  'no-engine': 'speech.noEngine',
  'too-slow': 'speech.tooSlow',
  offline: 'speech.offline',
  'no-address': 'speech.noAddress',
  unreachable: 'speech.unreachable',
  refused: 'speech.refused',
  'not-wav': 'speech.notWav',
  'no-system-voice': 'speech.noSystemVoice',
  'no-player': 'speech.noPlayer',
  blocked: 'speech.blocked',
  'not-played': 'speech.notPlayed',
};

/** Text that is typed and spoken. */
export const SayGroup = () => {
  const { t } = useTranslation();
  const { run } = useActions();
  const { spoken, preparing, waiting, fault } = useStudio((state) => state.speech);
  const [typed, setTyped] = useState('');
  const busy = spoken !== null || preparing || waiting.length > 0;
  const say = (): void => {
    const text = typed.trim();
    if (text === '') return;
    run({ type: 'say', text });
    setTyped('');
  };
  return (
    <PanelGroup title={t('speech.sayTitle')}>
      <Field label={t('speech.say')} help={t('speech.sayHelp')}>
        {(ids) => (
          <TextInput
            aria-label={t('speech.say')}
            aria-describedby={ids.help}
            maxLength={LONGEST_SPOKEN}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            // Enter that ends a word of an input method speaks nothing.
            onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && say()}
          />
        )}
      </Field>
      <Group gap="sm">
        <Button
          leftSection={<IconMessage2 size={17} aria-hidden />}
          disabled={typed.trim() === ''}
          onClick={say}
        >
          {t('speech.speak')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconVolumeOff size={17} aria-hidden />}
          disabled={!busy}
          onClick={() => run({ type: 'stop-speech' })}
        >
          {t('speech.stop')}
        </Button>
      </Group>
      <div role="status">
        {(spoken !== null || preparing) && (
          <Text size="sm" mt="xs" lineClamp={2}>
            {spoken === null ? t('speech.preparing') : t('speech.speaking', { text: spoken.text })}
          </Text>
        )}
        {waiting.length > 0 && (
          <Text size="xs" c="dimmed" mt={4}>
            {t('speech.waiting', { count: waiting.length })}
          </Text>
        )}
      </div>
      {fault !== undefined && <SpeechFaultAlert fault={fault} />}
    </PanelGroup>
  );
};

const SpeechFaultAlert = ({ fault: { code, detail } }: { fault: SpeechFault }) => {
  const { t } = useTranslation();
  return (
    <Alert
      className="k-fault"
      mt="sm"
      color="orange"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      data-fault={code}
    >
      <Text size="sm">{t(FAULTS[code], { detail: detail ?? '' })}</Text>
    </Alert>
  );
};
