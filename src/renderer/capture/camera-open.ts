import { areNamed, type CameraChoice, findChosenCamera, isChosen } from './camera-choice';
import { type CameraMedia, listCameras } from './camera-list';

/** What is asked of a camera; it may give other sizes and rates. */
export interface CameraWish extends CameraChoice {
  /** Pixels. */
  width: number;
  height: number;
  /** Frames a second. */
  frameRate: number;
}

/**
 * Opens the chosen camera by id, else by label, else (unless `onlyChosen`) the system's first.
 *
 * @param onlyChosen a camera that was chosen and is away is waited for, not replaced by another that the user did not mean
 * @throws DOMException as `getUserMedia` does; NotFoundError where there is no (such) camera
 */
export const openCamera = async (
  media: CameraMedia,
  wish: CameraWish,
  onlyChosen: boolean,
): Promise<MediaStream> => {
  const cameras = await listCameras(media);
  const chosen = findChosenCamera(cameras, wish);
  if (onlyChosen && isChosen(wish) && areNamed(cameras) && chosen === undefined)
    throw new DOMException('The chosen camera is away.', 'NotFoundError');
  const stream = await openAtAnySize(media, wish, chosen?.deviceId ?? '');
  if (chosen !== undefined || !isChosen(wish) || areNamed(cameras)) return stream;

  // The browser names cameras only once they have been allowed, which has just happened.
  const found = findChosenCamera(await listCameras(media), wish);
  if (found === undefined || found.deviceId === stream.getVideoTracks()[0]?.getSettings().deviceId)
    return stream;
  closeStream(stream);
  return openAtAnySize(media, wish, found.deviceId);
};

const openAtAnySize = async (
  media: CameraMedia,
  wish: CameraWish,
  deviceId: string,
): Promise<MediaStream> => {
  const device: MediaTrackConstraints = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
  const { width, height, frameRate } = wish;
  try {
    return await media.getUserMedia({
      audio: false,
      video: {
        ...device,
        width: { ideal: width },
        height: { ideal: height },
        frameRate: { ideal: frameRate },
      },
    });
  } catch (error) {
    // Some drivers fail on a size that they announce, with one of these.
    const name = (error as { name?: unknown } | null)?.name;
    if (name !== 'OverconstrainedError' && name !== 'AbortError') throw error;
    return media.getUserMedia({ audio: false, video: deviceId === '' ? true : device });
  }
};

export const closeStream = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};
