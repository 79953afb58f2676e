import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';

export interface SecretFieldProps {
  label: string;
  help: string;
  save: string;
  forget: string;
  /** Where the one that is kept lies, in words; undefined where none is. */
  kept: string | undefined;
  /** @param secret empty: the one that is kept is to be forgotten */
  onChange(secret: string): void;
}

/** Takes a password or key, and never shows the one that is kept. */
export const SecretField = ({ label, help, save, forget, kept, onChange }: SecretFieldProps) => {
  const [typed, setTyped] = useState('');
  const commit = (): void => {
    if (typed === '') return;
    onChange(typed);
    setTyped('');
  };
  return (
    <div className="k-field">
      <PasswordInput
        label={label}
        description={help}
        autoComplete="off"
        maxLength={1024}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <Group gap="xs" mt="xs">
        <Button size="xs" disabled={typed === ''} onClick={commit}>
          {save}
        </Button>
        {kept !== undefined && (
          <Button size="xs" variant="default" onClick={() => onChange('')}>
            {forget}
          </Button>
        )}
      </Group>
      {kept !== undefined && (
        <Text size="xs" c="dimmed" mt={6}>
          {kept}
        </Text>
      )}
    </div>
  );
};
