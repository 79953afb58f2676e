import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import type { RecordingEntry } from '@shared/api';
import type { OutputState } from '@shared/outputs';
import { IconFolder, IconHistory, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { ChoiceField } from '../../controls/choice-field';
import { Confirm } from '../../controls/confirm-button';
import { SwitchField } from '../../controls/switch-field';
import { elapsed } from '../../shell/elapsed';
import { DEFAULTS } from '../defaults';
import { MicrophoneField } from '../microphone-field';
import { OutputCard } from './output-card';

/** The Stage as a video file. */
export const RecordingCard = () => {
  const { t } = useTranslation();
  const { change, run } = useActions();
  const settings = useStudio((state) => state.settings.outputs.recording);
  const output = useStudio(({ outputs }) => outputs.find(({ id }) => id === 'recording'));
  const stageIsOpen = useStudio((state) => state.stages.length > 0);
  const defaults = DEFAULTS.outputs.recording;
  const set = (recording: Partial<typeof settings>) => change({ outputs: { recording } });
  return (
    <OutputCard
      id="recording"
      title={t('recording.title')}
      help={t('recording.help')}
      words={recordingWords(output, t)}
    >
      <ChoiceField
        label={t('recording.format')}
        help={t('recording.formatHelp')}
        value={settings.format}
        defaultValue={defaults.format}
        choices={[
          { value: 'webm', label: 'WebM' },
          { value: 'mp4', label: 'MP4' },
        ]}
        onChange={(format) => set({ format })}
      />
      <ChoiceField
        label={t('recording.quality')}
        help={t('recording.qualityHelp')}
        value={settings.quality}
        defaultValue={defaults.quality}
        choices={[
          { value: 'low', label: t('recording.low') },
          { value: 'medium', label: t('recording.medium') },
          { value: 'high', label: t('recording.high') },
        ]}
        onChange={(quality) => set({ quality })}
      />
      <SwitchField
        label={t('recording.microphone')}
        help={t('recording.microphoneHelp')}
        checked={settings.microphone}
        defaultValue={defaults.microphone}
        onChange={(microphone) => set({ microphone })}
      />
      {settings.microphone && (
        <MicrophoneField
          label={t('recording.device')}
          help={t('recording.deviceHelp')}
          deviceId={settings.deviceId}
          deviceLabel={settings.deviceLabel}
          onChange={set}
        />
      )}
      <SwitchField
        label={t('recording.speech')}
        help={t('recording.speechHelp')}
        checked={settings.speech}
        defaultValue={defaults.speech}
        onChange={(speech) => set({ speech })}
      />
      <ChoiceField
        label={t('recording.replay')}
        help={t('recording.replayHelp')}
        value={String(settings.replaySeconds)}
        defaultValue={String(defaults.replaySeconds)}
        choices={['0', '15', '30', '60'].map((value) => ({
          value,
          label: value === '0' ? t('recording.replayOff') : t('units.seconds', { value }),
        }))}
        onChange={(seconds) => set({ replaySeconds: Number(seconds) })}
      />
      <Group gap="sm" mt="sm">
        {settings.replaySeconds > 0 && (
          <Button
            size="xs"
            variant="default"
            disabled={!stageIsOpen}
            leftSection={<IconHistory size={15} aria-hidden />}
            onClick={() => run({ type: 'save-replay' })}
          >
            {t('recording.saveReplay')}
          </Button>
        )}
        <OpenFolder />
      </Group>
      <RecordingList />
    </OutputCard>
  );
};

/** What is recorded by now; of a recording that has ended, that its file is not whole yet. */
const recordingWords = (output: OutputState | undefined, t: TFunction): string => {
  const { recording: figures, message, finishing } = output ?? {};
  if (figures === undefined) return t(finishing ? 'recording.finishing' : 'recording.waiting');
  return [
    elapsed(figures.seconds * 1000),
    megabytes(figures.bytes),
    ...(figures.dropped > 0 ? [t('recording.dropped', { dropped: figures.dropped })] : []),
    ...(message === undefined ? [] : [message]),
  ].join(' · ');
};

const OpenFolder = () => {
  const { t } = useTranslation();
  const { openRecordingsFolder } = useActions();
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconFolder size={15} aria-hidden />}
      onClick={() => void openRecordingsFolder()}
    >
      {t('recording.openFolder')}
    </Button>
  );
};

const RecordingList = () => {
  const { t } = useTranslation();
  const recordings = useStudio((state) => state.recordings);
  if (recordings.length === 0) return null;
  return (
    <ul className="k-list" aria-label={t('recording.list')}>
      {recordings.map((recording) => (
        <RecordingRow key={recording.id} recording={recording} />
      ))}
    </ul>
  );
};

const RecordingRow = ({ recording: { id, name, bytes } }: { recording: RecordingEntry }) => {
  const { t } = useTranslation();
  const { removeRecording } = useActions();
  const [removing, setRemoving] = useState(false);
  const label = t('recording.remove', { name });
  return (
    <li className="k-row">
      <span className="k-row-words">
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {megabytes(bytes)}
        </Text>
      </span>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setRemoving(true)}>
          <IconTrash size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={removing}
        title={label}
        question={t('recording.removeQuestion')}
        confirm={t('common.delete')}
        onConfirm={() => void removeRecording(id)}
        onClose={() => setRemoving(false)}
      />
    </li>
  );
};

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
