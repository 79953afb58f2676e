import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { controlIn } from './control-in';

interface ResetButtonProps {
  /** What the setting is called. */
  name: string;
  onReset(): void;
}

/** Sets one setting back to its default. It goes once that is done, so the keyboard moves on to the setting itself. */
export const ResetButton = ({ name, onReset }: ResetButtonProps) => {
  const { t } = useTranslation();
  const reset = ({ currentTarget }: MouseEvent) => {
    const field = currentTarget.closest('.k-field');
    if (field !== null) controlIn(field)?.focus();
    onReset();
  };
  return (
    <Tooltip label={t('common.resetToDefault')}>
      <ActionIcon
        className="k-reset"
        variant="subtle"
        size="sm"
        color="gray"
        aria-label={t('common.resetNamed', { name })}
        onClick={reset}
      >
        <IconRestore size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
};
