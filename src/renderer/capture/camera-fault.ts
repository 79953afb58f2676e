import type { Fault } from '@shared/channel';

/** What can be wrong with a camera, beside the exceptions of `getUserMedia`. */
export type CameraSituation = 'insecure' | 'unplugged' | 'silent' | 'black';

const FAULTS = {
  'camera-refused': [
    'Kagami may not use the camera.',
    'Allow the camera for this window (the camera sign in the address bar or the site settings), then try again.',
  ],
  'camera-refused-system': [
    'The operating system does not let Kagami use the camera.',
    'Allow camera access for this app in the system’s privacy settings. Kagami goes on by itself; if not, restart it.',
  ],
  'camera-busy': [
    'The camera is being used by another program.',
    'Close the other program, or choose another camera. Kagami picks the camera up by itself when it is free.',
  ],
  'camera-missing': [
    'No camera was found.',
    'Plug a camera in, or choose a video file or the demo take as the source. Kagami picks the camera up by itself.',
  ],
  'camera-unplugged': [
    'The camera was unplugged or switched off.',
    'Plug it in again; Kagami picks it up by itself. Or choose another camera.',
  ],
  'camera-size': [
    'The camera cannot give the chosen size or frame rate, nor any other.',
    'Choose another camera, or a smaller size in the camera settings.',
  ],
  'camera-silent': [
    'The camera is open but gives no picture.',
    'Check its privacy switch and its cable, or plug it in again. Kagami goes on trying.',
  ],
  'camera-black': [
    'The camera’s picture is black.',
    'Open the lens cover or privacy shutter, or put on a light.',
  ],
  'camera-insecure': [
    'The browser gives no camera to this page, because its address is not secure.',
    'Open Kagami with its own start command: it uses an address on this machine, which counts as secure.',
  ],
  'camera-unsupported': [
    'This browser is too old to read a camera in the background.',
    'Use a current Chromium, Chrome or Edge.',
  ],
  'camera-failed': [
    'The camera could not be opened.',
    'Plug it in again, or choose another camera. Kagami goes on trying.',
  ],
} as const satisfies Record<string, readonly [message: string, action: string]>;

export type CameraFaultCode = keyof typeof FAULTS;

const BY_SITUATION: Record<CameraSituation, CameraFaultCode> = {
  insecure: 'camera-insecure',
  unplugged: 'camera-unplugged',
  silent: 'camera-silent',
  black: 'camera-black',
};

/** Names of DOMException that `getUserMedia` rejects with (W3C Media Capture and Streams) and the older ones of Chromium. */
const BY_NAME: Readonly<Record<string, CameraFaultCode>> = {
  NotAllowedError: 'camera-refused',
  PermissionDeniedError: 'camera-refused',
  SecurityError: 'camera-refused',
  NotReadableError: 'camera-busy',
  TrackStartError: 'camera-busy',
  AbortError: 'camera-busy',
  NotFoundError: 'camera-missing',
  DevicesNotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-size',
  ConstraintNotSatisfiedError: 'camera-size',
  NotSupportedError: 'camera-unsupported',
};

/**
 * A camera's trouble in plain words.
 * @param cause a {@link CameraSituation}, or whatever `getUserMedia` rejected with
 */
export const cameraFault = (cause: unknown): Fault => {
  const code = faultCode(cause);
  const [message, action] = FAULTS[code];
  return { code, message, action };
};

const faultCode = (cause: unknown): CameraFaultCode => {
  if (typeof cause === 'string' && Object.hasOwn(BY_SITUATION, cause))
    return BY_SITUATION[cause as CameraSituation];
  if (typeof cause !== 'object' || cause === null) return 'camera-failed';
  const { name, message, constraint } = cause as { name?: unknown; message?: unknown; constraint?: unknown };
  if (typeof name !== 'string' || !Object.hasOwn(BY_NAME, name)) return 'camera-failed';
  // Chromium tells the system's refusal from the user's by the message alone: "Permission denied by system".
  if (name === 'NotAllowedError' && /by system/i.test(String(message))) return 'camera-refused-system';
  // An exact device that cannot be had is a device that is not there.
  if (name === 'OverconstrainedError' && constraint === 'deviceId') return 'camera-missing';
  return BY_NAME[name] ?? 'camera-failed';
};

/** Whether trying again without being asked can help and bothers nobody: asking anew after a refusal would nag. */
export const isWorthRetrying = (fault: Fault): boolean =>
  fault.code !== 'camera-refused' && fault.code !== 'camera-insecure' && fault.code !== 'camera-unsupported';
