import { useTranslation } from 'react-i18next';
import { Panel } from '../controls/panel';
import { BrowserSourceCard } from './outputs/browser-source-card';
import { ObsCard } from './outputs/obs-card';
import { ObsStreamCard } from './outputs/obs-stream-card';
import { PhoneGroup } from './outputs/phone-group';
import { RecordingCard } from './outputs/recording-card';
import { VirtualCameraCard } from './outputs/virtual-camera-card';
import { VmcReceiveGroup } from './outputs/vmc-receive-group';
import { VmcSendCard } from './outputs/vmc-send-card';
import { Window2Card, WindowCard } from './outputs/window-cards';

/** Every way out, a card each. */
export const OutputsSection = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t('outputs.title')} help={t('outputs.help')}>
      <WindowCard />
      <Window2Card />
      <ObsCard />
      <RecordingCard />
      <BrowserSourceCard />
      <VirtualCameraCard />
      <ObsStreamCard />
      <VmcSendCard />
      <VmcReceiveGroup />
      <PhoneGroup />
    </Panel>
  );
};
