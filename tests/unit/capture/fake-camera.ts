import type { CameraMedia } from '../../../src/renderer/capture/camera-list';
import type { CameraEnvironment } from '../../../src/renderer/capture/camera-source';

export type FakeFrame = VideoFrame & { isClosed: boolean };

export const fakeFrame = (): FakeFrame => {
  const frame = {
    isClosed: false,
    close() {
      frame.isClosed = true;
    },
  };
  return frame as FakeFrame;
};

export interface FakeTrack extends EventTarget {
  label: string;
  readyState: 'live' | 'ended';
  stop(): void;
  getSettings(): { deviceId: string };
}

/** A browser with cameras that can be plugged in, taken by others and refused, and that counts what is open. */
export const createFakeCameras = () => {
  const present = new Map<string, string>();
  const tracks: FakeTrack[] = [];
  const readers = new Map<FakeTrack, (frame: VideoFrame, time: number) => void>();
  const changes = new EventTarget();
  let failure: { name: string; message?: string } | undefined;
  let isAllowed = true;
  let isDark = false;
  let permissionListener: (() => void) | undefined;
  let gate: Promise<void> | undefined;
  const asked: MediaStreamConstraints[] = [];

  const media = {
    enumerateDevices: async () =>
      [...present].map(([deviceId, label]) => ({
        kind: 'videoinput',
        deviceId: isAllowed ? deviceId : '',
        label: isAllowed ? label : '',
      })),
    async getUserMedia(constraints: MediaStreamConstraints) {
      asked.push(constraints);
      await gate;
      if (failure !== undefined) throw new DOMException(failure.message ?? '', failure.name);
      const video = constraints.video;
      const wanted =
        typeof video === 'object' ? (video.deviceId as { exact: string } | undefined)?.exact : undefined;
      const deviceId = wanted ?? [...present.keys()][0];
      if (deviceId === undefined) throw new DOMException('', 'NotFoundError');
      const label = present.get(deviceId);
      if (label === undefined)
        throw Object.assign(new Error(), { name: 'OverconstrainedError', constraint: 'deviceId' });
      isAllowed = true;
      const track = Object.assign(new EventTarget(), {
        label,
        readyState: 'live' as 'live' | 'ended',
        stop: () => {
          track.readyState = 'ended';
        },
        getSettings: () => ({ deviceId }),
      });
      tracks.push(track);
      return { getTracks: () => [track], getVideoTracks: () => [track] };
    },
    addEventListener: changes.addEventListener.bind(changes),
    removeEventListener: changes.removeEventListener.bind(changes),
  } as unknown as CameraMedia;

  const environment: CameraEnvironment = {
    media,
    readTrack(track, onFrame) {
      readers.set(track as unknown as FakeTrack, onFrame);
      return () => readers.delete(track as unknown as FakeTrack);
    },
    watchPermission(listener) {
      permissionListener = listener;
      return () => {
        permissionListener = undefined;
      };
    },
    createDarknessWatch: () => ({ see: () => isDark }),
  };

  return {
    environment,
    asked,
    openTracks: () => tracks.filter((track) => track.readyState === 'live'),
    plug(deviceId: string, label: string) {
      present.set(deviceId, label);
      changes.dispatchEvent(new Event('devicechange'));
    },
    unplug(deviceId: string) {
      present.delete(deviceId);
      for (const track of tracks)
        if (track.readyState === 'live' && track.getSettings().deviceId === deviceId) {
          track.readyState = 'ended';
          track.dispatchEvent(new Event('ended'));
        }
      changes.dispatchEvent(new Event('devicechange'));
    },
    failWith(next: { name: string; message?: string } | undefined) {
      failure = next;
    },
    /** Names are hidden until a camera has been opened. */
    hideNames() {
      isAllowed = false;
    },
    allow() {
      failure = undefined;
      permissionListener?.();
    },
    darken(dark: boolean) {
      isDark = dark;
    },
    holdOpening(): () => void {
      let release = (): void => undefined;
      gate = new Promise((resolve) => {
        release = () => {
          gate = undefined;
          resolve();
        };
      });
      return release;
    },
    /** Every open camera gives a picture. */
    shoot(time: number): FakeFrame[] {
      return [...readers.values()].map((onFrame) => {
        const frame = fakeFrame();
        onFrame(frame, time);
        return frame;
      });
    },
  };
};
