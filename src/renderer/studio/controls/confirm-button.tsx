import { Button, type ButtonProps, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmProps {
  opened: boolean;
  title: string;
  question: string;
  /** What the confirming button does, as its label. */
  confirm: string;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot be undone. */
export const Confirm = ({ opened, title, question, confirm, onConfirm, onClose }: ConfirmProps) => {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">{question}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="red.8"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
};

interface ConfirmButtonProps extends ButtonProps {
  title: string;
  question: string;
  confirm: string;
  onConfirm(): void;
  children: ReactNode;
}

export const ConfirmButton = ({ title, question, confirm, onConfirm, ...button }: ConfirmButtonProps) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button {...button} onClick={() => setAsking(true)} />
      <Confirm
        opened={asking}
        title={title}
        question={question}
        confirm={confirm}
        onConfirm={onConfirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
