import { areNamed, type CameraInfo } from './camera-choice';

/** The part of `navigator.mediaDevices` that capture uses. */
export type CameraMedia = Pick<
  MediaDevices,
  'enumerateDevices' | 'getUserMedia' | 'addEventListener' | 'removeEventListener'
>;

/** @returns undefined where the page may not use cameras at all (not a secure origin). */
export const cameraMedia = (): CameraMedia | undefined =>
  (navigator as { mediaDevices?: MediaDevices }).mediaDevices;

/** The cameras present. Labels and ids are empty until the user has allowed cameras once. */
export const listCameras = async (media = cameraMedia()): Promise<CameraInfo[]> => {
  const devices = (await media?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
};

/**
 * The cameras with their labels: where the browser hides them, asks the user for permission by opening a camera for a moment.
 * @throws DOMException where the user refuses or no camera opens; `cameraFault` puts it in words
 */
export const listCamerasWithLabels = async (media = cameraMedia()): Promise<CameraInfo[]> => {
  const cameras = await listCameras(media);
  if (media === undefined || cameras.length === 0 || areNamed(cameras)) return cameras;
  const stream = await media.getUserMedia({ video: true, audio: false });
  const named = await listCameras(media);
  for (const track of stream.getTracks()) track.stop();
  return named;
};

/** Calls `listener` whenever a camera is plugged in or out. @returns unsubscribes */
export const watchCameras = (listener: () => void, media = cameraMedia()): (() => void) => {
  media?.addEventListener('devicechange', listener);
  return () => media?.removeEventListener('devicechange', listener);
};
