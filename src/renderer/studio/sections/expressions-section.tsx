import '../triggers/triggers.css';
import { useTranslation } from 'react-i18next';
import { Panel } from '../controls/panel';
import { AnimationsGroup } from '../expressions/animations-group';
import { FacesGroup } from '../expressions/faces-group';

export const ExpressionsSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('expressions.title')} help={t('expressions.help')}>
      <FacesGroup />
      <AnimationsGroup />
    </Panel>
  );
};
