import type { ObsFault } from '@shared/obs';
import type { Settings } from '@shared/settings';
import type { TFunction } from 'i18next';

export interface Words {
  message: string;
  action: string;
}

/** What is in the way with OBS, in Studio's language; the host's own sentences for a code that Studio does not know. */
export const obsFaultWords = (
  t: TFunction,
  fault: ObsFault,
  { host, port }: Settings['obs'],
  hasPassword: boolean,
): Words => {
  switch (fault.code) {
    case 'obs-password':
      return {
        message: hasPassword ? t('obs.passwordWrong') : t('obs.passwordAsked'),
        action: t('obs.passwordAction'),
      };
    case 'obs-refused':
      return { message: t('obs.refused', { host, port }), action: t('obs.refusedAction') };
    case 'obs-name':
      return { message: t('obs.noName', { host }), action: t('obs.noNameAction') };
    case 'obs-no-camera':
      return { message: t('obs.noCamera'), action: t('obs.noCameraAction') };
    case 'obs-no-input-kind':
      return { message: t('obs.noKind'), action: t('obs.noKindAction') };
    case 'obs-name-taken':
      return { message: t('obs.nameTaken'), action: t('obs.nameTakenAction') };
    case 'obs-other-computer':
      return { message: t('obs.otherComputer'), action: t('obs.otherComputerAction') };
    case 'obs-no-stage-window':
      return { message: t('obs.noStageWindow'), action: t('obs.noStageWindowAction') };
    case 'obs-version':
      return { message: t('obsFaults.version'), action: t('obsFaults.versionAction') };
    case 'obs-closed-us':
      return { message: t('obsFaults.closedUs'), action: t('obsFaults.closedUsAction') };
    case 'obs-not-ready':
      return { message: t('obsFaults.notReady'), action: t('obsFaults.notReadyAction') };
    case 'obs-request':
      return {
        message: t('obsFaults.request'),
        action: t('obsFaults.requestAction', { detail: fault.message }),
      };
    case 'obs-no-window-capture':
      return { message: t('obsFaults.noWindowCapture'), action: t('obsFaults.noWindowCaptureAction') };
    case 'obs-no-address':
      return { message: t('obsFaults.noAddress'), action: t('obsFaults.noAddressAction') };
    case 'obs-not-connected':
      return { message: t('obsFaults.notConnected'), action: t('obsFaults.notConnectedAction') };
    case 'offline':
      return { message: t('obsFaults.offline'), action: t('obsFaults.offlineAction') };
    default:
      return fault;
  }
};
