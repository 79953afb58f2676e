import { ActionIcon, Badge, Progress, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { AvatarEntry } from '@shared/api';
import { IconCheck, IconTrash } from '@tabler/icons-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { Confirm } from '../controls/confirm-button';
import { DropZone } from '../controls/drop-zone';
import { Panel, PanelGroup } from '../controls/panel';
import { RefusalAlert } from '../shell/fault-alert';
import { PortraitGroup } from './portrait-group';

/** Extensions only: no system knows a MIME type for .vrm. */
const VRM_FILES = { 'model/vrm': ['.vrm'] };

export const AvatarSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('avatar.title')} help={t('avatar.help')}>
      <AvatarGroups />
    </Panel>
  );
};

/** The avatars to choose from, and where another is added. */
export const AvatarGroups = () => {
  const { t } = useTranslation();
  const avatars = useStudio((state) => state.avatars);
  return (
    <>
      <Refusal />
      <PanelGroup title={t('avatar.choose')}>
        {avatars.length === 0 && <Text size="sm">{t('avatar.none')}</Text>}
        <ul className="k-cards" aria-label={t('avatar.list')}>
          {avatars.map((avatar) => (
            <AvatarCard key={avatar.id} avatar={avatar} />
          ))}
        </ul>
      </PanelGroup>
      <AddGroup />
      <PortraitGroup />
    </>
  );
};

const Refusal = () => {
  const { t } = useTranslation();
  const { dismissAvatarRefusal } = useActions();
  const refusal = useStudio((state) => state.avatarRefusal);
  if (refusal === undefined) return null;
  return (
    <RefusalAlert title={t('faults.avatarNotShown')} detail={refusal.detail} onClose={dismissAvatarRefusal} />
  );
};

const AvatarCard = ({ avatar }: { avatar: AvatarEntry }) => {
  const { t } = useTranslation();
  const { chooseAvatar, removeAvatar } = useActions();
  const [removing, setRemoving] = useState(false);
  const current = useStudio((state) => state.settings.avatar.current === avatar.id);
  const builtin = avatar.id.startsWith('builtin/');
  return (
    <li className="k-card" data-current={current} data-avatar={avatar.id}>
      <UnstyledButton className="k-card-main" aria-pressed={current} onClick={() => chooseAvatar(avatar.id)}>
        <VisuallyHidden>{t('avatar.use')}</VisuallyHidden>
        <Portrait avatar={avatar} />
        <span className="k-row-words">
          <Text size="sm" fw={600} truncate>
            {avatar.name}
          </Text>
          <Text size="xs" c="dimmed">
            {builtin ? t('avatar.builtin') : t('units.megabytes', { value: megabytes(avatar.bytes) })}
          </Text>
        </span>
        {current && (
          <Badge
            className="k-current"
            variant="light"
            radius="sm"
            leftSection={<IconCheck size={12} aria-hidden />}
          >
            {t('avatar.current')}
          </Badge>
        )}
      </UnstyledButton>
      {!builtin && (
        <Tooltip label={t('avatar.remove', { name: avatar.name })}>
          <ActionIcon
            className="k-card-action"
            variant="subtle"
            color="gray"
            aria-label={t('avatar.remove', { name: avatar.name })}
            onClick={() => setRemoving(true)}
          >
            <IconTrash size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Confirm
        opened={removing}
        title={t('avatar.remove', { name: avatar.name })}
        question={t('avatar.removeQuestion')}
        confirm={t('common.delete')}
        onConfirm={() => void removeAvatar(avatar.id)}
        onClose={() => setRemoving(false)}
      />
    </li>
  );
};

/** The portrait out of the avatar's file, or its first letter. */
const Portrait = ({ avatar }: { avatar: AvatarEntry }) => {
  const { thumbnail } = useActions();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let gone = false;
    void thumbnail(avatar).then((found) => {
      if (!gone) setAddress(found);
    });
    return () => {
      gone = true;
    };
  }, [thumbnail, avatar]);
  if (address !== undefined) return <img className="k-portrait" src={address} alt="" />;
  return (
    <span
      className="k-portrait k-monogram"
      style={{ '--hue': hueOf(avatar.id) } as CSSProperties}
      aria-hidden
    >
      {[...avatar.name][0]?.toUpperCase()}
    </span>
  );
};

const AddGroup = () => {
  const { t } = useTranslation();
  const { addAvatar } = useActions();
  const upload = useStudio((state) => state.avatarUpload);
  const [wrongFile, setWrongFile] = useState(false);
  return (
    <PanelGroup title={t('avatar.add')}>
      <div className="k-field">
        <DropZone
          label={t('avatar.drop')}
          help={t('avatar.dropHelp')}
          accept={VRM_FILES}
          disabled={upload !== undefined}
          onFile={(file) => {
            setWrongFile(false);
            void addAvatar(file);
          }}
          onWrongFile={() => setWrongFile(true)}
        />
        {wrongFile && <RefusalAlert title={t('avatar.wrongFile')} detail={t('avatar.dropHelp')} />}
        {upload !== undefined && (
          <div role="status">
            <Text size="sm" mt="sm" mb={6} truncate>
              {t('avatar.adding', { name: upload.name })}
            </Text>
            <Progress
              value={upload.share * 100}
              animated={upload.share >= 1}
              aria-label={t('avatar.adding', { name: upload.name })}
            />
          </div>
        )}
      </div>
    </PanelGroup>
  );
};

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** A hue of the avatar's own, so that cards are told apart at a glance. Degrees. */
const hueOf = (id: string): number => {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 360;
  return sum;
};
