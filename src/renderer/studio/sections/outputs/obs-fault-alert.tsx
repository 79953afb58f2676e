import { Alert } from '@mantine/core';
import type { ObsFault } from '@shared/obs';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../context';
import { obsFaultWords } from './obs-fault-words';

/** What is in the way with OBS, and which of its settings to change. */
export const ObsFaultAlert = ({ fault }: { fault: ObsFault }) => {
  const { t } = useTranslation();
  const settings = useStudio((state) => state.settings.obs);
  const hasPassword = useStudio(({ obs }) => obs.hasPassword);
  const { message, action } = obsFaultWords(t, fault, settings, hasPassword);
  return (
    <Alert className="k-field" color="orange" variant="light" title={message} role="alert">
      {action}
    </Alert>
  );
};
