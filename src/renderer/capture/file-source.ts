import type { Fault } from '@shared/channel';
import { toClock } from '@shared/clock';
import { createCaptureTime } from './capture-time';
import type { FrameSource, FrameSourceEvents } from './frame-source';
import { createNewestFrame } from './newest-frame';
import { startTicker } from './ticker';

/** Pictures a second of a still image: the trackers go on seeing it, at little cost. */
const STILL_RATE = 15;
/** How often a video is asked for a new picture, ms. `requestVideoFrameCallback` would stand still in a hidden window. */
const VIDEO_TICK_MS = 16;
/** A decoded side longer than this is refused: a hostile file would take all memory. */
const MAX_SIDE = 8192;
/** A file that has not opened by then will not. */
const OPEN_WITHIN_MS = 15_000;

const isImage = (file: Blob): boolean => file.type.startsWith('image/');

/** A video file, played in a loop without sound, or a still image, as a source of pictures. */
export const createFileSource = (file: File, events: FrameSourceEvents): FrameSource =>
  isImage(file) ? createImageSource(file, events) : createVideoSource(file, events);

const unreadable = (file: File): Fault => ({
  code: 'file-unreadable',
  message: `“${file.name}” could not be read as a ${isImage(file) ? 'picture' : 'video'}.`,
  action: isImage(file)
    ? 'Choose a PNG, JPEG, WebP or AVIF picture.'
    : 'Choose an MP4 (H.264), WebM or MKV video, or a picture.',
});

const createImageSource = (file: File, events: FrameSourceEvents): FrameSource => {
  const newest = createNewestFrame(events);
  let generation = 0;
  let picture: VideoFrame | undefined;
  let url: string | undefined;
  let element: HTMLImageElement | undefined;
  let stopTicking = (): void => undefined;

  const stop = (): void => {
    generation++;
    stopTicking();
    stopTicking = () => undefined;
    newest.reset();
    picture?.close();
    picture = undefined;
    element = undefined;
    if (url !== undefined) URL.revokeObjectURL(url);
    url = undefined;
  };

  const show = (): void => {
    if (picture === undefined) return;
    // A clone refers to the same pixels.
    newest.offer(picture.clone(), toClock(performance.timeOrigin, performance.now()));
  };

  return {
    async start() {
      stop();
      const mine = generation;
      events.onState('starting');
      try {
        const bitmap = await createImageBitmap(file);
        if (mine !== generation || bitmap.width > MAX_SIDE || bitmap.height > MAX_SIDE) {
          bitmap.close();
          if (mine !== generation) return;
          throw new RangeError('The picture is too large.');
        }
        picture = new VideoFrame(bitmap, { timestamp: 0 });
        bitmap.close();
        url = URL.createObjectURL(file);
        stopTicking = startTicker(1000 / STILL_RATE, show);
        events.onState('running');
        show();
      } catch {
        if (mine === generation) events.onState('fault', unreadable(file));
      }
    },
    stop,
    demand: () => newest.demand(),
    get preview() {
      if (url === undefined) return undefined;
      if (element === undefined) {
        element = new Image();
        element.src = url;
      }
      return element;
    },
    label: file.name,
    get frameCount() {
      return newest.count;
    },
  };
};

const createVideoSource = (file: File, events: FrameSourceEvents): FrameSource => {
  const newest = createNewestFrame(events);
  let generation = 0;
  let video: HTMLVideoElement | undefined;
  let url: string | undefined;
  let shownTimestamp = Number.NaN;
  let captureTime = createCaptureTime();
  let stopTicking = (): void => undefined;

  const stop = (): void => {
    generation++;
    stopTicking();
    stopTicking = () => undefined;
    newest.reset();
    shownTimestamp = Number.NaN;
    captureTime = createCaptureTime();
    video?.pause();
    video?.removeAttribute('src');
    // Without a load the element keeps the file open.
    video?.load();
    video = undefined;
    if (url !== undefined) URL.revokeObjectURL(url);
    url = undefined;
  };

  const show = (): void => {
    if (video === undefined || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    // Chromium pauses a silent video of a hidden page unless its pictures are being taken.
    if (video.paused) video.play().catch(() => undefined);
    const image = pictureOf(video);
    if (image === undefined) return;
    if (image.timestamp === shownTimestamp) {
      image.close();
      return;
    }
    shownTimestamp = image.timestamp;
    const time = captureTime.at(image.timestamp / 1000, performance.now());
    newest.offer(image, toClock(performance.timeOrigin, time));
  };

  return {
    async start() {
      stop();
      const mine = generation;
      events.onState('starting');
      url = URL.createObjectURL(file);
      const opened = document.createElement('video');
      video = opened;
      opened.muted = true;
      opened.loop = true;
      opened.playsInline = true;
      opened.src = url;
      try {
        await firstPicture(opened);
        if (mine !== generation) return;
        if (opened.videoWidth === 0 || opened.videoWidth > MAX_SIDE || opened.videoHeight > MAX_SIDE)
          throw new RangeError('The file has no usable picture.');
        opened.addEventListener('error', () => {
          if (mine !== generation) return;
          stop();
          events.onState('fault', unreadable(file));
        });
        await opened.play();
        if (mine !== generation) return;
        stopTicking = startTicker(VIDEO_TICK_MS, show);
        events.onState('running');
        show();
      } catch {
        if (mine !== generation) return;
        stop();
        events.onState('fault', unreadable(file));
      }
    },
    stop,
    demand: () => newest.demand(),
    get preview() {
      return video;
    },
    label: file.name,
    get frameCount() {
      return newest.count;
    },
  };
};

/** The picture shown now; none for a moment after a video was opened or sought, whatever its `readyState` says. */
const pictureOf = (video: HTMLVideoElement): VideoFrame | undefined => {
  try {
    return new VideoFrame(video);
  } catch {
    return undefined;
  }
};

const firstPicture = (video: HTMLVideoElement): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(reject), OPEN_WITHIN_MS);
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      video.onloadeddata = null;
      video.onerror = null;
      video.onemptied = null;
      done();
    };
    video.onloadeddata = () => settle(resolve);
    video.onerror = () => settle(reject);
    // Stopped while it was opening.
    video.onemptied = () => settle(reject);
  });
