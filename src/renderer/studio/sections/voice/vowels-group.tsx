import { Button, Group, Text } from '@mantine/core';
import { IconEraser, IconMessageCircleUser } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../../context';
import { LessonAsks, LessonEnds } from '../../controls/lesson-words';
import { PanelGroup } from '../../controls/panel';
import type { VowelState } from '../../vowel-run';
import { useMicrophoneAble } from './use-microphone-able';

/** The user's own five vowels, by which lip-sync knows their voice. */
export const VowelsGroup = () => {
  const { t } = useTranslation();
  const { learnVowels, change } = useActions();
  const known = useStudio(({ settings }) => settings.voice.vowels !== null);
  const able = useMicrophoneAble();
  const [lesson, setLesson] = useState<VowelState>();
  const cancel = useRef<() => void>(undefined);
  useEffect(() => () => cancel.current?.(), []);
  const busy = lesson?.phase === 'listening';

  const stop = (): void => {
    cancel.current?.();
    setLesson(undefined);
  };

  return (
    <PanelGroup title={t('voice.ownVowels')}>
      <div className="k-field">
        <Group gap="sm">
          {busy ? (
            <Button variant="default" onClick={stop}>
              {t('common.cancel')}
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<IconMessageCircleUser size={17} aria-hidden />}
              disabled={!able}
              aria-describedby="k-vowels-help"
              onClick={() => {
                cancel.current = learnVowels(setLesson);
              }}
            >
              {t('voice.learnVowels')}
            </Button>
          )}
          {known && !busy && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconEraser size={17} aria-hidden />}
              onClick={() => {
                setLesson(undefined);
                change({ voice: { vowels: null } });
              }}
            >
              {t('voice.forgetVowels')}
            </Button>
          )}
        </Group>
        <div role="status">{lesson !== undefined && <VowelWords lesson={lesson} />}</div>
        {known && !busy && (
          <Text size="xs" mt={6}>
            {t('voice.vowelsKnown')}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={6} id="k-vowels-help">
          {t('voice.ownVowelsHelp')}
        </Text>
      </div>
    </PanelGroup>
  );
};

const VowelWords = ({ lesson }: { lesson: VowelState }) => {
  const { t } = useTranslation();
  const vowels = t('voice.vowels').split(' ');
  switch (lesson.phase) {
    case 'listening':
      return (
        <LessonAsks
          words={t('voice.sayVowel', { vowel: vowels[lesson.vowel] })}
          share={(lesson.vowel + lesson.share) / vowels.length}
        />
      );
    case 'done':
      return <LessonEnds well words={t('voice.vowelsLearnt')} />;
    case 'alike': {
      const [one, other] = lesson.vowels;
      return (
        <LessonEnds well={false} words={t('voice.vowelsAlike', { one: vowels[one], other: vowels[other] })} />
      );
    }
    case 'failed':
      return (
        <LessonEnds
          well={false}
          words={lesson.why === 'silent' ? t('voice.heardNothing') : t('voice.noMicrophone')}
        />
      );
  }
};
