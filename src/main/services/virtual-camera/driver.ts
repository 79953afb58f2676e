import type { FrameFormat } from '@shared/frames';
import type { CameraFaultCode } from '@shared/virtual-camera';

export type DriverId = 'pipewire' | 'v4l2loopback' | 'obs-queue' | 'obs';

/** Whether a way to be a camera is there; if not, what is missing and how to get it. */
export type Availability =
  | { available: true }
  | { available: false; code: CameraFaultCode; message: string; action: string };

export interface CameraSize {
  width: number;
  height: number;
  /** Frames a second. */
  rate: number;
}

/** An open camera. */
export interface OpenCamera {
  /** Takes a frame of {@link VirtualCameraDriver.format}. Resolves `true` once it is given on, and the next may come. */
  write(pixels: Uint8Array): Promise<boolean>;
  /** Why it has ended by itself; undefined while it works. */
  fault(): { message: string; action: string } | undefined;
  close(): void;
}

/** One way to be a camera that other programs can choose. */
export interface VirtualCameraDriver {
  readonly id: DriverId;
  /** What {@link OpenCamera.write} takes; undefined where the picture does not come from Kagami's own frames. */
  readonly format: FrameFormat | undefined;
  available(): Promise<Availability>;
  /** @throws Error with a sentence for the user */
  open(size: CameraSize): Promise<OpenCamera>;
}

/** What was refused: what happened, and what to do. */
export class CameraRefusal extends Error {
  constructor(
    readonly code: CameraFaultCode,
    message: string,
    readonly action: string,
  ) {
    super(message);
  }
}
