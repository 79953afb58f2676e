import { type EncodingSession, openEncodingSession } from './encoding-session';
import { createPacketFile, type PacketFile } from './packet-file';
import { createRecentSound } from './recent-sound';
import type { FromRecorder, RecorderSetup, ToRecorder } from './recorder-messages';
import { createReplayRing, type ReplayRing } from './replay-ring';
import type { TrackPacket } from './track-packet';

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
/** For a file that begins: its first picture comes after the sound of it. */
const recentSound = createRecentSound();
/** Files that have ended, whose last pictures and sound are still being encoded. */
const finishing = new Set<PacketFile>();
let progress: ReturnType<typeof setInterval> | undefined;

const tell = (message: FromRecorder): void => postMessage(message);

const sentence = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'The recorder has stopped.';

const onPacket = (packet: TrackPacket): void => {
  if (packet.track === 'audio') recentSound.add(packet);
  ring?.add(packet);
  recording?.add(packet);
  for (const file of finishing) file.add(packet);
};

const onAudioEnd = (message: string): void => {
  recording?.endAudio();
  for (const file of finishing) file.endAudio();
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

const openFile = (name: string, begin: number, onFault: (message: string) => void): PacketFile | undefined =>
  setup === undefined || session === undefined
    ? undefined
    : createPacketFile({
        name,
        format: setup.format,
        video: session.video,
        transparent: session.transparent,
        audio: session.audio,
        begin,
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
  // Pictures from before are still being encoded.
  const begin = session?.end ?? 0;
  const file = openFile(name, begin, (message) => {
    finishing.delete(file as PacketFile);
    const isOver = recording !== file;
    if (!isOver) endRecording();
    tell({ type: 'fault', what: isOver ? 'finishing' : 'recording', message });
  });
  recording = file;
  for (const sound of recentSound.from(begin)) file?.add(sound);
  progress = setInterval(tellProgress, 500);
};

const stop = async (): Promise<void> => {
  const file = endRecording();
  if (file !== undefined && session !== undefined) {
    const { end } = session;
    file.endAt(end);
    finishing.add(file);
    await session.reaches(end);
    finishing.delete(file);
    await file.finish();
  }
  tell({ type: 'saved', what: 'recording' });
};

const saveReplay = async (name: string): Promise<void> => {
  const end = session?.end ?? 0;
  await session?.reaches(end);
  const packets = ring?.packets() ?? [];
  if (packets.length === 0)
    return tell({
      type: 'fault',
      what: 'replay',
      message: 'There is nothing to save yet: nothing was shown.',
    });
  let failed = false;
  const file = openFile(name, 0, (message) => {
    failed = true;
    tell({ type: 'fault', what: 'replay', message });
  });
  file?.endAt(end);
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
      return ready.then(stop);
    case 'save-replay':
      return ready.then(() => saveReplay(message.name));
  }
};

self.addEventListener('message', ({ data }: MessageEvent<ToRecorder>): void => {
  Promise.resolve()
    .then(() => handle(data))
    .catch((error: unknown) => tell({ type: 'fault', what: 'recorder', message: sentence(error) }));
});
