import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import type { Taught } from '@shared/triggers';
import { IconHandStop, IconMoodSmile, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { LessonAsks, LessonEnds } from '../controls/lesson-words';
import { PanelGroup } from '../controls/panel';
import type { LessonState } from '../lesson-run';

/** Faces and hand signs that the user teaches. */
export const TaughtGroup = () => {
  const { t } = useTranslation();
  const { teach } = useActions();
  const taught = useStudio((state) => state.settings.triggers.taught);
  const able = useStudio(({ leading, source }) => leading && source?.state === 'running');
  const [name, setName] = useState('');
  const [lesson, setLesson] = useState<LessonState>();
  const cancel = useRef<() => void>(undefined);
  useEffect(() => () => cancel.current?.(), []);
  const busy = lesson?.phase === 'countdown' || lesson?.phase === 'watching';
  const ready = able && !busy && name.trim() !== '' && taught.length < 24;

  const begin = (of: Taught['of']): void => {
    cancel.current?.();
    cancel.current = teach(of, name.trim(), (state) => {
      setLesson(state);
      if (state.phase === 'done') setName('');
    });
  };

  return (
    <PanelGroup title={t('triggers.taughtTitle')}>
      <Text size="xs" c="dimmed" mb="sm">
        {t('triggers.taughtHelp')}
      </Text>
      {taught.length > 0 && (
        <ul className="k-list" aria-label={t('triggers.taughtTitle')}>
          {taught.map((one) => (
            <TaughtRow key={one.id} taught={one} />
          ))}
        </ul>
      )}
      <TextInput
        mt="sm"
        label={t('triggers.name')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group gap="sm" mt="sm">
        <Button
          variant="default"
          disabled={!ready}
          leftSection={<IconMoodSmile size={16} aria-hidden />}
          onClick={() => begin('face')}
        >
          {t('triggers.teachFace')}
        </Button>
        <Button
          variant="default"
          disabled={!ready}
          leftSection={<IconHandStop size={16} aria-hidden />}
          onClick={() => begin('hands')}
        >
          {t('triggers.teachHands')}
        </Button>
      </Group>
      <div role="status" aria-live="polite">
        {!able && (
          <Text size="xs" c="dimmed" mt="sm">
            {t('triggers.notTracking')}
          </Text>
        )}
        {lesson !== undefined && <LessonWords lesson={lesson} />}
      </div>
    </PanelGroup>
  );
};

const LessonWords = ({ lesson }: { lesson: LessonState }) => {
  const { t } = useTranslation();
  switch (lesson.phase) {
    case 'countdown':
      return <LessonAsks words={t('triggers.relax', { seconds: lesson.seconds })} />;
    case 'watching':
      return <LessonAsks words={t('triggers.showNow')} share={lesson.share} />;
    case 'done':
      return <LessonEnds well words={t('triggers.learnt')} />;
    case 'failed':
      return (
        <LessonEnds
          well={false}
          words={lesson.why === 'too-few' ? t('triggers.tooFew') : t('triggers.tooAlike')}
        />
      );
  }
};

const TaughtRow = ({ taught }: { taught: Taught }) => {
  const { t } = useTranslation();
  const { forgetTaught } = useActions();
  const TaughtIcon = taught.of === 'face' ? IconMoodSmile : IconHandStop;
  return (
    <li className="k-row">
      <span className="k-row-main">
        <TaughtIcon size={20} stroke={1.6} aria-hidden />
        <span className="k-row-words">
          <Text size="sm" truncate>
            {taught.name}
          </Text>
          <Text size="xs" c="dimmed">
            {taught.of === 'face' ? t('triggers.ofFace') : t('triggers.ofHands')}
          </Text>
        </span>
      </span>
      <Tooltip label={t('triggers.remove', { name: taught.name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('triggers.remove', { name: taught.name })}
          onClick={() => forgetTaught(taught.id)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
};
