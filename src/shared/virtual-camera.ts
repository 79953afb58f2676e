/** What stands in the way of a camera. */
export type CameraFaultCode =
  | 'no-gstreamer'
  | 'no-pipewire'
  | 'no-ffmpeg'
  | 'no-loopback'
  | 'no-obs-camera'
  | 'camera-in-use'
  | 'obs-not-connected'
  | 'obs-no-camera'
  | 'camera-failed';

/** A way to be a camera on this system: whether it is there, and if not, what is missing and how to get it. */
export interface CameraDriverState {
  id: 'pipewire' | 'v4l2loopback' | 'obs-queue' | 'obs';
  available: boolean;
  code?: CameraFaultCode | undefined;
  message?: string | undefined;
  action?: string | undefined;
}
