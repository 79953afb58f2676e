import type { ModelsState } from '@shared/api';
import type { WindowChannel } from '../channel';
import type { Host } from '../host';
import type { SourcePipeline } from '../pipeline';
import type { OpenAvatar } from './avatar-import/open-avatar';
import type { AvatarLook } from './avatar-look';
import type { CameraAccess } from './cameras';
import type { StudioKey } from './i18n';
import type { ThumbnailCache } from './thumbnail-cache';
import type { PutFile } from './upload';

/** What Studio is given from outside: `main.tsx` gives the real things, tests give others. */
export interface StudioDeps {
  host: Host;
  channel: WindowChannel;
  /** Capture → track → solve; loaded after the first paint. */
  loadPipeline(): Promise<SourcePipeline>;
  /** The avatar in the middle; its code loads when it is first shown. */
  avatarLook: Pick<AvatarLook, 'open'> & Partial<Omit<AvatarLook, 'open'>>;
  cameras: CameraAccess;
  putFile: PutFile;
  /** Makes an avatar, a VRM file, of one picture of a face. @throws Error with a sentence for the user. */
  portraitOf(file: File, name: string, models: ModelsState): Promise<Blob>;
  /** Looks into an avatar's file, and makes an avatar of a model; not in this page's own time. */
  openAvatar: OpenAvatar;
  /** Keeps portraits of avatars; without it they are read anew at each start. */
  thumbnails?: ThumbnailCache;
  /** Draws a portrait of an avatar whose file has none. */
  drawThumbnail?(file: Uint8Array): Promise<Blob>;
  /** Bytes of a file that the host lists. @throws where it cannot be had. */
  getFile(url: string): Promise<Blob>;
}

/** Shows a fault for a while: Studio's sentence, and the program's own, where there is one. */
export type ShowFault = (message: StudioKey, detail?: string) => void;
