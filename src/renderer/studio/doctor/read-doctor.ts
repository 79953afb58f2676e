import type { HostCheck } from '@shared/doctor';
import { copyTrackingFrame, createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { askRendererName, isSoftwareRenderer } from '../../graphics';
import type { SourcePipeline } from '../../pipeline';
import { type Framing, framingOf, type Light, measureLight } from './measure-picture';

export type Permission = 'granted' | 'prompt' | 'denied' | 'unknown';

/** What only the page can see. */
export interface PageReading {
  light: Light | undefined;
  framing: Framing | undefined;
  /** The graphics card's name; empty where the browser does not tell. */
  gpu: string;
  softwareGpu: boolean;
  camera: Permission;
  microphone: Permission;
}

export interface DoctorReading {
  host: HostCheck[];
  page: PageReading;
}

/** How long a tracking result is waited for, milliseconds. */
const FRAME_WAIT = 1_500;

/** Looks at the picture that is tracked at the moment, the graphics card and the permissions. */
export const readPage = async (pipeline: SourcePipeline | undefined): Promise<PageReading> => {
  const frame = pipeline === undefined ? undefined : await nextFrame(pipeline);
  const picture = pipeline?.previewImage();
  const gpu = askRendererName();
  const [camera, microphone] = await Promise.all([permissionFor('camera'), permissionFor('microphone')]);
  return {
    light: picture === undefined ? undefined : measureLight(picture, frame),
    framing: frame === undefined ? undefined : framingOf(frame),
    gpu,
    softwareGpu: isSoftwareRenderer(gpu),
    camera,
    microphone,
  };
};

const nextFrame = (pipeline: SourcePipeline): Promise<TrackingFrame | undefined> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => end(undefined), FRAME_WAIT);
    const unlisten = pipeline.onTrackingFrame((frame) => {
      const copy = createTrackingFrame();
      copyTrackingFrame(frame, copy);
      end(copy);
    });
    const end = (frame: TrackingFrame | undefined) => {
      clearTimeout(timer);
      unlisten();
      resolve(frame);
    };
  });

const permissionFor = async (name: 'camera' | 'microphone'): Promise<Permission> => {
  try {
    const { state } = await navigator.permissions.query({ name });
    return state;
  } catch {
    return 'unknown';
  }
};
