import { VRM_PRESETS } from '@shared/expressions';
import {
  NEUTRAL,
  SPRITE_EXTENSION,
  type SpriteExtension,
  type SpriteExtent,
  type SpriteMood,
  type SpriteMotion,
  type SpriteType,
  spriteExtensionSchema,
} from '@shared/sprite-avatar';
import { type BodyPlan, GIRL } from '../body-plan';
import { createGlbWriter } from '../file/glb';
import { PICTURE_EXTENSIONS, pictureVrm, unlit } from '../file/picture-vrm';
import { addQuad, addVertex, createMesh } from '../mesh';
import { createSkeleton } from '../skeleton';

export interface SpriteSource {
  readonly name: string;
  readonly extent: SpriteExtent;
  /** Files as the user gave them; the moods' numbers are places in this list. */
  readonly pictures: readonly { readonly bytes: Uint8Array; readonly mimeType: SpriteType }[];
  readonly moods: readonly SpriteMood[];
  readonly motion: SpriteMotion;
  /** The first picture, small and still: what other programs and lists show. A PNG's file and its size in pixels. */
  readonly still: { readonly png: Uint8Array; readonly width: number; readonly height: number };
}

/** A person's height of eyes and of the top of the head, metres: where the picture is hung. */
const EYES = 1.31;
export const SPRITE_TOP = 1.5;
const PLAN: BodyPlan = { ...GIRL, eyePivot: [0.03, EYES, 0.05] };

/** Height of the picture, metres, such that the camera's shot of that name shows it whole. */
export const SPRITE_HEIGHT: Readonly<Record<SpriteExtent, number>> = { bust: 0.46, half: 0.69, full: 1.5 };

/**
 * Packs pictures by states as a VRM 1.0 file. Kagami shows them as the extension {@link SPRITE_EXTENSION} says; any other program shows
 * the still.
 * @throws ZodError where the moods do not fit the pictures
 */
export function makeSpriteAvatar(source: SpriteSource): Uint8Array {
  const writer = createGlbWriter();
  const skeleton = createSkeleton(PLAN);
  writer.addSkeleton(skeleton);
  const texture = writer.addTexture('Still', source.still.png, false);
  const { node } = writer.addMesh(sheetOf(source), writer.addMaterial(unlit('Still', texture, 'BLEND')));
  const extension: SpriteExtension = spriteExtensionSchema.parse({
    version: 1,
    extent: source.extent,
    pictures: source.pictures.map(({ bytes, mimeType }) => ({
      bufferView: writer.addBytes(bytes),
      mimeType,
    })),
    moods: source.moods,
    motion: source.motion,
  });
  const vrm = pictureVrm({
    name: source.name,
    skeleton,
    meshes: [node],
    thumbnail: 0,
    eyes: EYES,
    expressions: spriteExpressions(source.moods),
  });
  return writer.finish(
    { VRMC_vrm: vrm, [SPRITE_EXTENSION]: extension },
    [...PICTURE_EXTENSIONS, SPRITE_EXTENSION],
    'Kagami sprite avatar maker',
  );
}

function sheetOf({ extent, still }: SpriteSource) {
  const height = SPRITE_HEIGHT[extent];
  const half = (height * still.width) / still.height / 2;
  const mesh = createMesh('Still', 'Still');
  const corner = (x: number, y: number, u: number, v: number): number =>
    addVertex(mesh, {
      position: [x, y, 0],
      normal: [0, 0, 1],
      uv: [u, v],
      weights: [['hips', 1]],
    });
  const low = SPRITE_TOP - height;
  addQuad(
    mesh,
    corner(-half, low, 0, 1),
    corner(half, low, 1, 1),
    corner(half, SPRITE_TOP, 1, 0),
    corner(-half, SPRITE_TOP, 0, 0),
  );
  return mesh;
}

/** Names that motion and hotkeys call; they bend nothing, for the pictures themselves change. */
function spriteExpressions(moods: readonly SpriteMood[]): object {
  const entry = {
    isBinary: false,
    overrideBlink: 'none',
    overrideLookAt: 'none',
    overrideMouth: 'none',
  };
  const presets = new Set<string>(VRM_PRESETS);
  const names = moods.map(({ name }) => name).filter((name) => name !== NEUTRAL);
  const of = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, entry]));
  return {
    preset: of(['aa', 'ih', 'ou', 'ee', 'oh', 'blink', ...names.filter((name) => presets.has(name))]),
    custom: of(names.filter((name) => !presets.has(name))),
  };
}
