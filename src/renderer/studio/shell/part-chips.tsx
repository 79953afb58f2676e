import { Text } from '@mantine/core';
import { type Icon, IconHandStop, IconMoodSmile, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../context';
import type { StudioKey } from '../i18n';
import type { PART_COLOURS } from '../preview/draw-landmarks';

type SeenPart = keyof typeof PART_COLOURS;

/** In the order of a mirror: the left hand at the left, as the picture shows it. */
const PARTS: readonly { part: SeenPart; label: StudioKey; icon: Icon }[] = [
  { part: 'leftHand', label: 'parts.leftHand', icon: IconHandStop },
  { part: 'face', label: 'parts.face', icon: IconMoodSmile },
  { part: 'body', label: 'parts.body', icon: IconUser },
  { part: 'rightHand', label: 'parts.rightHand', icon: IconHandStop },
];

/** Which parts of the person are seen at the moment. */
export const PartChips = () => {
  const { t } = useTranslation();
  const seen = useStudio((state) => state.seen);
  const mode = useStudio(({ settings }) => settings.tracking.mode);
  return (
    <ul className="k-parts" aria-label={t('parts.title')}>
      {PARTS.map(({ part, label, icon: PartIcon }) => {
        const wanted = part === 'face' || mode !== 'face';
        const isSeen = wanted && seen[part];
        const words = !wanted ? t('parts.notTracked') : isSeen ? t('parts.seen') : t('parts.notSeen');
        return (
          <li key={part} className="k-part" data-part={part} data-seen={isSeen}>
            <PartIcon
              size={22}
              stroke={1.7}
              aria-hidden
              style={part === 'leftHand' ? { transform: 'scaleX(-1)' } : undefined}
            />
            <div>
              <Text size="sm" fw={550} lh={1.25}>
                {t(label)}
              </Text>
              <Text size="xs" c="dimmed" lh={1.25} className="k-part-state">
                {words}
              </Text>
            </div>
          </li>
        );
      })}
    </ul>
  );
};
