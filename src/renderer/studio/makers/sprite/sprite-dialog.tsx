import { Alert, Button, Group, Text, TextInput, UnstyledButton } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import {
  MAX_SPRITE_MOODS,
  NEUTRAL,
  SPRITE_EMOTIONS,
  SPRITE_EXTENTS,
  SPRITE_STATES,
  type SpriteMotion,
  type SpriteState,
  spriteMotionSchema,
} from '@shared/sprite-avatar';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../answers';
import { ChoiceField } from '../../controls/choice-field';
import { SliderField } from '../../controls/slider-field';
import type { StudioKey } from '../../i18n';
import { storedName } from '../../upload';
import { MakerDialog } from '../maker-dialog';
import '../makers.css';
import {
  type DraftSlot,
  emptyDraft,
  extentOf,
  pictureAt,
  type SpriteDraft,
  slotOf,
  withPicture,
} from './draft';
import { PictureWell } from './picture-well';
import { readSpritePicture } from './read-picture';
import { makeSpriteFile } from './sprite-file';
import { SpriteTrial } from './sprite-trial';

interface SpriteDialogProps {
  /** An avatar to change; undefined makes a new one. */
  draft: SpriteDraft | undefined;
  /** Keeps the made avatar. @throws Error with a sentence for the user */
  onMade(file: Blob, name: string): Promise<void>;
  onClose(): void;
}

const STATE_LABELS: Readonly<Record<SpriteState, StudioKey>> = {
  idle: 'sprites.stateIdle',
  talk: 'sprites.stateTalk',
  blink: 'sprites.stateBlink',
  talkBlink: 'sprites.stateTalkBlink',
};

const MOOD_LABELS: Readonly<Record<typeof NEUTRAL | (typeof SPRITE_EMOTIONS)[number], StudioKey>> = {
  neutral: 'sprites.mood_neutral',
  happy: 'sprites.mood_happy',
  angry: 'sprites.mood_angry',
  sad: 'sprites.mood_sad',
  relaxed: 'sprites.mood_relaxed',
  surprised: 'sprites.mood_surprised',
};

const EXTENT_LABELS: Readonly<Record<(typeof SPRITE_EXTENTS)[number], StudioKey>> = {
  bust: 'sprites.extentBust',
  half: 'sprites.extentHalf',
  full: 'sprites.extentFull',
};

const MOTIONS = [
  ['talkAt', 'sprites.talkAt', 'sprites.talkAtHelp'],
  ['bounce', 'sprites.bounce', 'sprites.bounceHelp'],
  ['squash', 'sprites.squash', 'sprites.squashHelp'],
  ['breathing', 'sprites.breathing', 'sprites.breathingHelp'],
  ['sway', 'sprites.sway', 'sprites.swayHelp'],
] as const satisfies readonly (readonly [keyof SpriteMotion, StudioKey, StudioKey])[];

/** Pictures by states in, an avatar out. */
export const SpriteDialog = ({ draft: given, onMade, onClose }: SpriteDialogProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(given ?? emptyDraft);
  const [mood, setMood] = useState<string>(NEUTRAL);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const idle = pictureAt(draft, { mood: NEUTRAL, state: 'idle' });

  /** One file goes where it was dropped, several go where their names say. */
  const take = async (files: readonly File[], place?: DraftSlot): Promise<void> => {
    setFault(undefined);
    for (const file of files)
      try {
        const picture = await readSpritePicture(file);
        const slot = place !== undefined && files.length === 1 ? place : slotOf(file.name);
        setDraft((now) => withPicture(now, slot, picture));
      } catch (error) {
        setFault(`${file.name}: ${sentenceOf(error)}`);
      }
  };

  const save = async (): Promise<void> => {
    const name = storedName(draft.name, t('sprites.unnamed'));
    setFault(undefined);
    setBusy(true);
    try {
      await onMade(await makeSpriteFile({ ...draft, name }), name);
      onClose();
    } catch (error) {
      setFault(sentenceOf(error));
      setBusy(false);
    }
  };

  return (
    <MakerDialog
      title={t(given === undefined ? 'sprites.title' : 'sprites.titleChange', { name: given?.name ?? '' })}
      onClose={onClose}
    >
      <div className="k-maker">
        <div className="k-maker-side">
          <SpriteTrial draft={draft} mood={mood} />
          <TextInput
            label={t('sprites.name')}
            value={draft.name}
            maxLength={60}
            disabled={given !== undefined}
            onChange={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, name: value }))}
          />
          <ChoiceField
            label={t('sprites.extent')}
            help={t('sprites.extentHelp')}
            value={draft.extent ?? extentOf(idle ?? { width: 1, height: 1 })}
            choices={SPRITE_EXTENTS.map((value) => ({ value, label: t(EXTENT_LABELS[value]) }))}
            onChange={(extent) => setDraft((now) => ({ ...now, extent }))}
          />
        </div>
        <div className="k-maker-main">
          <Dropzone
            className="k-drop"
            accept={['image/png', 'image/apng', 'image/gif', 'image/webp']}
            aria-label={t('sprites.dropAll')}
            inputProps={{ 'aria-label': t('sprites.dropAll') }}
            onDrop={(files) => void take(files)}
            onReject={() => setFault(t('sprites.wrongFile'))}
          >
            <Group gap="sm" wrap="nowrap">
              <IconPhotoPlus size={22} stroke={1.6} aria-hidden />
              <div>
                <Text size="sm" fw={550}>
                  {t('sprites.dropAll')}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('sprites.dropAllHelp')}
                </Text>
              </div>
            </Group>
          </Dropzone>
          <MoodTable draft={draft} mood={mood} onMood={setMood} onFiles={take} onDraft={setDraft} />
          <details className="k-maker-more">
            <summary>{t('sprites.motion')}</summary>
            {MOTIONS.map(([key, label, help]) => (
              <SliderField
                key={key}
                label={t(label)}
                help={t(help)}
                value={draft.motion[key]}
                defaultValue={spriteMotionSchema.parse({})[key]}
                min={key === 'talkAt' ? 0.05 : 0}
                max={key === 'talkAt' ? 0.9 : 1}
                step={0.05}
                words={(value) => t('units.percent', { value: Math.round(value * 100) })}
                onChange={(value) => setDraft((now) => ({ ...now, motion: { ...now.motion, [key]: value } }))}
              />
            ))}
          </details>
        </div>
      </div>
      {fault !== undefined && (
        <Alert color="red" mt="sm" role="alert">
          {fault}
        </Alert>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button loading={busy} disabled={idle === undefined} onClick={() => void save()}>
          {t('sprites.save')}
        </Button>
      </Group>
    </MakerDialog>
  );
};

