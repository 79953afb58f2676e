import './avatar-import.css';
import { Button, Paper, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';
import type { AvatarStep } from './import-state';

const STEPS: Readonly<Record<AvatarStep, StudioKey>> = {
  file: 'avatarImport.file',
  checking: 'avatarImport.checking',
  reading: 'avatarImport.reading',
  converting: 'avatarImport.converting',
  storing: 'avatarImport.storing',
  opening: 'avatarImport.opening',
};

/** Where each step begins and ends in the bar, percent: what takes long has most of it. */
const PLACES: Readonly<Record<AvatarStep, readonly [number, number]>> = {
  file: [0, 20],
  checking: [20, 30],
  reading: [30, 45],
  converting: [45, 55],
  storing: [55, 75],
  opening: [75, 100],
};

/** How far an avatar is on its way, whichever section is shown. It is seen in Studio alone, never on a Stage. */
export const AvatarProgress = () => {
  const { t } = useTranslation();
  const { cancelAvatar } = useActions();
  const job = useStudio((state) => state.avatarJob);
  if (job === undefined) return null;
  const [from, to] = PLACES[job.step];
  const label = t('avatarImport.onItsWay', { name: job.name });
  return (
    <Paper className="k-avatar-job" shadow="md" withBorder role="status" data-step={job.step}>
      <div className="k-avatar-job-words">
        <Text size="sm" fw={600} truncate>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {t(STEPS[job.step])}
          {job.bytes && ` · ${t('avatarImport.bytes', megabytes(job.bytes))}`}
        </Text>
        <Progress
          value={from + (job.share ?? 0) * (to - from)}
          animated={job.share === undefined}
          aria-label={label}
          mt={6}
        />
      </div>
      <Button size="xs" variant="default" onClick={cancelAvatar}>
        {t('common.cancel')}
      </Button>
    </Paper>
  );
};

const megabytes = ({ done, total }: { done: number; total: number }): { done: string; total: string } => ({
  done: (done / 1_000_000).toFixed(1),
  total: (total / 1_000_000).toFixed(1),
});
