import {
  type AudioCodec,
  AudioSample,
  AudioSampleSource,
  canEncodeAudio,
  getFirstEncodableVideoCodec,
  MkvOutputFormat,
  NullTarget,
  Output,
  QUALITY_HIGH,
  QUALITY_LOW,
  QUALITY_MEDIUM,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny';
import { createEncodingProgress } from './encoding-progress';
import type { RecorderSetup } from './recorder-messages';
import { readSound } from './sound-reader';
import type { TrackPacket } from './track-packet';

const QUALITIES = { low: QUALITY_LOW, medium: QUALITY_MEDIUM, high: QUALITY_HIGH } as const;
/** Seconds between key frames: where playing can begin, and how exactly a replay can. */
const KEY_EVERY = 1;

/** Encodes pictures and sound as they come; the packets go to whoever wants them. */
export interface EncodingSession {
  readonly video: VideoCodec;
  readonly audio: AudioCodec | undefined;
  readonly transparent: boolean;
  /** Where the last picture that was given ends, seconds on the session's clock. */
  readonly end: number;
  /** Takes the frame over. Resolves when the next one can be given. @param time ms of the one clock */
  addFrame(frame: VideoFrame, time: number): Promise<void>;
  /** The next frame will be a key frame. */
  wantKey(): void;
  /**
   * Resolves when picture and sound of the moment (seconds on the session's clock) have come as packets, or cannot be expected any more.
   * Both go on meanwhile.
   */
  reaches(moment: number): Promise<void>;
  close(): Promise<void>;
}

export interface SessionEvents {
  onPacket(packet: TrackPacket): void;
  /** The microphone was unplugged or its sound cannot be encoded. */
  onAudioEnd(message: string): void;
}

/** @throws Error with a sentence where this browser can encode nothing of the size. */
export const openEncodingSession = async (
  setup: RecorderSetup,
  events: SessionEvents,
): Promise<EncodingSession> => {
  const transparent = setup.format === 'webm';
  const quality = QUALITIES[setup.quality];
  const size = { width: setup.width, height: setup.height };
  const codecs: VideoCodec[] = transparent ? ['vp9', 'vp8'] : ['avc', 'av1', 'vp9'];
  const codec = await getFirstEncodableVideoCodec(codecs, { ...size, quality });
  if (codec === null)
    throw new Error('Video of this size cannot be recorded here. Choose a smaller size of the feed.');
  const audioCodec = await audioCodecFor(setup);

  const progress = createEncodingProgress(audioCodec === undefined ? ['video'] : ['video', 'audio']);
  const onPacket = (packet: TrackPacket): void => {
    events.onPacket(packet);
    progress.came(packet.track, packet.packet.timestamp + packet.packet.duration);
  };

  // The encoders feed a file that is thrown away; their packets are what is wanted.
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target: new NullTarget() });
  let videoMeta: EncodedVideoChunkMetadata | undefined;
  let audioMeta: EncodedAudioChunkMetadata | undefined;
  const video = new VideoSampleSource({
    codec,
    quality,
    alpha: transparent ? 'keep' : 'discard',
    keyFrameInterval: KEY_EVERY,
    latencyMode: 'realtime',
    sizeChangeBehavior: 'contain',
    onEncodedPacket: (packet, meta) => {
      // A decoder's set-up comes with the first packet alone; a file may begin with any key frame.
      if (meta?.decoderConfig !== undefined) videoMeta = meta;
      onPacket({ track: 'video', packet, meta: videoMeta });
    },
  });
  output.addVideoTrack(video, { canBeTransparent: transparent });
  const audio =
    audioCodec === undefined
      ? undefined
      : new AudioSampleSource({
          codec: audioCodec,
          quality: QUALITY_HIGH,
          onEncodedPacket: (packet, meta) => {
            if (meta?.decoderConfig !== undefined) audioMeta = meta;
            onPacket({ track: 'audio', packet, meta: audioMeta });
          },
        });
  if (audio !== undefined) output.addAudioTrack(audio);
  await output.start();

  let origin: number | undefined;
  let lastTime = Number.NEGATIVE_INFINITY;
  let end = 0;
  let keyWanted = true;
  const reader = setup.audio?.stream.getReader();
  let closed = false;

  const addSound = async (chunk: AudioData, time: number): Promise<void> => {
    using sample = new AudioSample(chunk);
    if (origin === undefined || time < origin) return;
    sample.setTimestamp((time - origin) / 1000);
    await audio?.add(sample);
  };

  const recordSound = async (): Promise<void> => {
    if (reader === undefined) return;
    if (audio === undefined) {
      await reader.cancel();
      return;
    }
    await readSound(reader, {
      now: () => performance.timeOrigin + performance.now(),
      hasPicture: () => origin !== undefined,
      take: addSound,
    });
    audio.close();
    if (!closed) events.onAudioEnd('The microphone was unplugged: the recording goes on without sound.');
  };

  recordSound()
    .catch(() => {
      if (!closed)
        events.onAudioEnd('The microphone cannot be recorded: the recording goes on without sound.');
    })
    .finally(() => progress.ended('audio'));

  return {
    video: codec,
    audio: audioCodec,
    transparent,
    get end() {
      return end;
    },
    async addFrame(frame, time) {
      origin ??= time;
      // Two frames of one moment would be one for a player.
      if (time - lastTime < 1) {
        frame.close();
        return;
      }
      const duration = Number.isFinite(lastTime) ? Math.min(time - lastTime, 100) : 1000 / 30;
      lastTime = time;
      end = (time - origin + duration) / 1000;
      using sample = new VideoSample(frame, {
        timestamp: (time - origin) / 1000,
        duration: duration / 1000,
      });
      const key = keyWanted;
      keyWanted = false;
      await video.add(sample, key ? { keyFrame: true } : {});
    },
    wantKey: () => {
      keyWanted = true;
    },
    reaches: progress.reaches,
    async close() {
      closed = true;
      await reader?.cancel().catch(() => undefined);
      await output.cancel().catch(() => undefined);
    },
  };
};

const audioCodecFor = async ({ audio, format }: RecorderSetup): Promise<AudioCodec | undefined> => {
  if (audio === undefined) return undefined;
  const { sampleRate, numberOfChannels } = audio;
  const codecs: AudioCodec[] = format === 'mp4' ? ['aac', 'opus'] : ['opus'];
  for (const codec of codecs)
    if (await canEncodeAudio(codec, { sampleRate, numberOfChannels, quality: QUALITY_HIGH })) return codec;
  return undefined;
};
