import type { RecordingSettings } from '@shared/settings/recording';
import { microphoneFault, openMicrophone } from '../../microphone';
import type { RecorderSetup } from './recorder-messages';

/** What is heard in a recording, as raw sound for the recorder's worker. */
export interface RecordedSound {
  readonly audio: NonNullable<RecorderSetup['audio']>;
  close(): void;
}

/** The sound of spoken texts in this page. */
export interface SpokenSound {
  /** One channel. */
  readonly stream: MediaStream;
  readonly sampleRate: number;
  close(): void;
}

/** Undefined where this page can make no sound. */
export type TapSpeech = () => Promise<SpokenSound | undefined>;

/** Chunks (10 ms each) that wait for a recorder that has no time. What the browser takes by itself, ten, is lost to one slow picture. */
const MOST_WAITING = 1000;

/**
 * Opens what the settings want to be heard: the microphone, spoken texts, or both in one track.
 *
 * @returns undefined where nothing is
 * @throws Error with a sentence for the user where the microphone cannot be had
 */
export const openRecordedSound = async (
  settings: RecordingSettings,
  tapSpeech?: TapSpeech,
): Promise<RecordedSound | undefined> => {
  const microphone = settings.microphone ? await microphoneStream(settings) : undefined;
  const spoken = settings.speech ? await tapSpeech?.() : undefined;
  if (microphone !== undefined && spoken !== undefined) return mix(microphone, spoken);
  if (microphone !== undefined) return { audio: soundOf(microphone.stream), close: microphone.close };
  return spoken && { audio: soundOf(spoken.stream, spoken.sampleRate), close: spoken.close };
};

const microphoneStream = async (
  choice: RecordingSettings,
): Promise<Pick<SpokenSound, 'stream' | 'close'>> => {
  const stream = await openMicrophone(choice).catch((error: unknown) => {
    const { message, action } = microphoneFault(error);
    throw new Error(`${message} ${action}`);
  });
  if (stream.getAudioTracks().length === 0) throw new Error('The microphone gives no sound. Choose another.');
  return { stream, close: () => stopAll(stream) };
};

/** Both in one track of one channel. */
const mix = (microphone: Pick<SpokenSound, 'stream' | 'close'>, spoken: SpokenSound): RecordedSound => {
  const context = new AudioContext({ sampleRate: spoken.sampleRate });
  const mixed = new MediaStreamAudioDestinationNode(context, {
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  for (const { stream } of [microphone, spoken])
    new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(mixed);
  return {
    audio: soundOf(mixed.stream, context.sampleRate),
    close: () => {
      microphone.close();
      spoken.close();
      void context.close();
    },
  };
};

/** @param rate where the track does not say it, Hz */
const soundOf = (stream: MediaStream, rate = 48_000): RecordedSound['audio'] => {
  const track = stream.getAudioTracks()[0]!;
  const { sampleRate = rate, channelCount = 1 } = track.getSettings();
  const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: MOST_WAITING });
  return { sampleRate, numberOfChannels: channelCount, stream: readable as ReadableStream<AudioData> };
};

const stopAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};
