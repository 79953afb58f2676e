import { BrowserSourceCard } from '../sections/outputs/browser-source-card';
import { ObsCard } from '../sections/outputs/obs-card';
import { VirtualCameraCard } from '../sections/outputs/virtual-camera-card';
import { WindowCard } from '../sections/outputs/window-cards';

/** The ways out that streams and calls begin with. */
export const OutputStep = () => (
  <>
    <WindowCard />
    <ObsCard />
    <BrowserSourceCard />
    <VirtualCameraCard />
  </>
);
