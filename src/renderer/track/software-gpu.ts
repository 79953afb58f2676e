/** Renderers that are the CPU in disguise: there the GPU delegate is about ten times slower than the CPU one. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|microsoft basic render|\bwarp\b/i;

export const isSoftwareRenderer = (renderer: string): boolean => SOFTWARE.test(renderer);
