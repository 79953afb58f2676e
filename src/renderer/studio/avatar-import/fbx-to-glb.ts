import {
  type Bone,
  Color,
  LoadingManager,
  type Material,
  type Mesh,
  MeshStandardMaterial,
  type Object3D,
  type SkinnedMesh,
  Texture,
} from 'three';
import { GLTFExporter } from 'three/examples/jsm/exporters/GLTFExporter.js';
import { FBXLoader } from 'three/examples/jsm/loaders/FBXLoader.js';
import { mergeVertices } from 'three/examples/jsm/utils/BufferGeometryUtils.js';
import { MAX_IMAGE_SIDE } from '../../avatar/check-avatar-file';
import { exactBuffer } from '../../avatar/gltf-loader';
import { readImageSize } from '../../avatar/image-size';
import { AvatarFileError } from '../../avatar/read-glb';
import { isBinaryFbx } from './check-fbx';
import { readFbxImages } from './fbx-images';

/** FBX has no roughness: cloth and skin rather than plastic. */
const ROUGHNESS = 0.85;
/** Some exporters write a material that is to be seen as wholly transparent. */
const LEAST_OPACITY = 0.05;

/**
 * Turns a checked FBX file into a GLB: bones, skins, morph targets and the textures that lie inside of it. Runs in a worker: it
 * takes seconds for a large file. Nothing is fetched: a texture that is another file is left out.
 * @throws AvatarFileError with a sentence for the user
 */
export const fbxToGlb = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const textures = createTextureShelf();
  let scene: Object3D;
  try {
    scene = new FBXLoader(textures.manager).parse(exactBuffer(readable(bytes)), '');
  } catch {
    throw new AvatarFileError('The FBX file cannot be read. Export it again, as binary FBX 7.4 or as GLB.');
  }
  await textures.open(isBinaryFbx(bytes) ? readFbxImages(bytes) : new Map());
  shareBones(scene);
  strip(scene);
  scene.updateMatrixWorld(true);
  try {
    const file = await new GLTFExporter().parseAsync(scene, { binary: true, onlyVisible: false });
    return new Uint8Array(file as ArrayBuffer);
  } catch {
    throw new AvatarFileError('The FBX file could not be turned into an avatar. Export it as GLB instead.');
  } finally {
    textures.close();
  }
};

/**
 * three's loader takes a text for FBX unless one of its first letters, at places that it picks, is one of the binary's magic: a
 * comment of blanks in front keeps any text from that. It reads no number behind a blank, as Assimp writes them.
 */
const readable = (bytes: Uint8Array): Uint8Array => {
  if (isBinaryFbx(bytes)) return bytes;
  const text = new TextDecoder().decode(bytes).replace(NUMBERS, (_, before: string, numbers: string) => {
    return `${before},${numbers.replaceAll(' ', '')}`;
  });
  return new TextEncoder().encode(`;${' '.repeat(SNIFFED)}\n${text}`);
};

/** The values of a property: `P: "Lcl Translation", "Lcl Translation", "", "A", 0, 0.92, 0`. */
const NUMBERS = /^([ \t]*P: .*"),( [-+\d., eE]+)$/gm;

/** More than the loader looks at. */
const SNIFFED = 512;

interface TextureShelf {
  readonly manager: LoadingManager;
  /** Decodes what the loader asked for. @param inside the file's own pictures, by the id of the texture */
  open(inside: ReadonlyMap<number, Uint8Array>): Promise<void>;
  close(): void;
}

/** Stands in for three's texture loader, which needs a document: notes what is asked for, and fetches nothing. */
const createTextureShelf = (): TextureShelf => {
  const asked: { texture: Texture; url: string }[] = [];
  const loader = {
    path: '',
    setPath: () => loader,
    load: (url: string) => {
      const texture = new Texture();
      asked.push({ texture, url });
      return texture;
    },
  };
  const manager = new LoadingManager();
  // It calls no more of a loader than that.
  manager.addHandler(/./, loader as never);
  return {
    manager,
    open: async (inside) => {
      for (const { texture, url } of asked) {
        const image = await decode(
          /^(blob|data):/.test(url) ? await fetchOwn(url) : inside.get((texture as Texture & FbxObject).ID),
        );
        if (!image) continue;
        texture.image = image.bitmap;
        texture.userData.mimeType = image.type;
      }
    },
    close: () => {
      for (const { texture, url } of asked) {
        (texture.image as ImageBitmap | null)?.close();
        if (url.startsWith('blob:')) URL.revokeObjectURL(url);
      }
    },
  };
};

/** three's reader notes on what it makes which of the file's objects it is. */
interface FbxObject {
  ID: number;
}

const fetchOwn = async (url: string): Promise<Uint8Array | undefined> => {
  try {
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  } catch {
    return undefined;
  }
};

const decode = async (
  bytes: Uint8Array | undefined,
): Promise<{ bitmap: ImageBitmap; type: string } | undefined> => {
  const size = bytes && readImageSize(bytes);
  if (!size || Math.max(size.width, size.height) > MAX_IMAGE_SIDE) return undefined;
  try {
    // A photograph stays one: as PNG it would be many times as large.
    const type = bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
    return { bitmap: await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>])), type };
  } catch {
    return undefined;
  }
};

