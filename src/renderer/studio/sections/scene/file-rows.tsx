import { ActionIcon, Progress, Text } from '@mantine/core';
import type { SceneFile } from '@shared/api';
import { IconCheck, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../controls/confirm-button';
import { DropZone } from '../../controls/drop-zone';
import { RefusalAlert } from '../../shell/fault-alert';
import type { SceneFileList } from './use-scene-files';

interface FileRowsProps {
  list: SceneFileList;
  shown: readonly SceneFile[];
  chosen: string;
  onChoose(file: SceneFile): void;
}

/** Files to choose from, each with its removal. */
export const FileRows = ({ list, shown, chosen, onChoose }: FileRowsProps) => {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState<string>();
  if (shown.length === 0) return null;
  return (
    <ul className="k-list" aria-label={t('scene.files')}>
      {shown.map((file) => (
        <li className="k-row" key={file.name} data-current={file.name === chosen}>
          <button
            type="button"
            className="k-row-main k-plain"
            aria-pressed={file.name === chosen}
            onClick={() => onChoose(file)}
          >
            {file.name === chosen && <IconCheck size={15} aria-hidden />}
            <Text size="sm" truncate>
              {file.name}
            </Text>
          </button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('scene.removeFile', { name: file.name })}
            onClick={() => setRemoving(file.name)}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        </li>
      ))}
      <Confirm
        opened={removing !== undefined}
        title={t('scene.removeFile', { name: removing ?? '' })}
        question={t('scene.removeFileQuestion')}
        confirm={t('common.delete')}
        onConfirm={() => removing !== undefined && void list.remove(removing)}
        onClose={() => setRemoving(undefined)}
      />
    </ul>
  );
};

interface AddFileProps {
  list: SceneFileList;
  label: string;
  help: string;
  accept: Record<string, string[]>;
  onStored(file: SceneFile): void;
}

/** Takes a file in; says what went wrong. */
export const AddFile = ({ list, label, help, accept, onStored }: AddFileProps) => {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState(false);
  return (
    <div className="k-field">
      <DropZone
        label={label}
        help={help}
        accept={accept}
        disabled={list.share !== undefined}
        onFile={(file) => {
          setWrong(false);
          void list.add(file, onStored);
        }}
        onWrongFile={() => setWrong(true)}
      />
      {wrong && <RefusalAlert title={t('scene.fileRefused')} detail={help} />}
      {list.refusal !== undefined && (
        <RefusalAlert title={t('scene.fileRefused')} detail={list.refusal} onClose={list.dismiss} />
      )}
      {list.share !== undefined && <Progress mt="xs" value={list.share * 100} aria-label={label} />}
    </div>
  );
};
