import type { SourceStatus } from '@shared/channel';
import type { SourcePipeline } from '../pipeline';

export type SeenParts = SourceStatus['seen'];

export const NOTHING_SEEN: SeenParts = { face: false, body: false, leftHand: false, rightHand: false };

/**
 * Tells which parts of the person are seen, whenever that changes: with the very frame where this page tracks, once a second
 * where another one does. @returns stops
 */
export const watchSeenParts = (
  pipeline: Pick<SourcePipeline, 'role' | 'status' | 'onStatus' | 'onTrackingFrame'>,
  onChange: (seen: SeenParts) => void,
): (() => void) => {
  let told = NOTHING_SEEN;
  const tell = (face: boolean, body: boolean, leftHand: boolean, rightHand: boolean): void => {
    if (
      face === told.face &&
      body === told.body &&
      leftHand === told.leftHand &&
      rightHand === told.rightHand
    )
      return;
    told = { face, body, leftHand, rightHand };
    onChange(told);
  };
  const { state, seen } = pipeline.status;
  if (state === 'running') tell(seen.face, seen.body, seen.leftHand, seen.rightHand);
  const ends = [
    pipeline.onTrackingFrame((frame) =>
      tell(frame.face.score > 0, frame.pose.score > 0, frame.leftHand.score > 0, frame.rightHand.score > 0),
    ),
    pipeline.onStatus((status) => {
      const { face, body, leftHand, rightHand } = status.seen;
      if (status.state !== 'running') tell(false, false, false, false);
      else if (pipeline.role === 'following') tell(face, body, leftHand, rightHand);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
};
