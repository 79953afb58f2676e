import type { Skeleton } from '../skeleton';
import { OWNER_ONLY } from './owner-only';

export const PICTURE_EXTENSIONS = ['VRMC_vrm', 'KHR_materials_unlit'] as const;

/** Shows the picture's own colours whatever the light. Source: KHR_materials_unlit. */
export const unlit = (name: string, texture: number, alphaMode: 'OPAQUE' | 'MASK' | 'BLEND'): object => ({
  name,
  // A lid that closes further than the eye turns its triangles over.
  doubleSided: true,
  alphaMode,
  ...(alphaMode === 'MASK' && { alphaCutoff: 0.5 }),
  pbrMetallicRoughness: {
    baseColorTexture: { index: texture },
    metallicFactor: 0,
    roughnessFactor: 1,
  },
  extensions: { KHR_materials_unlit: {} },
});

export interface PictureVrmParts {
  readonly name: string;
  readonly skeleton: Skeleton;
  /** Nodes of the meshes. */
  readonly meshes: readonly number[];
  /** Index of an image. */
  readonly thumbnail: number;
  /** Height of the eyes, metres. */
  readonly eyes: number;
  /** VRMC_vrm's `expressions`. */
  readonly expressions: object;
}

/**
 * VRMC_vrm of an avatar made of somebody's pictures. The rights are those of whoever owns them, so the file grants none.
 * Source: VRMC_vrm-1.0.
 */
export function pictureVrm({
  name,
  skeleton,
  meshes,
  thumbnail,
  eyes,
  expressions,
}: PictureVrmParts): object {
  const look = (outputScale: number) => ({ inputMaxValue: 30, outputScale });
  const head = skeleton.at('head');
  return {
    specVersion: '1.0',
    meta: {
      name,
      version: '1.0',
      authors: ['The owner of the picture'],
      thumbnailImage: thumbnail,
      ...OWNER_ONLY,
    },
    humanoid: {
      humanBones: Object.fromEntries(
        skeleton.bones
          // Eyes of a picture move by expressions, and it has no jaw of its own.
          .map((bone, i) => [bone.name, { node: i + 1 }] as const)
          .filter(([bone]) => !['leftEye', 'rightEye', 'jaw'].includes(bone)),
      ),
    },
    firstPerson: { meshAnnotations: meshes.map((node) => ({ node, type: 'both' })) },
    lookAt: {
      type: 'expression',
      offsetFromHeadBone: [0, eyes - head[1], 0.05],
      rangeMapHorizontalInner: look(1),
      rangeMapHorizontalOuter: look(1),
      rangeMapVerticalDown: look(1),
      rangeMapVerticalUp: look(1),
    },
    expressions,
  };
}
