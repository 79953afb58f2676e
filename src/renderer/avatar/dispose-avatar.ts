import { type VRM, VRMUtils } from '@pixiv/three-vrm';
import { type Material, type Mesh, Texture } from 'three';

/**
 * Frees everything that the avatar holds on the graphics card and its decoded pictures, and takes it out of its scene.
 * Textures are shared between materials; a picture is closed once.
 */
export const disposeAvatar = (vrm: VRM): void => {
  const pictures = new Set<ImageBitmap>();
  vrm.scene.traverse((object) => {
    const { material } = object as Partial<Mesh>;
    for (const one of Array.isArray(material) ? material : material ? [material] : [])
      collectPictures(one, pictures);
  });
  vrm.scene.removeFromParent();
  VRMUtils.deepDispose(vrm.scene);
  for (const picture of pictures) picture.close();
};

const collectPictures = (material: Material, pictures: Set<ImageBitmap>): void => {
  const uniforms = (material as { uniforms?: { [name: string]: { value: unknown } } }).uniforms ?? {};
  for (const value of [...Object.values(material), ...Object.values(uniforms).map((u) => u.value)])
    if (value instanceof Texture && value.image instanceof ImageBitmap) pictures.add(value.image);
};
