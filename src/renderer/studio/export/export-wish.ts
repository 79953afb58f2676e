/** What a take can be saved as. */
export const EXPORT_FORMATS = ['vrma', 'bvh', 'glb', 'webm', 'mp4'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the user wants a take as. */
export interface ExportWish {
  format: ExportFormat;
  /** The avatar's id. */
  avatar: string;
  /** Part of the take, ms. */
  from: number;
  to: number;
  frameRate: number;
  /** Of a video, pixels. */
  size: { width: number; height: number };
}

export const isVideo = (format: ExportFormat): format is 'webm' | 'mp4' =>
  format === 'webm' || format === 'mp4';
