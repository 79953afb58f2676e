import { createSoundReader, FRAME_SIZE } from '@motion/voice/sound-reader';

/** What a page's AudioWorkletGlobalScope has, which TypeScript's libraries do not know. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const registerProcessor: (name: string, processor: new () => AudioWorkletProcessor) => void;

/** Frames in a message: one every 20 ms. */
const FRAMES = 2;

/** Reads sound where it comes in: what goes to the page are frames of features, of which no sound can be made again. */
class SoundFeatures extends AudioWorkletProcessor {
  private readonly frames = new Float32Array(FRAMES * FRAME_SIZE);
  private count = 0;
  private readonly reader = createSoundReader((frame) => {
    this.frames.set(frame, this.count * FRAME_SIZE);
    this.count = (this.count + 1) % FRAMES;
    if (this.count === 0) this.port.postMessage(this.frames);
  });

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const channel = inputs[0]?.[0];
    if (channel !== undefined) this.reader.push(channel);
    return true;
  }
}

registerProcessor('sound-features', SoundFeatures);
