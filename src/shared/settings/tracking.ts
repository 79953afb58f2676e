import { z } from 'zod';

export const trackingSettings = z.object({
  mode: z.enum(['face', 'upper', 'full']).default('upper'),
  /** `auto` measures GPU against CPU at start and takes the faster. */
  delegate: z.enum(['auto', 'gpu', 'cpu']).default('auto'),
  /** `full` models are more exact, `lite` ones cheaper. */
  quality: z.enum(['full', 'lite']).default('full'),
  /** `auto` takes the official Face Landmarker where its file is there, else the npm Face Mesh. */
  face: z.enum(['auto', 'face-landmarker', 'face-mesh']).default('auto'),
});