interface MoodTableProps {
  draft: SpriteDraft;
  mood: string;
  onMood(mood: string): void;
  onFiles(files: readonly File[], place: DraftSlot): Promise<void>;
  onDraft(change: (now: SpriteDraft) => SpriteDraft): void;
}

/** One row a mood, one column a state. */
const MoodTable = ({ draft, mood: chosen, onMood, onFiles, onDraft }: MoodTableProps) => {
  const { t } = useTranslation();
  const own = draft.moods.map(({ name }) => name).filter((name) => !isKnown(name));
  const nameOf = (mood: string): string => (isKnown(mood) ? t(MOOD_LABELS[mood]) : mood);
  return (
    <>
      <table className="k-moods">
        <thead>
          <tr>
            <td />
            {SPRITE_STATES.map((state) => (
              <th key={state} scope="col">
                {t(STATE_LABELS[state])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[NEUTRAL, ...SPRITE_EMOTIONS, ...own].map((mood) => (
            <tr key={mood} data-chosen={mood === chosen}>
              <th scope="row">
                <UnstyledButton aria-pressed={mood === chosen} onClick={() => onMood(mood)}>
                  {nameOf(mood)}
                </UnstyledButton>
              </th>
              {SPRITE_STATES.map((state) => (
                <td key={state}>
                  <PictureWell
                    label={`${nameOf(mood)}: ${t(STATE_LABELS[state])}`}
                    picture={pictureAt(draft, { mood, state })}
                    required={mood === NEUTRAL && state === 'idle'}
                    onFiles={(files) => {
                      onMood(mood);
                      void onFiles(files, { mood, state });
                    }}
                    onClear={() => onDraft((now) => withPicture(now, { mood, state }, undefined))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {draft.moods.length < MAX_SPRITE_MOODS && <NewMood draft={draft} onDraft={onDraft} />}
    </>
  );
};

const isKnown = (mood: string): mood is keyof typeof MOOD_LABELS => Object.hasOwn(MOOD_LABELS, mood);

/** A mood of the user's own, called by its name from hotkeys and triggers. */
const NewMood = ({ draft, onDraft }: Pick<MoodTableProps, 'draft' | 'onDraft'>) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const clean = storedName(name, '').slice(0, 40);
  const taken = isKnown(clean) || draft.moods.some((mood) => mood.name === clean);
  return (
    <form
      className="k-new-mood"
      onSubmit={(event) => {
        event.preventDefault();
        if (clean === '' || taken) return;
        onDraft((now) => ({ ...now, moods: [...now.moods, { name: clean, pictures: {} }] }));
        setName('');
      }}
    >
      <TextInput
        size="xs"
        aria-label={t('sprites.newMood')}
        placeholder={t('sprites.newMood')}
        value={name}
        maxLength={40}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit" disabled={clean === '' || taken}>
        {t('sprites.addMood')}
      </Button>
      <Text size="xs" c="dimmed">
        {t('sprites.newMoodHelp')}
      </Text>
    </form>
  );
};
