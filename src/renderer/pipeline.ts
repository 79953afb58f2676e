import type { SourceStatus } from '@shared/channel';
import type { TrackingFrame } from '@shared/tracking-frame';

/** What Studio sees of capture → track → solve, whether this page runs it or another one does. */
export interface SourcePipeline {
  /** `leading`: this page captures and tracks. `following`: another page does; statuses still arrive. */
  readonly role: 'leading' | 'following';
  readonly status: SourceStatus;
  /** Each returns its unsubscribe function. */
  onStatus(listener: (status: SourceStatus) => void): () => void;
  /** Every tracking result of this page; the frame is reused: draw it or copy it. */
  onTrackingFrame(listener: (frame: TrackingFrame) => void): () => void;
  /** The picture that is being tracked, to draw in Studio; undefined while there is none or another page leads. */
  previewImage(): HTMLVideoElement | HTMLImageElement | undefined;
  /** Plays a video or image file of the user's as the source (settings.capture.source becomes `file`). */
  openFile(file: File): Promise<void>;
  /** Tries a faulty source again now. */
  retry(): void;
  readonly recording: boolean;
  /** Records every TrackingFrame until {@link stopRecording}. */
  startRecording(): void;
  /** @returns the take's bytes (`.ktake`, see motion/codecs/take.ts); undefined where nothing was recorded. */
  stopRecording(): Promise<Uint8Array | undefined>;
  close(): void;
}
