/** A way to be a camera on this system: whether it is there, and if not, what is missing and how to get it. */
export interface CameraDriverState {
  id: 'pipewire' | 'v4l2loopback' | 'obs-queue' | 'obs';
  available: boolean;
  message?: string | undefined;
  action?: string | undefined;
}
