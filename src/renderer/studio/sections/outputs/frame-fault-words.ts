import type { TFunction } from 'i18next';
import type { Words } from './obs-fault-words';

/** What stands in the way of the virtual camera or the stream, in Studio's language; undefined for what only the host has words for. */
export const frameFaultWords = (t: TFunction, code: string | undefined, port?: number): Words | undefined => {
  switch (code) {
    case 'no-stage':
      return { message: t('obsStream.noStage'), action: t('obsStream.noStageAction') };
    case 'port-taken':
      return { message: t('obsStream.portTaken', { port }), action: t('obsStream.portTakenAction') };
    case 'no-gstreamer':
      return { message: t('virtualCamera.noGstreamer'), action: t('virtualCamera.noGstreamerAction') };
    case 'no-pipewire':
      return { message: t('virtualCamera.noPipewire'), action: t('virtualCamera.noPipewireAction') };
    case 'no-ffmpeg':
      return { message: t('virtualCamera.noFfmpeg'), action: t('virtualCamera.noFfmpegAction') };
    case 'no-loopback':
      return { message: t('virtualCamera.noLoopback'), action: t('virtualCamera.noLoopbackAction') };
    case 'no-obs-camera':
      return { message: t('virtualCamera.noObsCamera'), action: t('virtualCamera.noObsCameraAction') };
    case 'camera-in-use':
      return { message: t('virtualCamera.inUse'), action: t('virtualCamera.inUseAction') };
    case 'obs-not-connected':
      return { message: t('virtualCamera.notConnected'), action: t('virtualCamera.notConnectedAction') };
    case 'obs-no-camera':
      return { message: t('obs.noCamera'), action: t('obs.noCameraAction') };
    case 'camera-ended':
      return { message: t('virtualCamera.stopped'), action: t('virtualCamera.stoppedAction') };
    case 'port-refused':
      return { message: t('obsFaults.portRefused', { port }), action: t('obsFaults.portRefusedAction') };
    case 'camera-failed':
      return { message: t('obsFaults.cameraFailed'), action: t('obsFaults.cameraFailedAction') };
    case 'failed':
      return { message: t('obsFaults.failed'), action: t('obsFaults.failedAction') };
    default:
      return undefined;
  }
};
