import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';

/** Takes OBS's password and never shows the one that is kept. */
export const ObsPassword = () => {
  const { t } = useTranslation();
  const { setObsPassword } = useActions();
  const { hasPassword, passwordKept } = useStudio(({ obs }) => obs);
  const [typed, setTyped] = useState('');
  const save = () => {
    if (typed === '') return;
    void setObsPassword(typed);
    setTyped('');
  };
  return (
    <div className="k-field">
      <PasswordInput
        label={t('obs.password')}
        description={t('obs.passwordHelp')}
        autoComplete="off"
        maxLength={1024}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      <Group gap="xs" mt="xs">
        <Button size="xs" disabled={typed === ''} onClick={save}>
          {t('obs.save')}
        </Button>
        {hasPassword && (
          <Button size="xs" variant="default" onClick={() => void setObsPassword('')}>
            {t('obs.forget')}
          </Button>
        )}
      </Group>
      {hasPassword && (
        <Text size="xs" c="dimmed" mt={6}>
          {passwordKept === 'keychain' ? t('obs.keptKeychain') : t('obs.keptFile')}
        </Text>
      )}
    </div>
  );
};
