/** What a take can be made into for an avatar. */
type MadeFormat = 'vrma' | 'bvh' | 'glb' | 'webm' | 'mp4';

/** What a take can be saved as. `ktake`: a part of it as a take of its own. */
export const EXPORT_FORMATS = ['vrma', 'bvh', 'glb', 'webm', 'mp4', 'ktake'] as const satisfies readonly (
  | MadeFormat
  | 'ktake'
)[];
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Part of a take, ms. */
interface TakePart {
  from: number;
  to: number;
}

/** A take solved anew and made into a file. */
export interface MadeWish extends TakePart {
  format: MadeFormat;
  /** The avatar's id. */
  avatar: string;
  frameRate: number;
  /** Of a video, pixels. */
  size: { width: number; height: number };
}

/** What the user wants a take as. */
export type ExportWish = MadeWish | ({ format: 'ktake' } & TakePart);

export const isVideo = (format: ExportFormat): format is 'webm' | 'mp4' =>
  format === 'webm' || format === 'mp4';
