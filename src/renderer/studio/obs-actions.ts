import type { HostApi } from '@shared/api';
import type { ObsAnswer } from '@shared/obs';
import type { CameraDriverState } from '@shared/virtual-camera';

/** What a user can ask of OBS and of the virtual camera. Each answers undefined where the host is lost, which is shown elsewhere. */
export interface ObsActions {
  /** An empty one is forgotten. */
  setObsPassword(password: string): Promise<void>;
  setUpObs(): Promise<ObsAnswer | undefined>;
  showObsScene(): Promise<ObsAnswer | undefined>;
  setObsVirtualCamera(on: boolean): Promise<ObsAnswer | undefined>;
  cameraDrivers(): Promise<CameraDriverState[] | undefined>;
}

export const createObsActions = (api: HostApi): ObsActions => ({
  setObsPassword: (password) => api.setObsPassword(password).catch(hostIsLost),
  setUpObs: () => api.setUpObs().catch(hostIsLost),
  showObsScene: () => api.showObsScene().catch(hostIsLost),
  setObsVirtualCamera: (on) => api.setObsVirtualCamera(on).catch(hostIsLost),
  cameraDrivers: () => api.getCameraDrivers().catch(hostIsLost),
});

const hostIsLost = (): undefined => undefined;
