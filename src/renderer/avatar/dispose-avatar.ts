import { type VRM, VRMUtils } from '@pixiv/three-vrm';
import { type Material, type Mesh, Texture } from 'three';

/**
 * Frees everything that the avatar holds on the graphics card and its decoded pictures, and takes it out of its scene.
 * Textures are shared between materials; a picture is closed once.
 */
export const disposeAvatar = (vrm: VRM): void => {
  const pictures = new Set<ImageBitmap>();
  for (const { image } of avatarTextures(vrm)) if (image instanceof ImageBitmap) pictures.add(image);
  vrm.scene.removeFromParent();
  VRMUtils.deepDispose(vrm.scene);
  for (const picture of pictures) picture.close();
};

/** Every texture of the avatar's materials, once. */
export const avatarTextures = (vrm: VRM): ReadonlySet<Texture> => {
  const materials = new Set<Material>();
  vrm.scene.traverse((object) => {
    const { material } = object as Partial<Mesh>;
    for (const one of Array.isArray(material) ? material : material ? [material] : []) materials.add(one);
  });
  const textures = new Set<Texture>();
  for (const material of materials) addTextures(material, textures);
  return textures;
};

const addTextures = (material: Material, textures: Set<Texture>): void => {
  const uniforms = (material as { uniforms?: { [name: string]: { value: unknown } } }).uniforms ?? {};
  for (const value of [
    ...Object.values(material),
    ...Object.values(uniforms).map((uniform) => uniform.value),
  ])
    if (value instanceof Texture) textures.add(value);
};
