import { type Milliseconds, toClock } from '@shared/clock';
import { createCaptureTime } from './capture-time';

/** Not in TypeScript's DOM library: W3C "MediaStreamTrack Insertable Media Processing using Streams"; Chromium has it on pages too. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorConstructor = new (init: {
  track: MediaStreamTrack;
  maxBufferSize?: number;
}) => TrackProcessor;

type FrameWithMetadata = VideoFrame & { metadata?(): { captureTime?: number } };

/**
 * Reads a camera track picture by picture until the returned function is called or the track ends.
 *
 * `MediaStreamTrackProcessor` rather than `requestVideoFrameCallback`: the latter belongs to the page's rendering and
 * stands still while the window is covered or minimised, just when the streamer looks at the game. The stream behind it
 * holds one picture at most, the newest, and a picture is a reference to the camera's buffer: nothing is copied.
 *
 * @param onFrame receives ownership of the picture
 * @returns stops reading; idempotent
 */
export const readTrack = (
  track: MediaStreamTrack,
  onFrame: (frame: VideoFrame, time: Milliseconds) => void,
): (() => void) => {
  const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor })
    .MediaStreamTrackProcessor;
  if (Processor === undefined) throw new DOMException('MediaStreamTrackProcessor', 'NotSupportedError');
  const reader = new Processor({ track, maxBufferSize: 1 }).readable.getReader();
  const captureTime = createCaptureTime();
  let stopped = false;

  const pump = async (): Promise<void> => {
    while (!stopped) {
      const { value: frame, done } = await reader.read();
      if (done || frame === undefined) return;
      if (stopped) frame.close();
      else onFrame(frame, toClock(performance.timeOrigin, timeOf(frame, captureTime)));
    }
  };
  // The stream fails only when its track is gone, which the track's own `ended` event tells.
  pump().catch(() => undefined);

  return () => {
    stopped = true;
    reader.cancel().catch(() => undefined);
  };
};

const timeOf = (frame: FrameWithMetadata, captureTime: ReturnType<typeof createCaptureTime>): Milliseconds =>
  captureTime.at(frame.timestamp / 1000, performance.now(), frame.metadata?.().captureTime);
