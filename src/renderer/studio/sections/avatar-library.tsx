import { ActionIcon, Menu, Text, TextInput, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { AvatarEntry } from '@shared/api';
import { knownAvatarOf, withKnown } from '@shared/settings/library';
import {
  IconBrush,
  IconCheck,
  IconDots,
  IconDownload,
  IconPencil,
  IconSearch,
  IconStar,
  IconStarFilled,
  IconTrash,
} from '@tabler/icons-react';
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { Confirm } from '../controls/confirm-button';
import { RenameDialog } from '../controls/rename-dialog';
import { saveFile } from '../save-file';
import { storedName } from '../upload';
import { libraryOrder, matching } from './library-order';

/** With more avatars than this they are searched, not looked through. */
const MANY = 8;

/** Every avatar as a tile, favourites and those used last in front. */
export const AvatarLibrary = () => {
  const { t } = useTranslation();
  const avatars = useStudio((state) => state.avatars);
  const known = useStudio((state) => state.settings.library.avatars);
  const [wanted, setWanted] = useState('');
  // Tiles do not run away from the pointer: what is used now moves to the front the next time.
  const usedBefore = useRef(known);
  const favourites = known.filter(({ favourite }) => favourite).map(({ id }) => id);
  const key = favourites.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what of `known` counts
  const ordered = useMemo(() => {
    const then = usedBefore.current.map((avatar) => ({
      ...avatar,
      favourite: favourites.includes(avatar.id),
    }));
    const since = favourites
      .filter((id) => !then.some((avatar) => avatar.id === id))
      .map((id) => ({ ...knownAvatarOf(known, id), usedAt: 0 }));
    return libraryOrder(avatars, [...then, ...since]);
  }, [avatars, key]);
  const shown = matching(ordered, wanted);
  if (avatars.length === 0) return <Text size="sm">{t('avatar.none')}</Text>;
  return (
    <>
      {avatars.length > MANY && (
        <TextInput
          className="k-library-search"
          size="xs"
          aria-label={t('library.search')}
          placeholder={t('library.search')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('library.nothing')}
        </Text>
      )}
      <ul className="k-tiles" aria-label={t('avatar.list')} data-many={avatars.length > MANY}>
        {shown.map((avatar) => (
          <AvatarTile key={avatar.id} avatar={avatar} />
        ))}
      </ul>
    </>
  );
};

const AvatarTile = ({ avatar }: { avatar: AvatarEntry }) => {
  const { t } = useTranslation();
  const { chooseAvatar, change } = useActions();
  const current = useStudio((state) => state.settings.avatar.current === avatar.id);
  const known = useStudio((state) => state.settings.library.avatars);
  const { favourite } = knownAvatarOf(known, avatar.id);
  return (
    <li className="k-tile" data-current={current} data-avatar={avatar.id}>
      <UnstyledButton className="k-tile-main" aria-pressed={current} onClick={() => chooseAvatar(avatar.id)}>
        <VisuallyHidden>{t('avatar.use')}</VisuallyHidden>
        <Portrait avatar={avatar} />
        <Text size="xs" fw={550} truncate title={avatar.name}>
          {avatar.name}
        </Text>
        {current && (
          <span className="k-tile-current">
            <IconCheck size={13} aria-hidden />
            <VisuallyHidden>{t('avatar.current')}</VisuallyHidden>
          </span>
        )}
      </UnstyledButton>
      <Tooltip label={t('library.favourite')}>
        <ActionIcon
          className="k-tile-star"
          size="sm"
          variant="transparent"
          aria-label={`${t('library.favourite')}: ${avatar.name}`}
          aria-pressed={favourite}
          onClick={() =>
            change({ library: { avatars: withKnown(known, avatar.id, { favourite: !favourite }) } })
          }
        >
          {favourite ? <IconStarFilled size={15} aria-hidden /> : <IconStar size={15} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <TileMenu avatar={avatar} />
    </li>
  );
};

const TileMenu = ({ avatar }: { avatar: AvatarEntry }) => {
  const { t } = useTranslation();
  const { openWorkshop, avatarFile, removeAvatar, refuseAvatar, change } = useActions();
  const known = useStudio((state) => state.settings.library.avatars);
  const [asking, setAsking] = useState<'rename' | 'remove'>();
  const { madeIn } = avatar;
  const builtin = avatar.id.startsWith('builtin/');
  const rename = (name: string): void => {
    const { name: _, ...rest } = knownAvatarOf(known, avatar.id);
    const others = known.filter(({ id }) => id !== avatar.id);
    change({ library: { avatars: withKnown(others, avatar.id, { ...rest, name: name.trim() }) } });
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            className="k-tile-more"
            size="sm"
            variant="transparent"
            aria-label={t('library.more', { name: avatar.name })}
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {builtin
              ? t('avatar.builtin')
              : t('units.megabytes', { value: (avatar.bytes / 1_000_000).toFixed(1) })}
          </Menu.Label>
          {madeIn !== undefined && (
            <Menu.Item
              leftSection={<IconBrush size={15} aria-hidden />}
              onClick={() => openWorkshop(madeIn, avatar)}
            >
              {t('library.change')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setAsking('rename')}>
            {t('library.rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() =>
              void avatarFile(avatar).then(
                (file) => saveFile(file, `${storedName(avatar.name, 'avatar')}.vrm`),
                (error: Error) => refuseAvatar(error.message),
              )
            }
          >
            {t('library.export')}
          </Menu.Item>
          {!builtin && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setAsking('remove')}
            >
              {t('avatar.remove', { name: avatar.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'rename' && (
        <RenameDialog
          opened
          title={t('library.renameTitle', { name: avatar.name })}
          name={avatar.name}
          onRename={rename}
          onClose={() => setAsking(undefined)}
        />
      )}
      <Confirm
        opened={asking === 'remove'}
        title={t('avatar.remove', { name: avatar.name })}
        question={t('avatar.removeQuestion')}
        confirm={t('common.delete')}
        onConfirm={() => void removeAvatar(avatar.id)}
        onClose={() => setAsking(undefined)}
      />
    </>
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

/** A hue of the avatar's own, so that tiles are told apart at a glance. Degrees. */
const hueOf = (id: string): number => {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 360;
  return sum;
};
