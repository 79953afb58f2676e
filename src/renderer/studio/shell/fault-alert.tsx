import { Alert, Button, Group, Text } from '@mantine/core';
import type { Fault } from '@shared/channel';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { faultWords } from '../faults';

/** What went wrong with the camera or the microphone, what to do, and a button that tries again. */
export const RetryAlert = ({ fault, onRetry }: { fault: Fault; onRetry(): void }) => {
  const { t } = useTranslation();
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
          onClick={onRetry}
        >
          {t('common.tryAgain')}
        </Button>
      </Group>
    </Alert>
  );
};

/** The same of the picture's source. */
export const FaultAlert = ({ fault }: { fault: Fault }) => {
  const { retry } = useActions();
  return <RetryAlert fault={fault} onRetry={retry} />;
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
