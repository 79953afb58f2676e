import type { RecordingSettings } from '@shared/settings/recording';
import { microphoneFault, openMicrophone as openStream } from '../../microphone';
import type { RecorderSetup } from './recorder-messages';

/** The microphone at work, as raw sound for the recorder's worker. */
export interface Microphone {
  readonly audio: NonNullable<RecorderSetup['audio']>;
  close(): void;
}

/** Chunks (10 ms each) that wait for a recorder that has no time. What the browser takes by itself, ten, is lost to one slow picture. */
const MOST_WAITING = 1000;

/** @throws Error with a sentence for the user where it cannot be had. */
export const openMicrophone = async (choice: RecordingSettings): Promise<Microphone> => {
  const stream = await openStream(choice).catch((error: unknown) => {
    const { message, action } = microphoneFault(error);
    throw new Error(`${message} ${action}`);
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
