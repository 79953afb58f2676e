import { CameraRefusal, type CameraSize, type OpenCamera, type VirtualCameraDriver } from './driver';
import {
  HEADER,
  QUEUE_NAME,
  QUEUE_STATE,
  queueHeader,
  queueLayout,
  SLOT_HEADER_BYTES,
  SLOTS,
} from './obs-queue-layout';
import { loadWindowsMemory, type WindowsMemory } from './windows-memory';

/** OBS registers its camera under this class. */
const OBS_CAMERA = '{A3FCE0F5-3493-419F-958A-ABA1250EC20B}';

/**
 * OBS's virtual camera on Windows, without OBS running: where it is installed, Kagami writes the frames into the memory that the camera
 * reads. Tested under Wine; the camera's own part (a DirectShow filter) was not.
 */
export const createObsQueueCamera = (
  load: () => Promise<WindowsMemory> = loadWindowsMemory,
): VirtualCameraDriver => ({
  id: 'obs-queue',
  format: 'nv12',
  async available() {
    const memory = await load();
    if (memory.isClassRegistered(OBS_CAMERA)) return { available: true };
    return {
      available: false,
      code: 'no-obs-camera',
      message: 'OBS’s virtual camera is not installed.',
      action: 'Install OBS from obsproject.com with its virtual camera. OBS does not have to run.',
    };
  },
  async open(size) {
    const memory = await load();
    if (memory.exists(QUEUE_NAME))
      throw new CameraRefusal(
        'camera-in-use',
        'Another program is using OBS’s virtual camera.',
        'Stop the virtual camera in OBS, or in the other program.',
      );
    return openObsQueue(memory, size);
  },
});

/** Opens the queue and keeps it alive: readers let go of a camera whose counter stands still. */
export const openObsQueue = (memory: WindowsMemory, { width, height, rate }: CameraSize): OpenCamera => {
  const layout = queueLayout(width, height);
  const shared = memory.create(QUEUE_NAME, layout.bytes);
  const interval = 1000 / rate;
  const time = new Uint8Array(8);
  const timeView = new DataView(time.buffer);
  let counter = 0;
  let newest: Uint8Array | undefined;
  let lastWrite = 0;
  let closed = false;

  shared.write(0, queueHeader(layout, rate));

  const put = (pixels: Uint8Array): void => {
    counter = (counter + 1) >>> 0;
    shared.writeNumber(HEADER.writeCounter, counter);
    const slot = layout.slots[counter % SLOTS]!;
    timeView.setBigUint64(0, process.hrtime.bigint(), true);
    shared.write(slot, time);
    shared.write(slot + SLOT_HEADER_BYTES, pixels);
    shared.writeNumber(HEADER.readCounter, counter);
    shared.writeNumber(HEADER.state, QUEUE_STATE.ready);
    lastWrite = performance.now();
  };

  const keepAlive = setInterval(() => {
    if (newest !== undefined && performance.now() - lastWrite > interval) put(newest);
  }, interval);

  return {
    async write(pixels) {
      if (closed || pixels.byteLength !== (width * height * 3) / 2) return false;
      newest = pixels;
      put(pixels);
      return true;
    },
    fault: () => undefined,
    close() {
      if (closed) return;
      closed = true;
      clearInterval(keepAlive);
      shared.writeNumber(HEADER.state, QUEUE_STATE.stopping);
      shared.close();
    },
  };
};
