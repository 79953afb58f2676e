import { type EncodingSession, openEncodingSession } from './encoding-session';
import { createPacketFile, type PacketFile, type TrackPacket } from './packet-file';
import type { FromRecorder, RecorderSetup, ToRecorder } from './recorder-messages';
import { createReplayRing, type ReplayRing } from './replay-ring';

/*
 * Encodes and writes in a thread of its own: the Stage only hands its pictures over. Encoded packets go into the ring of the
 * last seconds and, while one is being recorded, into a file.
 */

/** What is asked of the encoder waits until it is there. */
let ready = Promise.resolve();
let setup: RecorderSetup | undefined;
let session: EncodingSession | undefined;
let ring: ReplayRing | undefined;
let recording: PacketFile | undefined;
let progress: ReturnType<typeof setInterval> | undefined;

const tell = (message: FromRecorder): void => postMessage(message);

const sentence = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'The recorder has stopped.';

const onPacket = (packet: TrackPacket): void => {
  ring?.add(packet);
  recording?.add(packet);
};

const onAudioEnd = (message: string): void => {
  recording?.endAudio();
  tell({ type: 'fault', what: 'microphone', message });
};

const setUp = async (next: RecorderSetup): Promise<void> => {
  setup = next;
  session = await openEncodingSession(next, { onPacket, onAudioEnd });
  ring = next.replaySeconds > 0 ? createReplayRing(next.replaySeconds) : undefined;
  tell({ type: 'ready', video: session.video, audio: session.audio });
};

const takeFrame = async (frame: VideoFrame, time: number): Promise<void> => {
  try {
    if (session === undefined) frame.close();
    else await session.addFrame(frame, time);
  } catch (error) {
    tell({ type: 'fault', what: 'recorder', message: sentence(error) });
  }
  tell({ type: 'taken' });
};

const openFile = (name: string, onFault: (message: string) => void): PacketFile | undefined =>
  setup === undefined || session === undefined
    ? undefined
    : createPacketFile({
        name,
        format: setup.format,
        video: session.video,
        transparent: session.transparent,
        audio: session.audio,
        onFault,
      });

const endRecording = (): PacketFile | undefined => {
  clearInterval(progress);
  const ended = recording;
  recording = undefined;
  return ended;
};

const tellProgress = (): void => {
  if (recording !== undefined) tell({ type: 'progress', seconds: recording.seconds, bytes: recording.bytes });
};

const start = (name: string): void => {
  if (recording !== undefined) return;
  session?.wantKey();
  recording = openFile(name, (message) => {
    endRecording();
    tell({ type: 'fault', what: 'recording', message });
  });
  progress = setInterval(tellProgress, 500);
};

const stop = async (): Promise<void> => {
  const ended = endRecording();
  await ended?.finish();
  tell({ type: 'saved', what: 'recording' });
};

const saveReplay = async (name: string): Promise<void> => {
  const packets = ring?.packets() ?? [];
  if (packets.length === 0)
    return tell({
      type: 'fault',
      what: 'replay',
      message: 'There is nothing to save yet: nothing was shown.',
    });
  let failed = false;
  const file = openFile(name, (message) => {
    failed = true;
    tell({ type: 'fault', what: 'replay', message });
  });
  for (const packet of [...packets]) file?.add(packet);
  await file?.finish();
  if (!failed) tell({ type: 'saved', what: 'replay' });
};

const handle = (message: ToRecorder): void | Promise<void> => {
  switch (message.type) {
    case 'set-up':
      ready = setUp(message.setup);
      return ready;
    case 'frame':
      return takeFrame(message.frame, message.time);
    case 'start':
      return ready.then(() => start(message.name));
    case 'stop':
      return stop();
    case 'save-replay':
      return ready.then(() => saveReplay(message.name));
  }
};

self.addEventListener('message', ({ data }: MessageEvent<ToRecorder>): void => {
  Promise.resolve()
    .then(() => handle(data))
    .catch((error: unknown) => tell({ type: 'fault', what: 'recorder', message: sentence(error) }));
});
