import type { OutputId } from '@shared/outputs';
import type { StudioKey } from './i18n';

export const OUTPUT_NAMES: Readonly<Record<OutputId, StudioKey>> = {
  window: 'windows.first',
  window2: 'windows.second',
  'browser-source': 'browserSource.title',
  'obs-stream': 'obsStream.title',
  'virtual-camera': 'virtualCamera.title',
  'vmc-send': 'outputs.send',
  recording: 'recording.title',
};
