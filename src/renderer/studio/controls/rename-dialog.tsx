import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface RenameDialogProps {
  title: string;
  /** As it is now. */
  name: string;
  opened: boolean;
  onRename(name: string): void;
  onClose(): void;
}

/** Asks for another name of something that the user has stored. */
export const RenameDialog = (props: RenameDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(props.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onClose();
    props.onRename(name);
  };
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <TextInput
          label={t('takes.newName')}
          description={t('takes.newNameHelp')}
          maxLength={80}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('common.rename')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
