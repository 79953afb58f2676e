import {
  Box3,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  PlaneGeometry,
  SRGBColorSpace,
  Texture,
  Vector3,
} from 'three';
import { checkModelFile } from '../check-avatar-file';
import { createGltfLoader, exactBuffer } from '../gltf-loader';
import { readImageSize } from '../image-size';

/** Largest side of a picture, pixels. */
const LONGEST = 4096;

/**
 * A thing to carry: a model (GLB) or a picture (PNG, JPEG, WebP) on a card. Its middle is at the origin and its largest side is
 * 1, so that it can be sized in metres. @throws Error with a sentence for the user.
 */
export const loadProp = async (bytes: Uint8Array, file: string): Promise<Object3D> => {
  const object = /\.glb$/i.test(file) ? await loadModel(bytes) : await loadPicture(bytes);
  object.updateMatrixWorld(true);
  const box = new Box3().setFromObject(object);
  const size = box.getSize(new Vector3());
  const largest = Math.max(size.x, size.y, size.z);
  if (!(largest > 0) || !Number.isFinite(largest))
    throw new Error('There is nothing to be seen in this file. Choose another.');
  object.position.sub(box.getCenter(new Vector3()));
  const sized = new Group();
  sized.scale.setScalar(1 / largest);
  sized.add(object);
  const prop = new Group();
  prop.add(sized);
  prop.traverse((part) => {
    part.frustumCulled = false;
  });
  return prop;
};

const loadModel = async (bytes: Uint8Array): Promise<Object3D> => {
  const check = checkModelFile(bytes);
  if (!check.ok) throw new Error(check.message);
  const { scene } = await createGltfLoader().parseAsync(exactBuffer(bytes), '');
  return scene;
};

const loadPicture = async (bytes: Uint8Array): Promise<Object3D> => {
  const size = readImageSize(bytes);
  if (!size || size.width > LONGEST * 2 || size.height > LONGEST * 2)
    throw new Error('The picture is damaged, too large, or neither PNG, JPEG nor WebP. Choose another.');
  const picture = await createImageBitmap(new Blob([bytes.slice()]), { imageOrientation: 'flipY' }).catch(
    () => {
      throw new Error('The picture could not be read. Choose another.');
    },
  );
  const texture = new Texture(picture);
  texture.flipY = false;
  texture.colorSpace = SRGBColorSpace;
  texture.needsUpdate = true;
  const material = new MeshBasicMaterial({
    map: texture,
    transparent: true,
    side: DoubleSide,
    alphaTest: 0.01,
  });
  return new Mesh(new PlaneGeometry(size.width / size.height, 1), material);
};

/** Frees what the prop holds on the graphics card. */
export const disposeProp = (prop: Object3D): void => {
  prop.removeFromParent();
  prop.traverse((part) => {
    const mesh = part as Partial<Mesh>;
    mesh.geometry?.dispose();
    for (const material of [mesh.material ?? []].flat()) {
      for (const value of Object.values(material)) if (value instanceof Texture) disposeTexture(value);
      material.dispose();
    }
  });
};

const disposeTexture = (texture: Texture): void => {
  if (texture.image instanceof ImageBitmap) texture.image.close();
  texture.dispose();
};
