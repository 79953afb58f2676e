import { Badge } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import { elapsed } from './elapsed';

/** How long the running recording is; nothing while none runs. */
export const RecordingTime = () => {
  const { t } = useTranslation();
  const since = useStudio((state) => state.recordingSince);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [since]);
  if (since === undefined) return null;
  return (
    <Badge color="red.8" variant="filled" radius="sm" className="k-recording k-number">
      {t('takes.recordingFor', { time: elapsed(Math.max(0, now - since)) })}
    </Badge>
  );
};
