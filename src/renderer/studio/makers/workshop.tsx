import type { AvatarEntry } from '@shared/api';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../answers';
import { useActions, useStudio } from '../context';
import { DesignerDialog } from './designer/designer-dialog';
import type { SpriteDraft } from './sprite/draft';
import { SpriteDialog } from './sprite/sprite-dialog';
import { readSpriteFile } from './sprite/sprite-file';

/** The workshop that is open, once what is to be changed is read. */
export const Workshop = () => {
  const open = useStudio((state) => state.workshop);
  const { closeWorkshop, keepMade } = useActions();
  if (open === undefined) return null;
  const { kind, avatar } = open;
  const onMade = (file: Blob, name: string): Promise<void> => keepMade(file, name, avatar);
  if (kind === 'designer') return <DesignerDialog avatar={avatar} onMade={onMade} onClose={closeWorkshop} />;
  if (avatar === undefined) return <SpriteDialog draft={undefined} onMade={onMade} onClose={closeWorkshop} />;
  return <SpriteChange avatar={avatar} onMade={onMade} onClose={closeWorkshop} />;
};

interface SpriteChangeProps {
  avatar: AvatarEntry;
  onMade(file: Blob, name: string): Promise<void>;
  onClose(): void;
}

const SpriteChange = ({ avatar, onMade, onClose }: SpriteChangeProps) => {
  const { avatarFile, refuseAvatar } = useActions();
  const [draft, setDraft] = useState<SpriteDraft>();
  useEffect(() => {
    let gone = false;
    avatarFile(avatar)
      .then((file) => readSpriteFile(file, avatar.name))
      .then(
        (read) => !gone && setDraft(read),
        (error: unknown) => {
          if (gone) return;
          refuseAvatar(sentenceOf(error));
          onClose();
        },
      );
    return () => {
      gone = true;
    };
  }, [avatar, avatarFile, refuseAvatar, onClose]);
  return draft && <SpriteDialog draft={draft} onMade={onMade} onClose={onClose} />;
};
