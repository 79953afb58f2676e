import { ActionIcon, Button, Group, Switch, Text, UnstyledButton } from '@mantine/core';
import type { ClipEntry } from '@shared/api';
import { IconMan, IconPencil, IconPlayerPlay, IconPlayerStopFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { Confirm } from '../controls/confirm-button';
import { PanelGroup } from '../controls/panel';
import { RenameDialog } from '../controls/rename-dialog';
import { nameOfFile } from '../triggers/labels';

/** Animations that ship with Kagami and the user's own, to be played at a click. */
export const AnimationsGroup = () => {
  const { t } = useTranslation();
  const { run } = useActions();
  const clips = useStudio((state) => state.clips);
  const [loop, setLoop] = useState(false);
  if (clips.length === 0) return null;
  return (
    <PanelGroup title={t('expressions.animations')}>
      <Text size="xs" c="dimmed" mb="sm">
        {t('expressions.animationsHelp')}
      </Text>
      <ul className="k-tiles" aria-label={t('expressions.animations')}>
        {clips.filter(isMove).map((clip) => (
          <li className="k-tile" key={clip.id}>
            <UnstyledButton
              className="k-tile-main"
              onClick={() => run({ type: 'play-clip', clip: clip.id, loop })}
            >
              <IconPlayerPlay size={15} aria-hidden />
              <span className="k-tile-name">{nameOfFile(clip.name)}</span>
            </UnstyledButton>
            {!clip.builtin && <ClipActions clip={clip} />}
          </li>
        ))}
      </ul>
      <PoseTiles poses={clips.filter((clip) => !isMove(clip))} />
      <Group mt="sm" gap="md">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
          onClick={() => run({ type: 'stop-clip' })}
        >
          {t('expressions.stopAnimation')}
        </Button>
        <Switch
          size="sm"
          label={t('expressions.loop')}
          checked={loop}
          withThumbIndicator={false}
          onChange={(event) => setLoop(event.currentTarget.checked)}
        />
      </Group>
    </PanelGroup>
  );
};

/** Poses that ship with Kagami have a list of their own: they stay until they are stopped. */
const POSE = /^pose-/;
const isMove = ({ name, builtin }: ClipEntry): boolean => !builtin || !POSE.test(name);

const PoseTiles = ({ poses }: { poses: readonly ClipEntry[] }) => {
  const { t } = useTranslation();
  const { run } = useActions();
  if (poses.length === 0) return null;
  return (
    <>
      <Text size="xs" c="dimmed" mt="md" mb="sm">
        {t('expressions.posesHelp')}
      </Text>
      <ul className="k-tiles" aria-label={t('expressions.poses')}>
        {poses.map(({ id, name }) => (
          <li className="k-tile" key={id}>
            <UnstyledButton
              className="k-tile-main"
              onClick={() => run({ type: 'play-clip', clip: id, loop: false })}
            >
              <IconMan size={15} aria-hidden />
              <span className="k-tile-name">{name.replace(POSE, '')}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
};

/** What can be done with an animation of the user's own. */
const ClipActions = ({ clip: { id, name } }: { clip: ClipEntry }) => {
  const { t } = useTranslation();
  const { renameClip, removeClip } = useActions();
  const [open, setOpen] = useState<'rename' | 'remove' | undefined>();
  const close = () => setOpen(undefined);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('clips.rename', { name })}
        onClick={() => setOpen('rename')}
      >
        <IconPencil size={15} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('clips.remove', { name })}
        onClick={() => setOpen('remove')}
      >
        <IconTrash size={15} stroke={1.7} aria-hidden />
      </ActionIcon>
      <RenameDialog
        title={t('clips.rename', { name })}
        name={name}
        opened={open === 'rename'}
        onRename={(next) => void renameClip(id, next)}
        onClose={close}
      />
      <Confirm
        opened={open === 'remove'}
        title={t('clips.remove', { name })}
        question={t('clips.removeQuestion')}
        confirm={t('common.delete')}
        onConfirm={() => void removeClip(id)}
        onClose={close}
      />
    </>
  );
};
