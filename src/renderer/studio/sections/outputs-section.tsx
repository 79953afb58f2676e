import { useTranslation } from 'react-i18next';
import { Panel } from '../controls/panel';
import { BrowserSourceCard } from './outputs/browser-source-card';
import { VmcReceiveGroup } from './outputs/vmc-receive-group';
import { VmcSendCard } from './outputs/vmc-send-card';

/** Every way out, a card each. */
export const OutputsSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('outputs.title')} help={t('outputs.help')}>
      <BrowserSourceCard />
      <VmcSendCard />
      <VmcReceiveGroup />
    </Panel>
  );
};
