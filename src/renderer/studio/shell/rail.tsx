import { UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconAdjustments,
  IconBolt,
  IconDeviceDesktop,
  IconFocusCentered,
  IconMasksTheater,
  IconMicrophone,
  IconMoodSmile,
  IconSparkles,
  IconTransferOut,
  IconWalk,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';
import { SECTIONS, type Section } from '../store';

export const SECTION_LOOKS: Readonly<Record<Section, { label: StudioKey; icon: Icon }>> = {
  avatar: { label: 'avatar.title', icon: IconMasksTheater },
  tracking: { label: 'tracking.title', icon: IconFocusCentered },
  motion: { label: 'motion.title', icon: IconWalk },
  expressions: { label: 'expressions.title', icon: IconMoodSmile },
  voice: { label: 'voice.title', icon: IconMicrophone },
  triggers: { label: 'triggers.title', icon: IconBolt },
  scene: { label: 'scene.title', icon: IconSparkles },
  stage: { label: 'stage.title', icon: IconDeviceDesktop },
  outputs: { label: 'outputs.title', icon: IconTransferOut },
  settings: { label: 'settings.title', icon: IconAdjustments },
};

/** The sections, one below the other. */
export const Rail = () => {
  const { t } = useTranslation();
  const { showSection } = useActions();
  const section = useStudio((state) => state.section);
  return (
    <nav className="k-rail" aria-label={t('shell.sections')}>
      {SECTIONS.map((name) => {
        const { label, icon: SectionIcon } = SECTION_LOOKS[name];
        return (
          <UnstyledButton
            key={name}
            className="k-rail-item"
            aria-current={name === section ? 'page' : undefined}
            onClick={() => showSection(name)}
          >
            <SectionIcon size={24} stroke={1.6} aria-hidden />
            <span>{t(label)}</span>
          </UnstyledButton>
        );
      })}
    </nav>
  );
};
