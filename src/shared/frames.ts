/** Pictures of the Stage on their way from the page that draws it to the host, which hands them on to other programs. */

/** `bgra`: straight alpha, top row first. `nv12`: BT.601 limited range, the luma plane, then the interleaved chroma of each 2×2. */
export type FrameFormat = 'bgra' | 'nv12';

export const FRAME_SINKS = ['obs-stream', 'virtual-camera'] as const;
export type FrameSinkId = (typeof FRAME_SINKS)[number];

/** What a sink takes. The Stage is fitted into width × height (even) without stretching. */
export interface FrameWish {
  id: FrameSinkId;
  format: FrameFormat;
  width: number;
  height: number;
  /** Frames a second at most. */
  rate: number;
  /** `#rrggbb` behind the avatar; undefined leaves it transparent. */
  colour?: string | undefined;
}

/**
 * What the host says to the page: all wishes, on each change, or that it has used up a frame of a sink. A page sends no frame while
 * {@link MOST_UNANSWERED} of that sink's are not used up.
 */
export type FrameNote = { wishes: FrameWish[] } | { used: FrameSinkId };

export const MOST_UNANSWERED = 2;

/** A frame's message: one byte with the sink's place in FRAME_SINKS, three of padding, then the pixels. */
export const FRAME_HEADER_BYTES = 4;

export const frameBytes = ({
  format,
  width,
  height,
}: Pick<FrameWish, 'format' | 'width' | 'height'>): number =>
  format === 'bgra' ? width * height * 4 : (width * height * 3) / 2;

/** Largest message of {@link frameBytes} and header that the settings allow. */
export const MAX_FRAME_MESSAGE_BYTES = 3840 * 2160 * 4 + FRAME_HEADER_BYTES;
