import type { AvatarProbe } from '../avatar/avatar-probe';
import type { StagePage } from './stage-page';

/** A read-only probe for tests and pictures, `window.kagamiStage`. Nothing of the program reads it. */
export interface StageProbe {
  readonly ready: boolean;
  readonly avatarId: string | undefined;
  /** Frames drawn so far. */
  readonly frames: number;
  readonly info: StagePage['view']['info'];
  bones(): AvatarProbe['bones'];
  expressions(): AvatarProbe['expressions'];
  lookAt(): AvatarProbe['lookAt'];
  resources(): { geometries: number; textures: number };
}

declare global {
  interface Window {
    kagamiStage?: StageProbe;
  }
}

export const exposeStageProbe = (page: StagePage): void => {
  window.kagamiStage = {
    get ready() {
      return page.shownId !== undefined && page.frames > 0;
    },
    get avatarId() {
      return page.shownId;
    },
    get frames() {
      return page.frames;
    },
    get info() {
      return page.view.info;
    },
    bones: () => page.view.probe()?.bones ?? {},
    expressions: () => page.view.probe()?.expressions ?? {},
    lookAt: () => page.view.probe()?.lookAt,
    resources: () => page.view.resources(),
  };
};
