import type { Obs } from '../obs';
import { ObsError } from '../obs/obs-fault';
import { CameraRefusal, type VirtualCameraDriver } from './driver';

/**
 * OBS's own virtual camera, switched through its WebSocket: it shows what OBS shows, and OBS must run. The one way on macOS, where only
 * OBS's signed extension may be a camera.
 */
export const createObsCamera = (obs: Obs): VirtualCameraDriver => ({
  id: 'obs',
  format: undefined,
  async available() {
    const { state, virtualCamera } = obs.state;
    if (state !== 'connected')
      return {
        available: false,
        code: 'obs-not-connected',
        message: 'Kagami is not connected with OBS.',
        action: 'Start OBS and turn on the connection with it above.',
      };
    if (virtualCamera === undefined)
      return {
        available: false,
        code: 'obs-no-camera',
        message: 'This OBS has no virtual camera.',
        action: 'Press “Start Virtual Camera” in OBS once and allow what the system asks.',
      };
    return { available: true };
  },
  async open() {
    try {
      await obs.setVirtualCamera(true);
    } catch (error) {
      if (error instanceof ObsError)
        throw new CameraRefusal('obs-no-camera', error.fault.message, error.fault.action);
      throw error;
    }
    return {
      write: async () => false,
      fault: () =>
        obs.state.virtualCamera === false
          ? { message: 'The virtual camera was stopped in OBS.', action: 'Turn it off and on again here.' }
          : undefined,
      close: () => void obs.setVirtualCamera(false).catch(() => {}),
    };
  },
});
