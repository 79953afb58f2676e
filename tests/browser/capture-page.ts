/** What capture.spec.ts drives in the browser: the sources, on `window.capture`, with a log of what they say. */
import { cameraFault } from '../../src/renderer/capture/camera-fault';
import { listCameras, listCamerasWithLabels } from '../../src/renderer/capture/camera-list';
import { createCameraSource } from '../../src/renderer/capture/camera-source';
import { createFileSource } from '../../src/renderer/capture/file-source';
import type { FrameSource, FrameSourceEvents } from '../../src/renderer/capture/frame-source';
import { createTakeSource } from '../../src/renderer/capture/take-source';

export interface CaptureLog {
  states: string[];
  times: number[];
  sizes: string[];
  /** Mean brightness of a few pictures, to tell moving ones from still ones. */
  prints: number[];
  source: Pick<FrameSource, 'start' | 'stop'> & Partial<FrameSource>;
}

const canvas = new OffscreenCanvas(32, 24);
const context = canvas.getContext('2d', { willReadFrequently: true });

const print = (image: CanvasImageSource): number => {
  if (context === null) return Number.NaN;
  context.clearRect(0, 0, 32, 24);
  context.drawImage(image, 0, 0, 32, 24);
  return context.getImageData(0, 0, 32, 24).data.reduce((sum, value, i) => sum + value * ((i % 31) + 1), 0);
};

const createLog = () => {
  const log: Omit<CaptureLog, 'source'> = { states: [], times: [], sizes: [], prints: [] };
  const events: FrameSourceEvents = {
    wantsFrame: () => true,
    onFrame(image, time) {
      log.times.push(time);
      const { width, height } =
        image instanceof VideoFrame ? { width: image.displayWidth, height: image.displayHeight } : image;
      log.sizes.push(`${width}x${height}`);
      if (log.times.length % 5 === 0) log.prints.push(print(image));
      image.close();
    },
    onState: (state, fault) => log.states.push(fault === undefined ? state : `${state}: ${fault.code}`),
  };
  return { log, events };
};

/** A second of moving pictures as a WebM file. */
const recordVideo = async (): Promise<File> => {
  const painted = document.createElement('canvas');
  painted.width = 160;
  painted.height = 120;
  const paint = painted.getContext('2d');
  const recorder = new MediaRecorder(painted.captureStream(30), { mimeType: 'video/webm;codecs=vp8' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  for (let i = 0; i < 30; i++) {
    if (paint !== null) {
      paint.fillStyle = `hsl(${i * 12} 80% 50%)`;
      paint.fillRect(0, 0, 160, 120);
    }
    await new Promise((resolve) => setTimeout(resolve, 33));
  }
  await new Promise((resolve) => {
    recorder.onstop = resolve;
    recorder.stop();
  });
  return new File(parts, 'moving.webm', { type: 'video/webm' });
};

const makeImage = async (): Promise<File> => {
  const painted = new OffscreenCanvas(200, 150);
  painted.getContext('2d')?.fillRect(0, 0, 90, 90);
  return new File([await painted.convertToBlob()], 'still.png', { type: 'image/png' });
};

const capture = {
  listCameras,
  listCamerasWithLabels,
  cameraFault,
  recordVideo,
  makeImage,
  camera(choice: { deviceId: string; deviceLabel: string }): CaptureLog {
    const { log, events } = createLog();
    return Object.assign(log, {
      source: createCameraSource({ ...choice, width: 640, height: 480, frameRate: 30 }, events),
    });
  },
  file(file: File): CaptureLog {
    const { log, events } = createLog();
    return Object.assign(log, { source: createFileSource(file, events) });
  },
  take(load: () => Promise<Uint8Array>, loop: boolean): CaptureLog {
    const { log, events } = createLog();
    const source = createTakeSource(
      { load, loop, name: 'a take', from: 0, to: 0 },
      { onTracking: (frame) => log.times.push(frame.time), onState: events.onState },
    );
    return Object.assign(log, { source });
  },
};

declare global {
  interface Window {
    capture: typeof capture;
    log: CaptureLog;
  }
}
window.capture = capture;
