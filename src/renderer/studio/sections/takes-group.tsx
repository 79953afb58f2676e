import {
  ActionIcon,
  Button,
  Group,
  Modal,
  Text,
  TextInput,
  Tooltip,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import type { TakeEntry } from '@shared/api';
import {
  type Icon,
  IconBone,
  IconDownload,
  IconMovie,
  IconPencil,
  IconPlayerPlay,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconTrash,
  IconWaveSine,
} from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { Confirm } from '../controls/confirm-button';
import { PanelGroup } from '../controls/panel';
import { RefusalAlert } from '../shell/fault-alert';
import { RecordingTime } from '../shell/recording-time';

/** Recorded movement: made here, played as a source. A take holds landmarks, never a picture. */
export const TakesGroup = () => {
  const { t } = useTranslation();
  const takes = useStudio((state) => state.takes);
  const refusal = useStudio((state) => state.takeRefusal);
  const { dismissTakeRefusal } = useActions();
  return (
    <PanelGroup title={t('takes.title')}>
      <RecordButton />
      <ExportProgress />
      {refusal !== undefined && (
        <RefusalAlert
          title={t('faults.takeNotStored')}
          detail={refusal.detail}
          onClose={dismissTakeRefusal}
        />
      )}
      <ul className="k-list" aria-label={t('takes.list')}>
        {takes.map((take) => (
          <TakeRow key={take.id} take={take} />
        ))}
      </ul>
    </PanelGroup>
  );
};

/** An animation file is being made of a take. */
const ExportProgress = () => {
  const { t } = useTranslation();
  const share = useStudio((state) => state.exportShare);
  if (share === undefined) return null;
  return (
    <Text className="k-field" size="xs" role="status">
      {t('recording.exporting', { share: Math.round(share * 100) })}
    </Text>
  );
};

const RecordButton = () => {
  const { t } = useTranslation();
  const { startRecording, stopRecording } = useActions();
  const recording = useStudio((state) => state.recordingSince !== undefined);
  const able = useStudio(
    ({ leading, source, settings }) =>
      leading && source?.state === 'running' && settings.capture.source !== 'take',
  );
  return (
    <div className="k-field">
      <Group gap="sm">
        <Button
          variant={recording ? 'filled' : 'default'}
          color="red.8"
          disabled={!recording && !able}
          aria-describedby="k-record-help"
          leftSection={
            recording ? (
              <IconPlayerStopFilled size={16} aria-hidden />
            ) : (
              <IconPlayerRecordFilled size={16} aria-hidden className="k-record-dot" />
            )
          }
          onClick={recording ? () => void stopRecording() : startRecording}
        >
          {recording ? t('takes.stop') : t('takes.record')}
        </Button>
        <RecordingTime />
      </Group>
      <Text size="xs" c="dimmed" mt={6} id="k-record-help">
        {able || recording ? t('takes.recordHelp') : t('takes.recordUnableHelp')}
      </Text>
    </div>
  );
};

const TakeRow = ({ take }: { take: TakeEntry }) => {
  const { t } = useTranslation();
  const actions = useActions();
  const [renaming, setRenaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const playing = useStudio(
    ({ settings }) => settings.capture.source === 'take' && settings.capture.take === take.id,
  );
  const name = take.id === 'demo' ? t('takes.demo') : take.name;
  return (
    <li className="k-row" data-current={playing}>
      <UnstyledButton className="k-row-main" aria-pressed={playing} onClick={() => actions.playTake(take.id)}>
        <VisuallyHidden>{t('takes.play')}</VisuallyHidden>
        {playing ? <IconWaveSine size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />}
        <span className="k-row-words">
          <Text size="sm" truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {take.builtin ? t('takes.builtin') : kilobytes(take.bytes)}
          </Text>
        </span>
      </UnstyledButton>
      <RowAction
        icon={IconMovie}
        label={t('recording.exportVrma', { name })}
        onClick={() => void actions.exportTake(take.id, 'vrma')}
      />
      <RowAction
        icon={IconBone}
        label={t('recording.exportBvh', { name })}
        onClick={() => void actions.exportTake(take.id, 'bvh')}
      />
      <RowAction
        icon={IconDownload}
        label={t('takes.download', { name })}
        onClick={() => void actions.downloadTake(take.id)}
      />
      {!take.builtin && (
        <>
          <RowAction
            icon={IconPencil}
            label={t('takes.rename', { name })}
            onClick={() => setRenaming(true)}
          />
          <RowAction icon={IconTrash} label={t('takes.remove', { name })} onClick={() => setRemoving(true)} />
        </>
      )}
      <RenameDialog take={take} opened={renaming} onClose={() => setRenaming(false)} />
      <Confirm
        opened={removing}
        title={t('takes.remove', { name })}
        question={t('takes.removeQuestion')}
        confirm={t('common.delete')}
        onConfirm={() => void actions.removeTake(take.id)}
        onClose={() => setRemoving(false)}
      />
    </li>
  );
};

const RenameDialog = (props: { take: TakeEntry; opened: boolean; onClose(): void }) => {
  const { t } = useTranslation();
  const { renameTake } = useActions();
  const [name, setName] = useState(props.take.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onClose();
    void renameTake(props.take.id, name);
  };
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('takes.rename', { name: props.take.name })}
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

const RowAction = (props: { icon: Icon; label: string; onClick(): void }) => (
  <Tooltip label={props.label}>
    <ActionIcon variant="subtle" color="gray" aria-label={props.label} onClick={props.onClick}>
      <props.icon size={17} stroke={1.7} aria-hidden />
    </ActionIcon>
  </Tooltip>
);

/** kB, and MB from one on. */
const kilobytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
