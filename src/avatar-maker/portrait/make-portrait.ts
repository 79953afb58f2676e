import { type BodyPlan, GIRL } from '../body-plan';
import { createGlbWriter } from '../file/glb';
import { encodePng } from '../paint/image';
import { createSkeleton, type Skeleton } from '../skeleton';
import type { Vec3 } from '../vector';
import { eyeMotions } from './eye-motions';
import { createFaceFrame, type FoundFace } from './face-frame';
import { lipMotions } from './lip-motions';
import { createCavity, createTeeth, paintCavity } from './mouth';
import { portraitExpressions } from './portrait-expressions';
import { addPortraitMorph, createSheet } from './sheet';

export interface PortraitSource {
  readonly name: string;
  /** The picture's file, whose pixels `face` was found in. */
  readonly image: Uint8Array;
  readonly mimeType: 'image/png' | 'image/jpeg';
  /** Parts of the picture are transparent. */
  readonly hasAlpha: boolean;
  readonly face: FoundFace;
}

/** Middle between the eyes, where the picture's face is put: a small person's. */
const EYES: Vec3 = [0, 1.31, 0.02];
const PLAN: BodyPlan = { ...GIRL, eyePivot: [0.03, EYES[1], 0.05] };

const EXTENSIONS = ['VRMC_vrm', 'KHR_materials_unlit'] as const;

/**
 * Brings a picture of one face to life as a VRM 1.0 file: the picture on a sheet that is bent by ARKit's 52 expressions (but
 * for the tongue) and turned with depth by the head's bones, with the inside of a mouth behind it.
 * @throws Error with a sentence for the user where the face is too small or turned too far
 */
export function makePortrait(source: PortraitSource): Uint8Array {
  const face = createFaceFrame(source.face, EYES);
  const motions = { ...lipMotions(face), ...eyeMotions(face) };
  const sheet = createSheet(face, motions.jawOpen!);
  for (const [name, motion] of Object.entries(motions))
    addPortraitMorph(sheet.mesh, sheet.points, name, motion, face);
  const teeth = createTeeth(face, sheet);
  const meshes = [sheet.mesh, createCavity(face, motions), ...(teeth ? [teeth] : [])];

  const writer = createGlbWriter();
  const skeleton = createSkeleton(PLAN);
  writer.addSkeleton(skeleton);
  const picture = writer.addTexture('Picture', source.image, false, source.mimeType);
  const materials: Readonly<Record<string, number>> = {
    Picture: writer.addMaterial(unlit('Picture', picture, source.hasAlpha)),
    Mouth: writer.addMaterial(
      unlit('Mouth', writer.addTexture('Mouth', encodePng(paintCavity()), false), false),
    ),
  };
  const places = new Map<string, { node: number; index: number }[]>();
  const nodes = meshes.map((mesh) => {
    const { node, targets } = writer.addMesh(mesh, materials[mesh.material]!);
    for (const [name, index] of targets) places.set(name, [...(places.get(name) ?? []), { node, index }]);
    return node;
  });
  return writer.finish(
    { VRMC_vrm: vrmJson(source.name, skeleton, nodes, places) },
    EXTENSIONS,
    'Kagami portrait maker',
  );
}

/** Shows the picture's own colours whatever the light. Source: KHR_materials_unlit. */
const unlit = (name: string, texture: number, hasAlpha: boolean): object => ({
  name,
  // A lid that closes further than the eye turns its triangles over.
  doubleSided: true,
  alphaMode: hasAlpha ? 'MASK' : 'OPAQUE',
  ...(hasAlpha && { alphaCutoff: 0.5 }),
  pbrMetallicRoughness: {
    baseColorTexture: { index: texture },
    metallicFactor: 0,
    roughnessFactor: 1,
  },
  extensions: { KHR_materials_unlit: {} },
});

/** Source: VRMC_vrm-1.0. The rights are those of whoever owns the picture, so the file grants none. */
function vrmJson(
  name: string,
  skeleton: Skeleton,
  meshes: readonly number[],
  places: ReadonlyMap<string, readonly { node: number; index: number }[]>,
): object {
  const look = (outputScale: number) => ({ inputMaxValue: 30, outputScale });
  const head = skeleton.at('head');
  return {
    specVersion: '1.0',
    meta: {
      name,
      version: '1.0',
      authors: ['The owner of the picture'],
      licenseUrl: 'https://vrm.dev/licenses/1.0/',
      thumbnailImage: 0,
      avatarPermission: 'onlyAuthor',
      allowExcessivelyViolentUsage: false,
      allowExcessivelySexualUsage: false,
      commercialUsage: 'personalNonProfit',
      allowPoliticalOrReligiousUsage: false,
      allowAntisocialOrHateUsage: false,
      creditNotation: 'required',
      allowRedistribution: false,
      modification: 'prohibited',
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
      offsetFromHeadBone: [0, EYES[1] - head[1], 0.05],
      rangeMapHorizontalInner: look(1),
      rangeMapHorizontalOuter: look(1),
      rangeMapVerticalDown: look(1),
      rangeMapVerticalUp: look(1),
    },
    expressions: portraitExpressions(places),
  };
}
