import type { RecordingSettings } from '@shared/settings/recording';
import type { RecorderSetup } from './recorder-messages';

/** The microphone at work, as raw sound for the recorder's worker. */
export interface Microphone {
  readonly audio: NonNullable<RecorderSetup['audio']>;
  close(): void;
}

/** Chunks (10 ms each) that wait for a recorder that has no time. What the browser takes by itself, ten, is lost to one slow picture. */
const MOST_WAITING = 1000;

/** @throws Error with a sentence for the user where it cannot be had. */
export const openMicrophone = async ({ deviceId }: RecordingSettings): Promise<Microphone> => {
  const stream = await navigator.mediaDevices
    .getUserMedia({
      audio: {
        ...(deviceId === '' ? {} : { deviceId: { ideal: deviceId } }),
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
      },
    })
    .catch((error: unknown) => {
      throw new Error(faultOf(error));
    });
  const track = stream.getAudioTracks()[0];
  if (track === undefined) throw new Error('The microphone gives no sound. Choose another.');
  const { sampleRate = 48_000, channelCount = 1 } = track.getSettings();
  const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: MOST_WAITING });
  return {
    audio: { sampleRate, numberOfChannels: channelCount, stream: readable as ReadableStream<AudioData> },
    close: () => track.stop(),
  };
};

const faultOf = (error: unknown): string => {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The microphone is not allowed. Allow it in the browser or the system’s privacy settings.';
  if (name === 'NotFoundError') return 'There is no microphone. Plug one in, or record without it.';
  if (name === 'NotReadableError')
    return 'The microphone is in use by another program. Close that, or choose another.';
  return 'The microphone cannot be opened. Choose another, or record without it.';
};
