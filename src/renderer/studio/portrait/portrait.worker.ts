import { makePortrait, type PortraitSource } from '../../../avatar-maker/portrait';

/** What comes back: the VRM file, or a sentence for the user. */
export type PortraitAnswer = { file: Uint8Array } | { message: string };

self.onmessage = ({ data }: MessageEvent<PortraitSource>): void => {
  let answer: PortraitAnswer;
  try {
    answer = { file: makePortrait(data) };
  } catch (error) {
    answer = { message: error instanceof Error ? error.message : 'The avatar could not be made.' };
  }
  self.postMessage(answer);
};
