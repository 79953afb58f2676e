import type { Fault } from '@shared/channel';
import { findChosenCamera, isChosen } from './camera-choice';
import { cameraFault, isWorthRetrying } from './camera-fault';
import { type CameraMedia, cameraMedia, listCameras, watchCameras } from './camera-list';
import { type CameraWish, closeStream, openCamera } from './camera-open';
import { createDarknessWatch } from './darkness';
import type { FrameSource, FrameSourceEvents } from './frame-source';
import { createNewestFrame } from './newest-frame';
import { createStreamPreview } from './stream-preview';
import { readTrack } from './track-reader';

/** Waits before the first, second … retry; the last one repeats. */
const RETRY_AFTER_MS = [500, 1000, 2000, 4000] as const;
/** Without a picture for so long, the camera is taken for stuck and opened anew. */
const SILENT_AFTER_MS = 4000;
const WATCH_EVERY_MS = 1000;

/** The browser's side of capture; tests give their own. */
export interface CameraEnvironment {
  media: CameraMedia | undefined;
  readTrack: typeof readTrack;
  /** Calls back when the user changes what the page may do with cameras. @returns unsubscribes */
  watchPermission(listener: () => void): () => void;
  createDarknessWatch: typeof createDarknessWatch;
}

/**
 * A camera as a source of pictures. It looks after itself: a camera that is busy, missing, unplugged or stuck is reported in
 * words and opened again when it returns (`devicechange`, and by trying every few seconds); a refused one when the user allows it.
 */
export const createCameraSource = (
  wish: CameraWish,
  events: FrameSourceEvents,
  environment: CameraEnvironment = browserEnvironment(),
): FrameSource => {
  const newest = createNewestFrame(events);
  const preview = createStreamPreview();
  // Raised by every start and stop: what an older attempt still brings belongs to nobody.
  let generation = 0;
  let stream: MediaStream | undefined;
  let label = wish.deviceLabel;
  let fault: Fault | undefined;
  let reported: 'starting' | 'running' | 'black' | 'fault' = 'starting';
  let opening = false;
  let hasOpenedChosen = false;
  let failures = 0;
  let lastFrameAt = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let watchTimer: ReturnType<typeof setInterval> | undefined;
  let stopReading = (): void => undefined;
  let stopWatching = (): void => undefined;

  const open = async (): Promise<void> => {
    const mine = generation;
    clearTimeout(retryTimer);
    closeCamera();
    if (environment.media === undefined) {
      fail(cameraFault('insecure'));
      return;
    }
    opening = true;
    try {
      const opened = await openCamera(environment.media, wish, hasOpenedChosen);
      if (mine !== generation) {
        closeStream(opened);
        return;
      }
      use(opened);
    } catch (error) {
      if (mine === generation) fail(cameraFault(error));
    } finally {
      if (mine === generation) opening = false;
    }
  };

  const use = (opened: MediaStream): void => {
    const track = opened.getVideoTracks()[0];
    if (track === undefined) {
      closeStream(opened);
      throw new DOMException('The stream has no picture.', 'NotReadableError');
    }
    stream = opened;
    label = track.label;
    if (track.getSettings().deviceId === wish.deviceId || track.label === wish.deviceLabel)
      hasOpenedChosen = true;
    track.addEventListener('ended', () => {
      if (stream === opened) fail(cameraFault('unplugged'));
    });
    const darkness = environment.createDarknessWatch();
    lastFrameAt = performance.now();
    stopReading = environment.readTrack(track, (image, time) => {
      lastFrameAt = performance.now();
      failures = 0;
      reportRunning(darkness.see(image, lastFrameAt));
      newest.offer(image, time);
    });
    preview.show(opened);
  };

  const reportRunning = (isBlack: boolean): void => {
    const next = isBlack ? 'black' : 'running';
    if (reported === next) return;
    reported = next;
    fault = undefined;
    events.onState('running', isBlack ? cameraFault('black') : undefined);
  };

  const fail = (next: Fault): void => {
    closeCamera();
    reported = 'fault';
    // A camera that is away stays unplugged in the user's eyes, whatever the next attempt calls it.
    if (!(fault?.code === 'camera-unplugged' && next.code === 'camera-missing')) {
      const isNews = fault?.code !== next.code;
      fault = next;
      if (isNews) events.onState('fault', next);
    }
    if (isWorthRetrying(next)) retryTimer = setTimeout(open, nextDelay());
  };

  const nextDelay = (): number =>
    RETRY_AFTER_MS[Math.min(failures++, RETRY_AFTER_MS.length - 1)] ?? SILENT_AFTER_MS;

  const closeCamera = (): void => {
    stopReading();
    stopReading = () => undefined;
    const open = stream;
    stream = undefined;
    if (open !== undefined) closeStream(open);
    preview.clear();
    newest.drop();
  };

  const onDevicesChanged = async (): Promise<void> => {
    const mine = generation;
    if (fault !== undefined && stream === undefined) {
      if (!opening) void open();
      return;
    }
    if (hasOpenedChosen || !isChosen(wish) || environment.media === undefined) return;
    // Another camera runs in the chosen one's stead, which may just have come.
    const cameras = await listCameras(environment.media).catch(() => []);
    if (mine === generation && !opening && findChosenCamera(cameras, wish) !== undefined) void open();
  };

  const watchSilence = (): void => {
    if (stream !== undefined && performance.now() - lastFrameAt > SILENT_AFTER_MS)
      fail(cameraFault('silent'));
  };

  const watch = (): void => {
    const { media } = environment;
    const unwatchCameras = media && watchCameras(() => void onDevicesChanged(), media);
    const unwatchPermission = environment.watchPermission(() => void onDevicesChanged());
    watchTimer = setInterval(watchSilence, WATCH_EVERY_MS);
    stopWatching = () => {
      unwatchCameras?.();
      unwatchPermission();
      clearInterval(watchTimer);
    };
  };

  const stop = (): void => {
    generation++;
    opening = false;
    clearTimeout(retryTimer);
    stopWatching();
    stopWatching = () => undefined;
    closeCamera();
    newest.reset();
  };

  return {
    async start() {
      stop();
      fault = undefined;
      reported = 'starting';
      failures = 0;
      hasOpenedChosen = false;
      events.onState('starting');
      watch();
      await open();
    },
    stop,
    demand: () => newest.demand(),
    get preview() {
      return preview.element;
    },
    get label() {
      return label;
    },
    get frameCount() {
      return newest.count;
    },
  };
};

const browserEnvironment = (): CameraEnvironment => ({
  media: cameraMedia(),
  readTrack,
  watchPermission: watchCameraPermission,
  createDarknessWatch,
});

const watchCameraPermission = (listener: () => void): (() => void) => {
  let status: PermissionStatus | undefined;
  let watching = true;
  navigator.permissions
    ?.query({ name: 'camera' })
    .then((answer) => {
      status = answer;
      if (watching) answer.addEventListener('change', listener);
    })
    // A browser without this permission name: the user tries again by hand.
    .catch(() => undefined);
  return () => {
    watching = false;
    status?.removeEventListener('change', listener);
  };
};
