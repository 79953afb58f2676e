import { RECIPE_EXTRA } from '@shared/avatar-recipe';
import { buildCharacter, type Character } from './character';
import { createGlbWriter, type MeshPart } from './file/glb';
import { materialJson } from './file/material';
import { EXTENSIONS, vrmJson } from './file/vrm';
import { paintLooks, REPEATING } from './looks';
import type { Mesh } from './mesh';
import { encodePng } from './paint/image';
import { drawPortrait } from './paint/portrait';
import type { AvatarRecipe } from './recipe';

/** A character's picture in its file, pixels a side. */
const THUMBNAIL = 320;

/**
 * Makes a character as a VRM 1.0 file. The same recipe gives the same bytes. Takes about a second; runs in Node and in a
 * browser worker alike. Throws where a colour is not `#rrggbb`.
 */
export const makeAvatar = (recipe: AvatarRecipe): Uint8Array => createAvatarMaker().make(recipe);

/** Makes one character after another, and keeps the last one's shape: another colour needs new paint alone. */
export interface AvatarMaker {
  /** @param thumbnail pixels a side of the picture in the file; small for a file that is only looked at */
  make(recipe: AvatarRecipe, thumbnail?: number): Uint8Array;
}

export function createAvatarMaker(): AvatarMaker {
  let shape = '';
  let character: Character | undefined;
  return {
    make: (recipe, thumbnail = THUMBNAIL) => {
      const { body, face, hair, outfit, legs } = recipe;
      const wanted = JSON.stringify([body, face, hair, outfit, legs]);
      if (character === undefined || wanted !== shape) character = buildCharacter(recipe);
      shape = wanted;
      return packAvatar(recipe, character, thumbnail);
    },
  };
}

function packAvatar(recipe: AvatarRecipe, character: Character, thumbnail: number): Uint8Array {
  const looks = paintLooks(recipe, character);
  const writer = createGlbWriter();
  writer.addSkeleton(character.skeleton);

  const textures = new Map<string, number>();
  for (const [name, picture] of looks.textures)
    textures.set(name, writer.addTexture(name, encodePng(picture), REPEATING.has(name)));
  const materials = new Map<string, number>();
  for (const material of looks.materials)
    materials.set(material.name, writer.addMaterial(materialJson(material, (name) => textures.get(name)!)));

  const partOf = (mesh: Mesh): MeshPart => {
    const material = materials.get(mesh.material);
    if (material === undefined) throw new Error(`The mesh ${mesh.name} wants a material ${mesh.material}.`);
    return { mesh, material };
  };
  // As one mesh, what moves in the face has one number of morph targets, and so shaders in common: each costs a tenth of a
  // second or more where the CPU draws.
  const inFace = (mesh: Mesh): boolean => mesh.morphs.size > 0;
  const face = writer.addMeshOf('Face', character.headMeshes.filter(inFace).map(partOf));
  const rest = (list: readonly Mesh[], part: 'head' | 'body') =>
    list
      .filter((mesh) => !inFace(mesh))
      .map((mesh) => ({ ...writer.addMesh(mesh, partOf(mesh).material), part }));
  const meshes = [
    { node: face.node, part: 'head' as const },
    ...rest(character.headMeshes, 'head'),
    ...rest(character.bodyMeshes, 'body'),
  ];
  const morphs = new Map([...face.targets].map(([name, index]) => [name, [{ node: face.node, index }]]));

  const portrait = encodePng(drawPortrait(character, looks, thumbnail));
  const extensions = vrmJson({
    name: recipe.name,
    plan: character.plan,
    skeleton: character.skeleton,
    springs: character.springs,
    morphs,
    thumbnail: writer.addImage('thumbnail', portrait),
    meshes,
  });
  return writer.finish(extensions, EXTENSIONS, 'Kagami avatar maker', { [RECIPE_EXTRA]: recipe });
}
