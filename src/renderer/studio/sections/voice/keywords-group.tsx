import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { MAX_KEYWORDS, type VoiceKeyword } from '@shared/settings/voice';
import { IconMicrophone, IconQuote, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { LessonAsks, LessonEnds } from '../../controls/lesson-words';
import { PanelGroup } from '../../controls/panel';
import { SliderField } from '../../controls/slider-field';
import type { KeywordState } from '../../keyword-run';
import { DEFAULTS } from '../defaults';
import { useMicrophoneAble } from './use-microphone-able';

/** How often a word is said to be learnt. */
const TAKES = 3;
/** A keyword that was just heard is marked for so long, ms. */
const MARKED_FOR = 1_500;

/** Words that set rules off. */
export const KeywordsGroup = () => {
  const { t } = useTranslation();
  const { teachKeyword, onKeyword, change } = useActions();
  const { keywords, tolerance } = useStudio((state) => state.settings.voice);
  const open = useStudio(({ microphone }) => microphone.state === 'running');
  const able = useMicrophoneAble();
  const [name, setName] = useState('');
  const [lesson, setLesson] = useState<KeywordState>();
  const [heard, setHeard] = useState<string>();
  const cancel = useRef<() => void>(undefined);
  useEffect(() => () => cancel.current?.(), []);
  useEffect(() => {
    if (!open) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onKeyword((id) => {
      setHeard(id);
      clearTimeout(timer);
      timer = setTimeout(() => setHeard(undefined), MARKED_FOR);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [open, onKeyword]);
  const busy = lesson?.phase === 'listening';
  const ready = able && name.trim() !== '' && keywords.length < MAX_KEYWORDS;

  const begin = (): void => {
    cancel.current = teachKeyword(name.trim(), (state) => {
      setLesson(state);
      if (state.phase === 'done') setName('');
    });
  };
  const stop = (): void => {
    cancel.current?.();
    setLesson(undefined);
  };

  return (
    <PanelGroup title={t('voice.keywordsTitle')}>
      <Text size="xs" c="dimmed" mb="sm">
        {t('voice.keywordsAbout')}
      </Text>
      {keywords.length > 0 && (
        <ul className="k-list" aria-label={t('voice.keywordsTitle')}>
          {keywords.map((keyword) => (
            <KeywordRow key={keyword.id} keyword={keyword} heard={keyword.id === heard} />
          ))}
        </ul>
      )}
      <TextInput
        mt="sm"
        label={t('voice.keywordName')}
        maxLength={80}
        disabled={busy}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group gap="sm" mt="sm">
        {busy ? (
          <Button variant="default" onClick={stop}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Button
            variant="default"
            disabled={!ready}
            leftSection={<IconMicrophone size={16} aria-hidden />}
            onClick={begin}
          >
            {t('voice.teachKeyword')}
          </Button>
        )}
      </Group>
      <div role="status">
        {keywords.length >= MAX_KEYWORDS && (
          <Text size="xs" c="dimmed" mt="sm">
            {t('voice.keywordsFull', { count: MAX_KEYWORDS })}
          </Text>
        )}
        {lesson !== undefined && <LessonWords lesson={lesson} />}
      </div>
      {keywords.length > 0 && (
        <SliderField
          label={t('voice.tolerance')}
          help={t('voice.toleranceHelp')}
          value={tolerance}
          defaultValue={DEFAULTS.voice.tolerance}
          min={0.7}
          max={1.5}
          step={0.05}
          words={(value) => t('units.percent', { value: Math.round(value * 100) })}
          ends={[t('voice.strict'), t('voice.lenient')]}
          onChange={(next, moment) =>
            change({ voice: { tolerance: next } }, moment === 'moving' ? 'gentle' : 'now')
          }
        />
      )}
    </PanelGroup>
  );
};

const LessonWords = ({ lesson }: { lesson: KeywordState }) => {
  const { t } = useTranslation();
  switch (lesson.phase) {
    case 'listening':
      return (
        <LessonAsks
          words={t('voice.sayKeyword', { left: TAKES - lesson.takes })}
          share={lesson.takes / TAKES}
        />
      );
    case 'done':
      return <LessonEnds well words={t('voice.keywordLearnt')} />;
    case 'like':
      return <LessonEnds well={false} words={t('voice.keywordLike', { name: lesson.name })} />;
    case 'failed': {
      const words = {
        unlike: t('voice.keywordUnlike'),
        silent: t('voice.heardNothing'),
        'no-microphone': t('voice.noMicrophone'),
      };
      return <LessonEnds well={false} words={words[lesson.why]} />;
    }
  }
};

const KeywordRow = ({ keyword: { id, name }, heard }: { keyword: VoiceKeyword; heard: boolean }) => {
  const { t } = useTranslation();
  const { forgetKeyword } = useActions();
  const label = t('triggers.remove', { name });
  return (
    <li className="k-row" data-heard={heard || undefined}>
      <span className="k-row-main">
        <IconQuote size={20} stroke={1.6} aria-hidden />
        <span className="k-row-words">
          <Text size="sm" truncate>
            {name}
          </Text>
          {heard && (
            <Text size="xs" className="k-good">
              {t('voice.keywordHeard')}
            </Text>
          )}
        </span>
      </span>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => forgetKeyword(id)}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
};
