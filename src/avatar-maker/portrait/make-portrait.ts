import { type BodyPlan, GIRL } from '../body-plan';
import { createGlbWriter } from '../file/glb';
import { PICTURE_EXTENSIONS, pictureVrm, unlit } from '../file/picture-vrm';
import { encodePng } from '../paint/image';
import { createSkeleton } from '../skeleton';
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
    Picture: writer.addMaterial(unlit('Picture', picture, source.hasAlpha ? 'MASK' : 'OPAQUE')),
    Mouth: writer.addMaterial(
      unlit('Mouth', writer.addTexture('Mouth', encodePng(paintCavity()), false), 'OPAQUE'),
    ),
  };
  const places = new Map<string, { node: number; index: number }[]>();
  const nodes = meshes.map((mesh) => {
    const { node, targets } = writer.addMesh(mesh, materials[mesh.material]!);
    for (const [name, index] of targets) places.set(name, [...(places.get(name) ?? []), { node, index }]);
    return node;
  });
  const vrm = pictureVrm({
    name: source.name,
    skeleton,
    meshes: nodes,
    thumbnail: 0,
    eyes: EYES[1],
    expressions: portraitExpressions(places),
  });
  return writer.finish({ VRMC_vrm: vrm }, PICTURE_EXTENSIONS, 'Kagami portrait maker');
}
