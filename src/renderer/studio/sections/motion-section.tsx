import type { Settings } from '@shared/settings';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { Panel, PanelGroup } from '../controls/panel';
import { SliderField } from '../controls/slider-field';
import { SwitchField } from '../controls/switch-field';
import { BlinkCurve, SmoothingGraph } from '../graphs/live-graphs';
import type { StudioKey } from '../i18n';
import { CalibrationGroup } from './calibration-group';
import { DEFAULTS } from './defaults';

type GainPart = keyof Settings['motion']['gain'];

const GAINS: readonly { part: GainPart; label: StudioKey; help: StudioKey }[] = [
  { part: 'head', label: 'motion.gainHead', help: 'motion.gainHeadHelp' },
  { part: 'body', label: 'motion.gainBody', help: 'motion.gainBodyHelp' },
  { part: 'arms', label: 'motion.gainArms', help: 'motion.gainArmsHelp' },
  { part: 'expressions', label: 'motion.gainExpressions', help: 'motion.gainExpressionsHelp' },
];

export const MotionSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('motion.title')} help={t('motion.help')}>
      <CalibrationGroup />
      <FeelGroup />
      <SolverGroup />
      <GainGroup />
    </Panel>
  );
};

const FeelGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const motion = useStudio((state) => state.settings.motion);
  return (
    <PanelGroup title={t('motion.feel')}>
      <SwitchField
        label={t('motion.mirror')}
        help={t('motion.mirrorHelp')}
        checked={motion.mirror}
        defaultValue={DEFAULTS.motion.mirror}
        onChange={(mirror) => change({ motion: { mirror } })}
      />
      <SliderField
        label={t('motion.smoothing')}
        help={t('motion.smoothingHelp')}
        value={motion.smoothing}
        defaultValue={DEFAULTS.motion.smoothing}
        min={0}
        max={1}
        step={0.05}
        words={percent}
        ends={[t('motion.responsive'), t('motion.smooth')]}
        onChange={(smoothing, moment) =>
          change({ motion: { smoothing } }, moment === 'moving' ? 'gentle' : 'now')
        }
      />
      <Suspense>
        <SmoothingGraph />
      </Suspense>
      <SwitchField
        label={t('motion.linkBlinks')}
        help={t('motion.linkBlinksHelp')}
        checked={motion.linkBlinks}
        defaultValue={DEFAULTS.motion.linkBlinks}
        onChange={(linkBlinks) => change({ motion: { linkBlinks } })}
      />
      <Suspense>
        <BlinkCurve />
      </Suspense>
      <SliderField
        label={t('motion.idle')}
        help={t('motion.idleHelp')}
        value={motion.idle}
        defaultValue={DEFAULTS.motion.idle}
        min={0}
        max={2}
        step={0.05}
        words={percent}
        onChange={(idle, moment) => change({ motion: { idle } }, moment === 'moving' ? 'gentle' : 'now')}
      />
    </PanelGroup>
  );
};

const SolverGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const { solver, arms } = useStudio((state) => state.settings.motion);
  return (
    <PanelGroup title={t('motion.solving')}>
      <ChoiceField
        label={t('motion.solver')}
        help={solver === 'direct' ? t('motion.solverDirectHelp') : t('motion.solverClassicHelp')}
        value={solver}
        defaultValue={DEFAULTS.motion.solver}
        choices={[
          { value: 'direct', label: t('motion.solverDirect') },
          { value: 'classic', label: 'Kalidokit' },
        ]}
        onChange={(next) => change({ motion: { solver: next } })}
      />
      {solver === 'direct' && (
        <ChoiceField
          label={t('motion.arms')}
          help={arms === 'angles' ? t('motion.armsAnglesHelp') : t('motion.armsReachHelp')}
          value={arms}
          defaultValue={DEFAULTS.motion.arms}
          choices={[
            { value: 'angles', label: t('motion.armsAngles') },
            { value: 'reach', label: t('motion.armsReach') },
          ]}
          onChange={(next) => change({ motion: { arms: next } })}
        />
      )}
    </PanelGroup>
  );
};

const GainGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const gain = useStudio((state) => state.settings.motion.gain);
  return (
    <PanelGroup title={t('motion.gain')}>
      {GAINS.map(({ part, label, help }) => (
        <SliderField
          key={part}
          label={t(label)}
          help={t(help)}
          value={gain[part]}
          defaultValue={DEFAULTS.motion.gain[part]}
          min={0}
          max={2}
          step={0.05}
          words={percent}
          onChange={(value, moment) =>
            change({ motion: { gain: { [part]: value } } }, moment === 'moving' ? 'gentle' : 'now')
          }
        />
      ))}
    </PanelGroup>
  );
};

const percent = (value: number): string => `${Math.round(value * 100)} %`;
