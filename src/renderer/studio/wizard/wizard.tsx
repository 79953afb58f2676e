import { Button, CloseButton, Progress, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import type { StudioKey } from '../i18n';
import { WIZARD_STEPS, type WizardStep } from '../store';
import { OutputStep } from './output-step';
import { AvatarStep, CalibrationStep, CameraStep, DoneStep, LanguageStep } from './steps';

interface StepLook {
  title: StudioKey;
  help: StudioKey;
  Contents: () => React.ReactNode;
}

const STEPS: Readonly<Record<WizardStep, StepLook>> = {
  language: { title: 'wizard.language', help: 'wizard.languageHelp', Contents: LanguageStep },
  camera: { title: 'wizard.camera', help: 'wizard.cameraHelp', Contents: CameraStep },
  avatar: { title: 'wizard.avatar', help: 'wizard.avatarHelp', Contents: AvatarStep },
  calibration: { title: 'wizard.calibration', help: 'wizard.calibrationHelp', Contents: CalibrationStep },
  output: { title: 'wizard.output', help: 'wizard.outputHelp', Contents: OutputStep },
  done: { title: 'wizard.done', help: 'wizard.doneHelp', Contents: DoneStep },
};

/** First steps, one after the other, beside the avatar that they are about. Every step has a default: closing is always fine. */
export const Wizard = ({ step }: { step: WizardStep }) => {
  const { t } = useTranslation();
  const { showWizard } = useActions();
  const busy = useStudio(({ calibration }) => calibration?.phase === 'countdown');
  const heading = useRef<HTMLHeadingElement>(null);
  const index = WIZARD_STEPS.indexOf(step);
  const { title, help, Contents } = STEPS[step];

  // biome-ignore lint/correctness/useExhaustiveDependencies: screen readers and keys begin at each new step
  useEffect(() => heading.current?.focus(), [step]);

  return (
    <section className="k-wizard" aria-labelledby="k-wizard-title" data-step={step}>
      <div className="k-wizard-head">
        <Text size="xs" c="dimmed">
          {t('wizard.step', { number: index + 1, count: WIZARD_STEPS.length })}
        </Text>
        <CloseButton aria-label={t('wizard.close')} onClick={() => showWizard(undefined)} />
      </div>
      <Progress
        size={3}
        radius={0}
        value={((index + 1) / WIZARD_STEPS.length) * 100}
        aria-label={t('wizard.progress')}
      />
      <div className="k-wizard-body">
        <header>
          <Title
            order={2}
            size="h3"
            id="k-wizard-title"
            className="k-wizard-title"
            tabIndex={-1}
            ref={heading}
            mt="sm"
          >
            {t(title)}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t(help)}
          </Text>
        </header>
        <Contents />
      </div>
      <div className="k-wizard-foot">
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          disabled={index === 0}
          onClick={() => showWizard(WIZARD_STEPS[index - 1])}
        >
          {t('wizard.back')}
        </Button>
        <Button
          disabled={busy}
          rightSection={
            step === 'done' ? <IconCheck size={16} aria-hidden /> : <IconArrowRight size={16} aria-hidden />
          }
          onClick={() => showWizard(WIZARD_STEPS[index + 1])}
        >
          {step === 'done' ? t('wizard.finish') : t('wizard.next')}
        </Button>
      </div>
    </section>
  );
};
