import { ActionIcon, Button, CopyButton, Group, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface CopyFieldProps {
  label: string;
  help: string;
  /** An address. */
  value: string;
  /** Further buttons beside the one that copies. */
  children?: ReactNode;
}

/** An address to be copied into another program. */
export const CopyField = ({ label, help, value, children }: CopyFieldProps) => {
  const { t } = useTranslation();
  return (
    <div className="k-field">
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <>
            <TextInput
              label={label}
              description={help}
              readOnly
              value={value}
              onFocus={(event) => event.currentTarget.select()}
              rightSection={
                <Tooltip label={t('browserSource.copy')}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('browserSource.copy')}
                    onClick={copy}
                  >
                    {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                  </ActionIcon>
                </Tooltip>
              }
            />
            <Group mt="xs" gap="xs">
              <Button size="xs" onClick={copy} leftSection={<IconCopy size={14} aria-hidden />}>
                {copied ? t('browserSource.copied') : t('browserSource.copyAddress')}
              </Button>
              {children}
            </Group>
          </>
        )}
      </CopyButton>
    </div>
  );
};
