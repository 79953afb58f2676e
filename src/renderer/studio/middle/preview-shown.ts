import type { OutputId } from '@shared/outputs';
import type { StudioState } from '../store';

/** Outputs that others may see Studio beside of: a stream, a call, a recording. */
const PUBLIC: ReadonlySet<OutputId> = new Set([
  'browser-source',
  'obs-stream',
  'virtual-camera',
  'recording',
]);

/** Whether others are looking at the moment. */
export const isPublic = ({ outputs }: Pick<StudioState, 'outputs'>): boolean =>
  outputs.some(({ id, state }) => state === 'live' && PUBLIC.has(id));

export type PreviewState =
  | 'shown'
  /** The user hid it. */
  | 'hidden'
  /** Hidden because others may be looking. */
  | 'hidden-live';

/** Whether the camera's picture is to be seen in Studio. */
export const previewState = (
  state: Pick<StudioState, 'outputs' | 'settings' | 'previewAnyway'>,
): PreviewState => {
  const { preview, hidePreviewWhenLive } = state.settings.studio;
  if (!preview) return 'hidden';
  return hidePreviewWhenLive && !state.previewAnyway && isPublic(state) ? 'hidden-live' : 'shown';
};
