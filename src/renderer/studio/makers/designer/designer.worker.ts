import type { AvatarRecipe } from '@shared/avatar-recipe';
import { createAvatarMaker } from '../../../../avatar-maker';

export interface DesignerOrder {
  readonly id: number;
  readonly recipe: AvatarRecipe;
  /** Pixels a side of the picture in the file. */
  readonly thumbnail: number;
}

/** What comes back: the VRM file, or a sentence for the user. */
export type DesignerAnswer = { readonly id: number } & (
  | { readonly file: Uint8Array }
  | { readonly message: string }
);

const maker = createAvatarMaker();

self.onmessage = ({ data: { id, recipe, thumbnail } }: MessageEvent<DesignerOrder>): void => {
  let answer: DesignerAnswer;
  try {
    answer = { id, file: maker.make(recipe, thumbnail) };
  } catch (error) {
    answer = { id, message: error instanceof Error ? error.message : 'The avatar could not be made.' };
  }
  self.postMessage(answer, { transfer: 'file' in answer ? [answer.file.buffer as ArrayBuffer] : [] });
};
