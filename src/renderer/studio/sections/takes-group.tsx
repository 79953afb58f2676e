import {
  ActionIcon,
  Button,
  Group,
  Progress,
  Text,
  Tooltip,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import type { TakeEntry } from '@shared/api';
import {
  type Icon,
  IconDownload,
  IconFileExport,
  IconPencil,
  IconPlayerPlay,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconScissors,
  IconTrash,
  IconWaveSine,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { Confirm } from '../controls/confirm-button';
import { PanelGroup } from '../controls/panel';
import { RangeField } from '../controls/range-field';
import { RenameDialog } from '../controls/rename-dialog';
import { SwitchField } from '../controls/switch-field';
import { RefusalAlert } from '../shell/fault-alert';
import { RecordingTime } from '../shell/recording-time';
import { DEFAULTS } from './defaults';
import { TakeExportDialog } from './take-export-dialog';
import { useTakeLength } from './use-take-length';

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
      <ReplayFields />
    </PanelGroup>
  );
};

/** How the take that plays is played. */
const ReplayFields = () => {
  const { t } = useTranslation();
  const { change, exportTake } = useActions();
  const busy = useStudio((state) => state.exporting !== undefined);
  const { source, take, takeLoop, takeFrom, takeTo } = useStudio((state) => state.settings.capture);
  const length = useTakeLength(take);
  if (source !== 'take' || length === undefined) return null;
  const seconds = length / 1000;
  return (
    <>
      <RangeField
        label={t('takes.part')}
        help={t('takes.partHelp')}
        value={[Math.min(takeFrom / 1000, seconds), takeTo > 0 ? Math.min(takeTo / 1000, seconds) : seconds]}
        length={seconds}
        words={(from, to) => t('takes.partWords', { from: from.toFixed(1), to: to.toFixed(1) })}
        ends={[t('takes.partBegin'), t('takes.partEnd')]}
        onChange={(from, to) =>
          change({
            capture: {
              takeFrom: Math.round(from * 1000),
              takeTo: to >= seconds ? 0 : Math.round(to * 1000),
            },
          })
        }
      />
      {(takeFrom > 0 || takeTo > 0) && (
        <Button
          className="k-field"
          variant="default"
          size="sm"
          leftSection={<IconScissors size={16} aria-hidden />}
          disabled={busy}
          onClick={() => void exportTake(take, { format: 'ktake', from: takeFrom, to: takeTo || length })}
        >
          {t('takes.keepPart')}
        </Button>
      )}
      <SwitchField
        label={t('takes.loop')}
        help={t('takes.loopHelp')}
        checked={takeLoop}
        defaultValue={DEFAULTS.capture.takeLoop}
        onChange={(next) => change({ capture: { takeLoop: next } })}
      />
    </>
  );
};

/** A file is being made of a take, or a video has been. */
const ExportProgress = () => {
  const { t } = useTranslation();
  const { cancelExport, openRecordingsFolder } = useActions();
  const exporting = useStudio((state) => state.exporting);
  const filmed = useStudio((state) => state.filmed);
  if (exporting !== undefined) {
    const share = Math.round(exporting.share * 100);
    return (
      <div className="k-field">
        <Group gap="sm" justify="space-between" wrap="nowrap">
          <Text size="xs">{t('takeExport.working', { name: exporting.name, share })}</Text>
          <Button size="compact-xs" variant="default" onClick={cancelExport}>
            {t('common.cancel')}
          </Button>
        </Group>
        <Progress mt={6} size="sm" value={share} aria-label={t('takeExport.progress')} />
      </div>
    );
  }
  if (filmed === undefined) return null;
  return (
    <Group className="k-field" gap="sm" justify="space-between" wrap="nowrap" role="status">
      <Text size="xs">{t('takeExport.filmed', { name: filmed })}</Text>
      <Button size="compact-xs" variant="default" onClick={() => void openRecordingsFolder()}>
        {t('recording.openFolder')}
      </Button>
    </Group>
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
  const [exporting, setExporting] = useState(false);
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
        icon={IconFileExport}
        label={t('takeExport.open', { name })}
        onClick={() => setExporting(true)}
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
      <TakeExportDialog take={take} name={name} opened={exporting} onClose={() => setExporting(false)} />
      <RenameDialog
        title={t('takes.rename', { name })}
        name={take.name}
        opened={renaming}
        onRename={(next) => void actions.renameTake(take.id, next)}
        onClose={() => setRenaming(false)}
      />
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
