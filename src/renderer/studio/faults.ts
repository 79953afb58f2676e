import type { Fault } from '@shared/channel';
import type { StudioKey } from './i18n';

/** Studio's own words for the faults that it knows by code; others are shown in the words that came with them. */
const WORDS: Readonly<Record<string, { message: StudioKey; action: StudioKey }>> = {
  'camera-black': { message: 'faults.cameraBlack', action: 'faults.cameraBlackAction' },
  'camera-busy': { message: 'faults.cameraBusy', action: 'faults.cameraBusyAction' },
  'camera-failed': { message: 'faults.cameraFailed', action: 'faults.cameraFailedAction' },
  'camera-insecure': { message: 'faults.cameraInsecure', action: 'faults.cameraInsecureAction' },
  'camera-missing': { message: 'faults.cameraMissing', action: 'faults.cameraMissingAction' },
  'camera-refused': { message: 'faults.cameraRefused', action: 'faults.cameraRefusedAction' },
  'camera-refused-system': {
    message: 'faults.cameraRefusedSystem',
    action: 'faults.cameraRefusedSystemAction',
  },
  'camera-silent': { message: 'faults.cameraSilent', action: 'faults.cameraSilentAction' },
  'camera-size': { message: 'faults.cameraSize', action: 'faults.cameraSizeAction' },
  'camera-unplugged': { message: 'faults.cameraUnplugged', action: 'faults.cameraUnpluggedAction' },
  'camera-unsupported': { message: 'faults.cameraUnsupported', action: 'faults.cameraUnsupportedAction' },
  'face-model-broken': { message: 'faults.faceModelBroken', action: 'faults.faceModelBrokenAction' },
  'file-missing': { message: 'faults.fileMissing', action: 'faults.fileMissingAction' },
  'file-unreadable': { message: 'faults.fileUnreadable', action: 'faults.fileUnreadableAction' },
  'gpu-lost': { message: 'faults.gpuLost', action: 'faults.gpuLostAction' },
  'microphone-busy': { message: 'faults.microphoneBusy', action: 'faults.microphoneBusyAction' },
  'microphone-failed': { message: 'faults.microphoneFailed', action: 'faults.microphoneFailedAction' },
  'microphone-insecure': { message: 'faults.microphoneInsecure', action: 'faults.microphoneInsecureAction' },
  'microphone-missing': { message: 'faults.microphoneMissing', action: 'faults.microphoneMissingAction' },
  'microphone-refused': { message: 'faults.microphoneRefused', action: 'faults.microphoneRefusedAction' },
  'microphone-silent': { message: 'faults.microphoneSilent', action: 'faults.microphoneSilentAction' },
  'microphone-unplugged': {
    message: 'faults.microphoneUnplugged',
    action: 'faults.microphoneUnpluggedAction',
  },
  'microphone-waiting': { message: 'faults.microphoneWaiting', action: 'faults.microphoneWaitingAction' },
  'take-unreadable': { message: 'faults.takeUnreadable', action: 'faults.takeUnreadableAction' },
  'tracker-stopped': { message: 'faults.trackerStopped', action: 'faults.trackerStoppedAction' },
  'tracking-files': { message: 'faults.trackingFiles', action: 'faults.trackingFilesAction' },
  'tracking-not-started': { message: 'faults.trackingNotStarted', action: 'faults.trackingNotStartedAction' },
};

export interface FaultWords {
  message: string;
  action: string;
}

export const faultWords = (fault: Fault, t: (key: StudioKey) => string): FaultWords => {
  const known = Object.hasOwn(WORDS, fault.code) ? WORDS[fault.code] : undefined;
  return known === undefined
    ? { message: fault.message, action: fault.action }
    : { message: t(known.message), action: t(known.action) };
};
