/** Clips: motion with an end. Read from animation files (motion/codecs), baked from takes, or written by hand as poses. */
export {
  ClipError,
  checkClip,
  clipDuration,
  MAX_CLIP_KEYS,
  MAX_CLIP_MS,
  MAX_CLIP_VALUES,
  type MotionClip,
} from './motion-clip';
export { type ClipPlay, type ClipPlayer, createClipPlayer, sampleClip } from './sample-clip';
