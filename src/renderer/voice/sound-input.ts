import { SOUND_RATE } from '@motion/voice/sound-reader';
import { type MicrophoneChoice, openMicrophone } from '../microphone';
import workletUrl from './sound.worklet?worker&url';

/** An open microphone. */
export interface SoundInput {
  readonly label: string;
  close(): void;
}

export interface SoundInputEvents {
  /** Frames of `motion/voice/sound-reader.ts`, one behind the other, every 20 ms. */
  onFrames(frames: Float32Array): void;
  /** The microphone has gone. */
  onEnd(): void;
  /** The browser gives the page no sound before the user clicks in it; false: it does by now. */
  onWaiting(waiting: boolean): void;
}

/** How long a browser may take to let a page hear, ms. */
const ALLOWED_WITHIN_MS = 1500;

/** Opens a microphone and reads it in the audio thread; the browser brings its sound to {@link SOUND_RATE}. @throws as `openMicrophone` */
export const openSoundInput = async (
  choice: MicrophoneChoice,
  events: SoundInputEvents,
): Promise<SoundInput> => {
  const stream = await openMicrophone(choice);
  const track = stream.getAudioTracks()[0];
  const context = new AudioContext({ sampleRate: SOUND_RATE, latencyHint: 'interactive' });
  const stopListening = new AbortController();
  const close = (): void => {
    stopListening.abort();
    for (const one of stream.getTracks()) one.stop();
    void context.close().catch(() => undefined);
  };
  try {
    await context.audioWorklet.addModule(workletUrl);
    const node = new AudioWorkletNode(context, 'sound-features', {
      numberOfInputs: 1,
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => events.onFrames(data);
    context.createMediaStreamSource(stream).connect(node);
  } catch (error) {
    close();
    throw error;
  }
  track?.addEventListener('ended', events.onEnd, { signal: stopListening.signal });
  // Browsers let a page that captures run its sound; one that does not waits for the user's first click.
  const resume = (): void => void context.resume().catch(() => undefined);
  resume();
  const tell = (): void => events.onWaiting(context.state === 'suspended');
  const patience = setTimeout(tell, ALLOWED_WITHIN_MS);
  const { signal } = stopListening;
  signal.addEventListener('abort', () => clearTimeout(patience));
  context.addEventListener('statechange', () => context.state === 'running' && tell(), { signal });
  for (const gesture of ['pointerdown', 'keydown']) window.addEventListener(gesture, resume, { signal });
  return { label: track?.label ?? '', close };
};
