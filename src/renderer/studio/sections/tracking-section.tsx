import { useTranslation } from 'react-i18next';
import { useActions, useStudio } from '../context';
import { ChoiceField } from '../controls/choice-field';
import { Panel, PanelGroup } from '../controls/panel';
import { FaultAlert } from '../shell/fault-alert';
import { DEFAULTS } from './defaults';
import { FaceTrackerGroup } from './face-tracker-group';
import { SourceGroup } from './source-group';
import { TakesGroup } from './takes-group';

export const TrackingSection = () => {
  const { t } = useTranslation();
  const fault = useStudio((state) =>
    state.settings.capture.running ? (state.sourceFailure ?? state.source?.fault) : undefined,
  );
  return (
    <Panel title={t('tracking.title')} help={t('tracking.help')}>
      {fault !== undefined && <FaultAlert fault={fault} />}
      <SourceGroup />
      <ModelsGroup />
      <FaceTrackerGroup />
      <TakesGroup />
    </Panel>
  );
};

const ModelsGroup = () => {
  const { t } = useTranslation();
  const { change } = useActions();
  const tracking = useStudio((state) => state.settings.tracking);
  const modeHelp = {
    face: t('tracking.modeFaceHelp'),
    upper: t('tracking.modeUpperHelp'),
    full: t('tracking.modeFullHelp'),
  };
  return (
    <PanelGroup title={t('tracking.what')}>
      <ChoiceField
        label={t('tracking.mode')}
        help={modeHelp[tracking.mode]}
        value={tracking.mode}
        defaultValue={DEFAULTS.tracking.mode}
        choices={[
          { value: 'face', label: t('tracking.modeFace') },
          { value: 'upper', label: t('tracking.modeUpper') },
          { value: 'full', label: t('tracking.modeFull') },
        ]}
        onChange={(mode) => change({ tracking: { mode } })}
      />
      <ChoiceField
        label={t('tracking.quality')}
        help={t('tracking.qualityHelp')}
        value={tracking.quality}
        defaultValue={DEFAULTS.tracking.quality}
        choices={[
          { value: 'full', label: t('tracking.qualityFull') },
          { value: 'lite', label: t('tracking.qualityLite') },
        ]}
        onChange={(quality) => change({ tracking: { quality } })}
      />
      <ChoiceField
        label={t('tracking.delegate')}
        help={t('tracking.delegateHelp')}
        value={tracking.delegate}
        defaultValue={DEFAULTS.tracking.delegate}
        choices={[
          { value: 'auto', label: t('common.automatic') },
          { value: 'gpu', label: 'GPU' },
          { value: 'cpu', label: 'CPU' },
        ]}
        onChange={(delegate) => change({ tracking: { delegate } })}
      />
    </PanelGroup>
  );
};
