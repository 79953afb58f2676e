import type { AlignedFace } from './aligned-face';

export const estimateArkit = (_face: AlignedFace, weights: Float32Array): void => {
  weights.fill(0);
};
