import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconEye,
  IconEyeOff,
  IconFlipVertical,
  IconLock,
  IconMasksTheater,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { RecordingTime } from '../shell/recording-time';
import { AvatarPicture } from './avatar-picture';
import { CameraPicture } from './camera-picture';
import { previewState } from './preview-shown';

/** The avatar, and what the camera sees, for the user's eyes alone. */
export const MiddlePanel = () => {
  const { t } = useTranslation();
  const { change, showPreview } = useActions();
  const { avatarView, mirrorPreview, showLandmarks } = useStudio((state) => state.settings.studio);
  const preview = useStudio(previewState) === 'shown';
  return (
    <section className="k-preview" aria-label={t('preview.title')}>
      <div className="k-preview-bar">
        <Group gap={6} wrap="nowrap" miw={0}>
          <IconLock size={15} aria-hidden className="k-lock" />
          <Text size="sm" c="dimmed" truncate>
            {t('preview.onlyYou')}
          </Text>
          <RecordingTime />
        </Group>
        <Group gap={4} wrap="nowrap">
          <Toggle
            icon={IconMasksTheater}
            label={t('preview.showAvatar')}
            pressed={avatarView}
            onToggle={() => change({ studio: { avatarView: !avatarView } })}
          />
          <Toggle
            icon={IconFlipVertical}
            label={t('preview.mirror')}
            pressed={mirrorPreview}
            disabled={!preview}
            onToggle={() => change({ studio: { mirrorPreview: !mirrorPreview } })}
          />
          <Toggle
            icon={IconTopologyStar3}
            label={t('preview.landmarks')}
            pressed={showLandmarks}
            disabled={!preview}
            onToggle={() => change({ studio: { showLandmarks: !showLandmarks } })}
          />
          <Toggle
            icon={preview ? IconEye : IconEyeOff}
            label={t('preview.show')}
            pressed={preview}
            onToggle={() => showPreview(!preview)}
          />
        </Group>
      </div>
      <div className="k-picture" data-avatar={avatarView}>
        {avatarView && <AvatarPicture />}
        <CameraPicture corner={avatarView} />
        <Countdown />
      </div>
    </section>
  );
};

/** The seconds before a neutral pose is taken, large: who takes it up looks at the avatar. Read out where it was started. */
const Countdown = () => {
  const moment = useStudio((state) => state.calibration);
  if (moment?.phase !== 'countdown') return null;
  return (
    <div className="k-countdown k-number" aria-hidden>
      {moment.seconds}
    </div>
  );
};

interface ToggleProps {
  icon: Icon;
  label: string;
  pressed: boolean;
  disabled?: boolean;
  onToggle(): void;
}

const Toggle = ({ icon: ToggleIcon, label, pressed, disabled, onToggle }: ToggleProps) => (
  <Tooltip label={label}>
    <ActionIcon
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? 'iris' : 'gray'}
      size="md"
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled ?? false}
      onClick={onToggle}
    >
      <ToggleIcon size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  </Tooltip>
);
