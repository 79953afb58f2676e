import type { RecordingSettings } from '@shared/settings/recording';

/** What to encode; it stays until the recorder is closed. */
export interface RecorderSetup {
  format: RecordingSettings['format'];
  quality: RecordingSettings['quality'];
  width: number;
  height: number;
  replaySeconds: number;
  audio: { sampleRate: number; numberOfChannels: number; stream: ReadableStream<AudioData> } | undefined;
}

/** From the Stage to the recorder's worker. */
export type ToRecorder =
  | { type: 'set-up'; setup: RecorderSetup }
  /** Answered by `taken`; `time` in ms of the one clock. */
  | { type: 'frame'; frame: VideoFrame; time: number }
  | { type: 'start'; name: string }
  | { type: 'stop' }
  | { type: 'save-replay'; name: string };

/** From the recorder's worker to the Stage. */
export type FromRecorder =
  | { type: 'ready'; video: string; audio: string | undefined }
  | { type: 'taken' }
  | { type: 'progress'; seconds: number; bytes: number }
  | { type: 'saved'; what: 'recording' | 'replay' }
  /** A sentence for the user. `what` ended (`finishing`: a recording that had been stopped); the recorder goes on unless it is `recorder`. */
  | {
      type: 'fault';
      what: 'recording' | 'finishing' | 'replay' | 'recorder' | 'microphone';
      message: string;
    };
