import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface MakerDialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
}

/** The wide dialog in which an avatar is made. A press beside it does not close it: what was made would be gone. */
export const MakerDialog = ({ title, onClose, children }: MakerDialogProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      size="66rem"
      title={title}
      onClose={onClose}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {children}
    </Modal>
  );
};
