import { Alert, Button, Group, Text } from '@mantine/core';
import type { Fault } from '@shared/channel';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { faultWords } from '../faults';

/** What went wrong with the source, what to do, and a button that tries again. */
export const FaultAlert = ({ fault }: { fault: Fault }) => {
  const { t } = useTranslation();
  const { retry } = useActions();
  const words = faultWords(fault, t);
  return (
    <Alert
      className="k-fault"
      color="orange"
      icon={<IconAlertTriangle aria-hidden />}
      title={words.message}
      data-fault={fault.code}
    >
      <Text size="sm">{words.action}</Text>
      <Group mt="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={retry}
        >
          {t('common.tryAgain')}
        </Button>
      </Group>
    </Alert>
  );
};

/** A refusal of something that the user asked for, in Studio's words and the program's own; closes. */
export const RefusalAlert = (props: { title: string; detail: string; onClose?(): void }) => {
  const { t } = useTranslation();
  return (
    <Alert
      className="k-alert"
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={props.title}
      withCloseButton={props.onClose !== undefined}
      closeButtonLabel={t('common.close')}
      {...(props.onClose ? { onClose: props.onClose } : {})}
    >
      {props.detail === '' ? t('faults.unknown') : props.detail}
    </Alert>
  );
};
