import { Progress, Text } from '@mantine/core';

/** What somebody who is being listened to or watched is asked to do, and how far they are, 0..1, where it goes on. */
export const LessonAsks = ({ words, share }: { words: string; share?: number }) => (
  <>
    <Text mt="sm" fw={600}>
      {words}
    </Text>
    {share !== undefined && <Progress mt={6} value={share * 100} aria-label={words} />}
  </>
);

/** How a lesson ended. */
export const LessonEnds = ({ words, well }: { words: string; well: boolean }) => (
  <Text mt="sm" size="sm" className={well ? undefined : 'k-warn'}>
    {words}
  </Text>
);
