import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';

/** Who sends to us, how fast and whether it fits; what to do, at a press where possible, where something is wrong. */
export const ReceiveState = () => {
  const { t } = useTranslation();
  const { state, sender, rate, refused = 0, message } = useStudio(({ vmc }) => vmc.receive);
  const heard = sender === undefined ? t('outputs.receiveWaiting') : t('outputs.receiving', { sender, rate });
  if (state === 'error')
    return (
      <Alert className="k-field" color="red" variant="light" title={t('outputs.error')}>
        {message}
        <FreePort />
      </Alert>
    );
  return (
    <>
      <Text className="k-field" size="sm" c={rate > 0 ? undefined : 'dimmed'} role="status">
        {refused > 0 ? `${heard} ${t('outputs.refused', { refused })}` : heard}
      </Text>
      <AxesState />
    </>
  );
};

const FreePort = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const port = useStudio(({ vmc }) => vmc.receive.freePort);
  if (port === undefined) return null;
  return (
    <Button mt="xs" size="xs" display="block" onClick={() => change({ inputs: { vmcReceive: { port } } })}>
      {t('outputs.useFreePort', { port })}
    </Button>
  );
};

const AxesState = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const seen = useStudio(({ vmc }) => vmc.receive.axes);
  const current = useStudio(({ settings }) => settings.inputs.vmcReceive.axes);
  if (seen === undefined) return null;
  if (seen === 'standard')
    return (
      <Text className="k-field" size="xs" c="dimmed">
        {t('outputs.axesFit')}
      </Text>
    );
  // What is corrected already and looks wrong was corrected wrongly.
  const axes = current === 'standard' ? seen : 'standard';
  return (
    <Alert
      className="k-field"
      color="yellow"
      variant="light"
      title={seen === 'turned' ? t('outputs.axesTurned') : t('outputs.axesMirrored')}
    >
      <Button size="xs" onClick={() => change({ inputs: { vmcReceive: { axes } } })}>
        {t('outputs.axesFix')}
      </Button>
    </Alert>
  );
};
