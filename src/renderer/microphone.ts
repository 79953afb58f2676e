import type { Fault } from '@shared/channel';

/** Which microphone: by id, else by label; an empty id is the system's own. */
export interface MicrophoneChoice {
  deviceId: string;
  deviceLabel: string;
}

/** What can be wrong with a microphone, beside the exceptions of `getUserMedia`. */
export type MicrophoneSituation = 'insecure' | 'unplugged' | 'silent' | 'waiting';

const FAULTS = {
  'microphone-refused': [
    'Kagami may not use the microphone.',
    'Allow it in the browser or in the system’s privacy settings.',
  ],
  'microphone-missing': ['The microphone is not there.', 'Plug it in, or choose another.'],
  'microphone-busy': [
    'The microphone is being used by another program.',
    'Close that program, or choose another microphone.',
  ],
  'microphone-unplugged': [
    'The microphone was unplugged or switched off.',
    'Plug it in again, or choose another.',
  ],
  'microphone-silent': [
    'The microphone gives no sound at all.',
    'Check its switch and its volume in the system’s settings, or choose another.',
  ],
  'microphone-waiting': [
    'The browser holds the sound of the microphone back until you click.',
    'Click anywhere in this window.',
  ],
  'microphone-insecure': [
    'The browser gives no microphone to this page, because its address is not secure.',
    'Open Kagami with its own start command: it uses an address on this machine, which counts as secure.',
  ],
  'microphone-failed': ['The microphone cannot be opened.', 'Plug it in again, or choose another.'],
} as const satisfies Record<string, readonly [message: string, action: string]>;

type MicrophoneFaultCode = keyof typeof FAULTS;

/** Names of DOMException that `getUserMedia` rejects with. Source: W3C Media Capture and Streams, 10.2. */
const BY_NAME: Readonly<Record<string, MicrophoneFaultCode>> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-refused',
  NotFoundError: 'microphone-missing',
  // An exact device that cannot be had is a device that is not there.
  OverconstrainedError: 'microphone-missing',
  NotReadableError: 'microphone-busy',
  AbortError: 'microphone-busy',
};

/**
 * A microphone's trouble in plain words.
 * @param cause a {@link MicrophoneSituation}, or whatever {@link openMicrophone} rejected with
 */
export const microphoneFault = (cause: unknown): Fault => {
  const code = faultCode(cause);
  const [message, action] = FAULTS[code];
  return { code, message, action };
};

const faultCode = (cause: unknown): MicrophoneFaultCode => {
  if (cause === 'insecure' || cause === 'unplugged' || cause === 'silent' || cause === 'waiting')
    return `microphone-${cause}`;
  const name = (cause as { name?: unknown } | null)?.name;
  return (
    (typeof name === 'string' && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined) ??
    'microphone-failed'
  );
};

/**
 * Opens the chosen microphone, its sound as it comes in: what browsers do to make speech pleasant for people changes its timbre.
 * A chosen one that is away is not replaced by another that the user did not mean.
 *
 * @throws for {@link microphoneFault}
 */
export const openMicrophone = async ({ deviceId, deviceLabel }: MicrophoneChoice): Promise<MediaStream> => {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (media === undefined) throw 'insecure' satisfies MicrophoneSituation;
  const microphones = (await media.enumerateDevices()).filter(({ kind }) => kind === 'audioinput');
  const chosen =
    microphones.find((one) => one.deviceId === deviceId) ??
    microphones.find((one) => one.label === deviceLabel && one.label !== '');
  // Devices have names once one was allowed: only then is it known that the chosen one is away.
  if (deviceId !== '' && chosen === undefined && microphones.some(({ label }) => label !== ''))
    throw new DOMException('The chosen microphone is away.', 'NotFoundError');
  return media.getUserMedia({
    audio: {
      ...(deviceId === '' ? {} : { deviceId: chosen ? { exact: chosen.deviceId } : { ideal: deviceId } }),
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
    },
  });
};

/** Calls back when a microphone comes or goes, or the user changes what the page may do with them. @returns unsubscribes */
export const watchMicrophones = (listener: () => void): (() => void) => {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  const watching = new AbortController();
  media?.addEventListener('devicechange', listener, { signal: watching.signal });
  navigator.permissions
    ?.query({ name: 'microphone' })
    .then((status) => {
      if (!watching.signal.aborted) status.addEventListener('change', listener, { signal: watching.signal });
    })
    // A browser without this permission name: the user tries again by hand.
    .catch(() => undefined);
  return () => watching.abort();
};
