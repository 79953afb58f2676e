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
import type { TrackPacket } from './packet-file';
import type { RecorderSetup } from './recorder-messages';

const QUALITIES = { low: QUALITY_LOW, medium: QUALITY_MEDIUM, high: QUALITY_HIGH } as const;
/** Seconds between key frames: where playing can begin, and how exactly a replay can. */
const KEY_EVERY = 1;
/** Chunks of sound from whose arrival its clock is set against the picture's: the one that came soonest was late least. */
const SETTLING_CHUNKS = 8;

/** Encodes pictures and sound as they come; the packets go to whoever wants them. */
export interface EncodingSession {
  readonly video: VideoCodec;
  readonly audio: AudioCodec | undefined;
  readonly transparent: boolean;
  /** Takes the frame over. Resolves when the next one can be given. @param time ms of the one clock */
  addFrame(frame: VideoFrame, time: number): Promise<void>;
  /** The next frame will be a key frame. */
  wantKey(): void;
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
      events.onPacket({ track: 'video', packet, meta: videoMeta });
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
            events.onPacket({ track: 'audio', packet, meta: audioMeta });
          },
        });
  if (audio !== undefined) output.addAudioTrack(audio);
  await output.start();

  let origin: number | undefined;
  let lastTime = Number.NEGATIVE_INFINITY;
  let keyWanted = true;
  const reader = setup.audio?.stream.getReader();
  let closed = false;

  const addAudio = async (data: AudioData, offset: number): Promise<void> => {
    const begin = origin;
    const time = data.timestamp / 1000 + offset;
    if (begin === undefined || time < begin) {
      data.close();
      return;
    }
    using sample = new AudioSample(data);
    sample.setTimestamp((time - begin) / 1000);
    await audio?.add(sample);
  };

  const readAudio = async (): Promise<void> => {
    if (reader === undefined) return;
    if (audio === undefined) {
      await reader.cancel();
      return;
    }
    const settling: AudioData[] = [];
    let offset = Number.POSITIVE_INFINITY;
    for (;;) {
      const { value, done } = await reader.read();
      if (done || value === undefined) break;
      if (settling.length < SETTLING_CHUNKS) {
        const arrived = performance.timeOrigin + performance.now();
        offset = Math.min(offset, arrived - (value.timestamp + value.duration) / 1000);
        settling.push(value);
        if (settling.length < SETTLING_CHUNKS) continue;
        for (const early of settling) await addAudio(early, offset);
      } else await addAudio(value, offset);
    }
    audio.close();
    if (!closed) events.onAudioEnd('The microphone was unplugged: the recording goes on without sound.');
  };

  readAudio().catch(() => {
    if (!closed) events.onAudioEnd('The microphone cannot be recorded: the recording goes on without sound.');
  });

  return {
    video: codec,
    audio: audioCodec,
    transparent,
    async addFrame(frame, time) {
      origin ??= time;
      // Two frames of one moment would be one for a player.
      if (time - lastTime < 1) {
        frame.close();
        return;
      }
      const duration = Number.isFinite(lastTime) ? Math.min(time - lastTime, 100) : 1000 / 30;
      lastTime = time;
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
