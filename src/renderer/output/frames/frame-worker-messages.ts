import type { FrameSinkId, FrameWish } from '@shared/frames';

/** From the page: first where the host is to be had, then pictures. */
export type ToFrameWorker = { url: string } | { port: MessagePort } | { id: FrameSinkId; frame: VideoFrame };

/** To the page: what is wanted now, and of which sink a picture can be taken again. */
export type FromFrameWorker = { wishes: FrameWish[] } | { ready: FrameSinkId };
