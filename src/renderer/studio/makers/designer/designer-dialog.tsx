import { Alert, Button, Group, Loader, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { AvatarEntry } from '@shared/api';
import type { AvatarRecipe } from '@shared/avatar-recipe';
import { IconArrowsShuffle, IconDownload, IconRestore } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HIKARI, REN } from '../../../../avatar-maker';
import { sentenceOf } from '../../answers';
import { useActions } from '../../context';
import { saveFile } from '../../save-file';
import { storedName } from '../../upload';
import { MakerDialog } from '../maker-dialog';
import '../makers.css';
import { type AvatarFactory, createAvatarFactory } from './avatar-factory';
import { DesignerFields } from './designer-fields';
import { DesignerPreview } from './designer-preview';
import { SHOT_LABELS } from './labels';
import { randomRecipe, readRecipe } from './recipes';

interface DesignerDialogProps {
  /** One to begin with; undefined begins with Hikari. */
  avatar: AvatarEntry | undefined;
  /** Keeps the made avatar. @throws Error with a sentence for the user */
  onMade(file: Blob, name: string): Promise<void>;
  onClose(): void;
}

type Shot = 'face' | 'bust' | 'full';

/** Choices of body, hair, clothes and colours in, an avatar out. */
export const DesignerDialog = ({ avatar, onMade, onClose }: DesignerDialogProps) => {
  const { t } = useTranslation();
  const changes = avatar?.id.startsWith('user/') === true ? avatar : undefined;
  const { recipe, first, setRecipe, fault: unread } = useRecipe(avatar);
  const { factory, file, making, fault: unmade } = useMadeAvatar(recipe);
  const [name, setName] = useState(changes?.name ?? '');
  const [shot, setShot] = useState<Shot>('bust');
  const [unseen, setUnseen] = useState<string>();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState<'keep' | 'export'>();
  const fault = unread ?? unmade ?? unseen ?? refused;
  const [shown, setShown] = useState<Uint8Array>();
  const waiting = making || (file !== shown && fault === undefined);

  const finish = async (
    how: 'keep' | 'export',
    use: (made: Blob, name: string) => Promise<void> | void,
  ): Promise<void> => {
    if (recipe === undefined || factory === undefined) return;
    setBusy(how);
    setRefused(undefined);
    const wanted = storedName(name, t('designer.unnamed'));
    try {
      const bytes = await factory.make({ ...recipe, name: wanted });
      await use(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'model/gltf-binary' }), wanted);
    } catch (error) {
      setRefused(sentenceOf(error));
    }
    setBusy(undefined);
  };

  return (
    <MakerDialog
      title={changes ? t('designer.titleChange', { name: changes.name }) : t('designer.title')}
      onClose={onClose}
    >
      <div className="k-maker">
        <div className="k-maker-side">
          <div className="k-design-place" aria-busy={waiting}>
            <DesignerPreview file={file} shot={shot} onShown={setShown} onFault={setUnseen} />
            {waiting && <Loader className="k-design-busy" size="sm" aria-label={t('designer.making')} />}
          </div>
          <SegmentedControl
            size="xs"
            aria-label={t('designer.shot')}
            value={shot}
            data={(['face', 'bust', 'full'] as const).map((value) => ({
              value,
              label: t(SHOT_LABELS[value]),
            }))}
            onChange={setShot}
          />
          <Stack gap={6}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowsShuffle size={15} aria-hidden />}
              onClick={() => setRecipe(randomRecipe(HIKARI.name, Math.random))}
            >
              {t('designer.random')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRestore size={15} aria-hidden />}
              disabled={recipe === first}
              onClick={() => first && setRecipe(first)}
            >
              {t('designer.reset')}
            </Button>
          </Stack>
          <TextInput
            label={t('designer.name')}
            placeholder={t('designer.unnamed')}
            value={name}
            maxLength={60}
            disabled={changes !== undefined}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        </div>
        <div className="k-maker-main">
          {recipe && <DesignerFields recipe={recipe} onChange={setRecipe} />}
        </div>
      </div>
      {fault !== undefined && (
        <Alert color="red" mt="sm" role="alert">
          {fault}
        </Alert>
      )}
      <Group justify="space-between" mt="md">
        <Text size="xs" c="dimmed">
          {t('designer.rights')}
        </Text>
        <Group>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={busy === 'export'}
            disabled={busy !== undefined || file === undefined}
            onClick={() => void finish('export', (made, called) => saveFile(made, `${called}.vrm`))}
          >
            {t('designer.export')}
          </Button>
          <Button
            loading={busy === 'keep'}
            disabled={busy !== undefined || file === undefined}
            onClick={() =>
              void finish('keep', async (made, called) => {
                await onMade(made, called);
                onClose();
              })
            }
          >
            {t('designer.save')}
          </Button>
        </Group>
      </Group>
    </MakerDialog>
  );
};

/** The recipe that is edited, begun with the avatar's own. */
const useRecipe = (avatar: AvatarEntry | undefined) => {
  const { avatarFile } = useActions();
  const [first, setFirst] = useState<AvatarRecipe | undefined>(avatar ? undefined : HIKARI);
  const [recipe, setRecipe] = useState<AvatarRecipe | undefined>(first);
  const [fault, setFault] = useState<string>();
  const begin = useCallback((from: AvatarRecipe) => {
    setFirst(from);
    setRecipe(from);
  }, []);
  useEffect(() => {
    if (avatar === undefined) return;
    avatarFile(avatar)
      .then(readRecipe)
      .then(begin, (error: unknown) => {
        setFault(sentenceOf(error));
        begin(REN);
      });
  }, [avatar, avatarFile, begin]);
  return { first, recipe, setRecipe, fault };
};

/** The avatar of the newest recipe that is ready. */
const useMadeAvatar = (recipe: AvatarRecipe | undefined) => {
  const factory = useRef<AvatarFactory>(undefined);
  const [file, setFile] = useState<Uint8Array>();
  const [making, setMaking] = useState(true);
  const [fault, setFault] = useState<string>();
  useEffect(
    () => () => {
      factory.current?.close();
      factory.current = undefined;
    },
    [],
  );
  useEffect(() => {
    if (recipe === undefined) return;
    factory.current ??= createAvatarFactory();
    setMaking(true);
    setFault(undefined);
    factory.current.preview(recipe).then(
      (made) => {
        // A later one is on its way.
        if (made === undefined) return;
        setFile(made);
        setMaking(false);
      },
      (error: unknown) => {
        setFault(sentenceOf(error));
        setMaking(false);
      },
    );
  }, [recipe]);
  return { factory: factory.current, file, making, fault };
};