/**
 * three's reader gives each mesh bones of its own: a bone that twenty meshes share is twenty, one inside of the other. Every mesh
 * takes the outermost.
 */
const shareBones = (scene: Object3D): void => {
  const copies: Bone[] = [];
  const outermost = (bone: Bone): Bone => {
    let at = bone;
    while (isCopy(at)) at = at.parent as Bone;
    return at;
  };
  scene.traverse((object) => {
    if (isCopy(object)) copies.push(object as Bone);
    if (!('isSkinnedMesh' in object)) return;
    const { skeleton } = object as SkinnedMesh;
    skeleton.bones = skeleton.bones.map((bone) => bone && outermost(bone));
  });
  for (const bone of copies) bone.removeFromParent();
};

/** Such a copy has the file's id of the bone around it. */
const isCopy = (object: Object3D): boolean => {
  const { ID, parent } = object as Partial<FbxObject> & Object3D;
  return ID !== undefined && 'isBone' in object && ID === (parent as Partial<FbxObject> | null)?.ID;
};

/** Leaves what an avatar needs, in the terms of glTF. */
const strip = (scene: Object3D): void => {
  const useless: Object3D[] = [];
  const materials = new Map<Material, Material>();
  const standard = (material: Material): Material => {
    const known = materials.get(material) ?? standardOf(material);
    materials.set(material, known);
    return known;
  };
  scene.traverse((object) => {
    // three takes dots and colons out of names, which tell sides and makers apart.
    const { originalName } = object.userData;
    if (typeof originalName === 'string') object.name = originalName;
    object.userData = {};
    if ('isCamera' in object || 'isLight' in object || 'isLine' in object) useless.push(object);
    if (!('isMesh' in object)) return;
    const mesh = object as Mesh;
    mesh.material = Array.isArray(mesh.material) ? mesh.material.map(standard) : standard(mesh.material);
    // FBX has a vertex for each corner.
    if (!mesh.geometry.index) mesh.geometry = mergeVertices(mesh.geometry);
    mesh.geometry.userData = {};
  });
  for (const object of useless) if (object.children.length === 0) object.removeFromParent();
};

const standardOf = (material: Material): MeshStandardMaterial => {
  const from = material as Partial<MeshStandardMaterial>;
  const image = (texture: Texture | null | undefined): Texture | null => (texture?.image ? texture : null);
  const opacity = material.opacity < LEAST_OPACITY ? 1 : material.opacity;
  const map = image(from.map);
  return new MeshStandardMaterial({
    name: material.name,
    // A texture has the colour in it; many exporters leave a grey behind it.
    color: map ? new Color(1, 1, 1) : (from.color ?? new Color(1, 1, 1)),
    map,
    normalMap: image(from.normalMap),
    emissive: from.emissiveMap?.image ? new Color(1, 1, 1) : new Color(0, 0, 0),
    emissiveMap: image(from.emissiveMap),
    metalness: 0,
    roughness: ROUGHNESS,
    opacity,
    transparent: opacity < 1,
    alphaTest: opacity === 1 && material.transparent ? 0.5 : 0,
    side: material.side,
  });
};
