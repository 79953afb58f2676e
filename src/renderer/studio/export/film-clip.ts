import { type MotionClip, sampleClip } from '@motion/clip';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import {
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  StreamTarget,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import type { AvatarView } from '../../avatar/avatar-view';
import { breathe } from '../../avatar/breathe';
import { createFileStream } from '../../output/recording/file-stream';
import type { Watched } from './bake-take';

export interface FilmOptions {
  /** With the avatar on it, and the scene as it is to be seen. */
  view: AvatarView;
  clip: MotionClip;
  /** File name of the recording, with `.webm` or `.mp4`. */
  name: string;
  format: 'webm' | 'mp4';
  frameRate: number;
  width: number;
  height: number;
}

/** Seconds between key frames. */
const KEY_EVERY = 2;

/**
 * Draws a clip frame by frame, as fast or as slow as the machine can, into a video among the recordings; WebM keeps the alpha.
 * Every frame is there, whatever the machine.
 * @throws Error with a sentence for the user; the signal's reason
 */
export const filmClip = async (options: FilmOptions, { signal, onProgress }: Watched): Promise<void> => {
  const { view, clip, format, frameRate, width, height } = options;
  const transparent = format === 'webm';
  const codecs: VideoCodec[] = transparent ? ['vp9', 'vp8'] : ['avc', 'av1', 'vp9'];
  const codec = await getFirstEncodableVideoCodec(codecs, { width, height, quality: QUALITY_HIGH });
  if (codec === null) throw new Error('Video of this size cannot be made here. Choose a smaller one.');

  const file = createFileStream(`/user/recordings/${encodeURIComponent(options.name)}`);
  const output = new Output({
    format: transparent ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'fragmented' }),
    target: new StreamTarget(file.writable),
  });
  const alpha = transparent ? 'keep' : 'discard';
  const video = new VideoSampleSource({ codec, quality: QUALITY_HIGH, alpha, keyFrameInterval: KEY_EVERY });
  output.addVideoTrack(video, { canBeTransparent: transparent, frameRate });

  const frame = createMotionFrame('take');
  const hipsHeight = view.rest?.offsets[BONE_INDEX.hips * 3 + 1];
  const count = Math.max(1, Math.round(((clip.times.at(-1) ?? 0) / 1000) * frameRate) + 1);
  const draw = async (index: number): Promise<void> => {
    sampleClip(clip, (index * 1000) / frameRate, frame, hipsHeight);
    view.apply(frame);
    view.render(1 / frameRate);
    // In the task that drew: the drawing buffer is cleared afterwards.
    const picture = new VideoFrame(view.canvas, { timestamp: Math.round((index * 1e6) / frameRate), alpha });
    using sample = new VideoSample(picture, { timestamp: index / frameRate, duration: 1 / frameRate });
    await video.add(sample);
  };

  try {
    await output.start();
    for (let index = 0; index < count; index++) {
      await draw(index);
      onProgress(index / count);
      await breathe();
      signal.throwIfAborted();
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  }
};
