import { createBreather } from './breathe';
import { checkBuffers, decodeDataUri } from './check-buffers';
import { checkHumanoid } from './check-humanoid';
import { checkCounts, checkScene } from './check-scene';
import { checkVrmParts } from './check-vrm-parts';
import { damaged, indexOf, isObject, type JsonObject, objectsOf } from './gltf-json';
import { readImageSize } from './image-size';
import { AvatarFileError, readGlb } from './read-glb';
import type { VrmVersion } from './rest-pose';
import { readSprites, type SpriteFile } from './sprite/read-sprites';

export type AvatarFileCheck =
  /** `sprites`: the pictures of a sprite avatar. */
  { ok: true; version: VrmVersion; sprites?: SpriteFile } | { ok: false; message: string };

/** Largest texture side, pixels. */
export const MAX_IMAGE_SIDE = 8192;
const MAX_IMAGES = 512;
/** Pixels of all textures together; four bytes each on the graphics card, a third more with mipmaps. */
const MAX_PIXELS = 384 * 1024 * 1024;
const MAX_TEXTURES = 2048;
const MAX_JSON_VALUES = 4_000_000;

/** What three's GLTFLoader reads by itself, plus VRM's own extensions. */
const READABLE_EXTENSIONS =
  /^(VRM|VRMC_\w+|KHR_(materials_\w+|texture_transform|mesh_quantization|lights_punctual)|EXT_(texture_webp|texture_avif|mesh_gpu_instancing|materials_bump))$/;

type Refused = { ok: false; message: string };

/**
 * Looks an avatar file over before anything is built from it: container, bounds of every list, buffer and picture,
 * no address outside the file, no number that is not finite, and the bones that a VRM must have. Takes milliseconds and
 * allocates little whatever the file says about itself.
 */
export const checkAvatarFile = (bytes: Uint8Array): AvatarFileCheck => checkAtOnce(avatarSteps(bytes));

/** The same step by step, each in a task of its own: the page goes on meanwhile. */
export const checkAvatarFileStepwise = async (bytes: Uint8Array): Promise<AvatarFileCheck> => {
  const breather = createBreather();
  const steps = avatarSteps(bytes);
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await breather();
    }
  } catch (error) {
    return refused(error);
  }
};

/** The same for a model that need not be an avatar: a plain GLB. */
export const checkModelFile = (bytes: Uint8Array): { ok: true } | Refused => checkAtOnce(modelSteps(bytes));

const checkAtOnce = <Good>(steps: Steps<Good>): Good | Refused => {
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  } catch (error) {
    return refused(error);
  }
};

const refused = (error: unknown): Refused => ({
  ok: false,
  message:
    error instanceof AvatarFileError
      ? error.message
      : // A RangeError of nesting or memory, which no rule above has a name for.
        'The file is damaged and cannot be read. Export it again.',
});

/** Pieces of a check: between any two of them its caller may pause. */
type Steps<Result> = Generator<void, Result, void>;

function* avatarSteps(bytes: Uint8Array): Steps<AvatarFileCheck> {
  const { gltf, nodeCount, views } = yield* checkModel(bytes);
  const sprites = readSprites(gltf, views);
  return { ok: true, version: checkHumanoid(gltf, nodeCount), ...(sprites && { sprites }) };
}

function* modelSteps(bytes: Uint8Array): Steps<{ ok: true }> {
  yield* checkModel(bytes);
  return { ok: true };
}

function* checkModel(
  bytes: Uint8Array,
): Steps<{ gltf: JsonObject; nodeCount: number; views: readonly Uint8Array[] }> {
  const { json, bin } = readGlb(bytes);
  const gltf = isObject(json) ? json : damaged('its description is not an object');
  if (!isObject(gltf.asset) || typeof gltf.asset.version !== 'string' || !gltf.asset.version.startsWith('2.'))
    damaged('it does not say that it is glTF 2');
  checkCounts(gltf);
  yield;
  checkValues(gltf);
  yield;
  checkExtensions(gltf);
  const { views, accessors } = checkBuffers(gltf, bin);
  yield;
  const nodeCount = yield* checkScene(gltf, accessors);
  yield;
  checkImages(gltf, views);
  checkVrmParts(gltf);
  yield;
  return { gltf, nodeCount, views };
}

/** Every number is finite (JSON's `1e999` is infinite), and every `uri` lies within the file. */
const checkValues = (root: JsonObject): void => {
  const open: unknown[] = [root];
  let values = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (++values > MAX_JSON_VALUES)
      throw new AvatarFileError('The file describes more than Kagami can hold.');
    if (typeof value === 'number' && !Number.isFinite(value)) damaged('it holds a number that is not finite');
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (isObject(value))
      for (const key of Object.keys(value)) {
        if (key === 'uri') checkUri(value[key]);
        open.push(value[key]);
      }
  }
};

const checkUri = (uri: unknown): void => {
  if (typeof uri === 'string' && uri.startsWith('data:')) return;
  throw new AvatarFileError(
    'The file refers to another file or to an internet address, which Kagami never opens. Export it with everything embedded.',
  );
};

const checkExtensions = (gltf: JsonObject): void => {
  const { extensionsRequired: required = [], extensionsUsed: used = [] } = gltf;
  if (!Array.isArray(required) || !Array.isArray(used)) damaged('its list of extensions is not a list');
  const unreadable = [
    ...(required as unknown[]).filter((name) => typeof name !== 'string' || !READABLE_EXTENSIONS.test(name)),
    // Its geometry has no other form, whether the file says that it is required or not.
    ...(used as unknown[]).filter((name) => name === 'KHR_draco_mesh_compression'),
  ];
  if (unreadable.length > 0)
    throw new AvatarFileError(
      `The file needs the extension "${String(unreadable[0]).slice(0, 60)}", which Kagami cannot read. Export it without compression.`,
    );
};

const checkImages = (gltf: JsonObject, views: readonly Uint8Array[]): void => {
  const images = objectsOf(gltf, 'images', MAX_IMAGES);
  let pixels = 0;
  for (const image of images) {
    const size = readImageSize(imageBytes(image, views));
    if (!size || size.width === 0 || size.height === 0)
      throw new AvatarFileError('A texture in the file is damaged, or is neither PNG, JPEG nor WebP.');
    if (size.width > MAX_IMAGE_SIDE || size.height > MAX_IMAGE_SIDE)
      throw new AvatarFileError(
        `A texture is ${size.width}×${size.height} pixels; at most ${MAX_IMAGE_SIDE} a side is allowed. Shrink it before export.`,
      );
    pixels += size.width * size.height;
  }
  if (pixels > MAX_PIXELS)
    throw new AvatarFileError('The textures are too large together. Shrink them before export.');
  for (const texture of objectsOf(gltf, 'textures', MAX_TEXTURES))
    indexOf(texture, 'source', images.length, "a texture's picture");
};

const imageBytes = (image: JsonObject, views: readonly Uint8Array[]): Uint8Array => {
  if (typeof image.uri === 'string') return decodeDataUri(image.uri);
  return (
    views[indexOf(image, 'bufferView', views.length, 'a picture') ?? -1] ?? damaged('a picture is missing')
  );
};
