import { useStudio } from '../../context';

/** Whether the microphone is open, or would be when something asks for it. */
export const useMicrophoneAble = (): boolean =>
  useStudio(
    ({ leading, microphone, settings }) =>
      leading && microphone.state !== 'fault' && !settings.voice.muted && !settings.capture.panicked,
  );
