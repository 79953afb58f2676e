import '../triggers/triggers.css';
import { useTranslation } from 'react-i18next';
import { Panel } from '../controls/panel';
import { InputsGroup } from '../triggers/inputs-group';
import { PresetsGroup } from '../triggers/presets-group';
import { RulesGroup } from '../triggers/rules-group';
import { TaughtGroup } from '../triggers/taught-group';

export const TriggersSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('triggers.title')} help={t('triggers.help')}>
      <RulesGroup />
      <InputsGroup />
      <PresetsGroup />
      <TaughtGroup />
    </Panel>
  );
};
