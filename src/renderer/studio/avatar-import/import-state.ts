import type { BoneMap, MapGuess, Rig } from '../../../avatar-maker/import';
import type { AvatarTerms } from '../../avatar/avatar-terms';

/** What happens to an avatar's file on its way to the Stage, in order. */
export type AvatarStep = 'file' | 'checking' | 'reading' | 'converting' | 'storing' | 'opening';

/** An avatar that is on its way. The one before is shown until it is there. */
export interface AvatarJob {
  name: string;
  step: AvatarStep;
  /** 0..1 of the step; undefined where that cannot be told. */
  share: number | undefined;
  /** Bytes of the step, where it is one of moving them. */
  bytes?: { done: number; total: number };
}

/** Terms that the user is shown. */
export interface ShownTerms {
  name: string;
  terms: AvatarTerms;
  /** The avatar is used once they are accepted; else they are shown again. */
  toAccept: boolean;
}

/** A model whose bones the user names. */
export interface BoneQuestion {
  name: string;
  rig: Rig;
  /** What is proposed. */
  map: BoneMap;
  guess: MapGuess;
}

/** Steps of an avatar's way that Studio shows. */
export interface AvatarImportState {
  avatarJob: AvatarJob | undefined;
  termsShown: ShownTerms | undefined;
  boneQuestion: BoneQuestion | undefined;
}

export const NO_IMPORT: AvatarImportState = {
  avatarJob: undefined,
  termsShown: undefined,
  boneQuestion: undefined,
};
