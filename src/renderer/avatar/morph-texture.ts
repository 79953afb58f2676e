import {
  BufferAttribute,
  type BufferGeometry,
  type DataArrayTexture,
  type InterleavedBufferAttribute,
  type Material,
  type WebGLProgram,
  type WebGLRenderer,
} from 'three';
import { breathe, createBreather } from './breathe';
import { graphicsDone } from './graphics-queue';

/**
 * three keeps the morph targets of a mesh in a texture, a layer for each, which it lays out and sends in one task with the mesh's first
 * drawing: a fifth of a second for a large face on a slow machine. Here it makes that texture of targets that are empty, and they are
 * filled in and sent layer by layer.
 */
export interface MorphTextures {
  /**
   * @param draw draws a mesh of this geometry with the material that this was made for, linked by now.
   * @throws the signal's reason when it is aborted: the geometry must not be drawn then.
   */
  upload(geometry: BufferGeometry, draw: () => void, signal: AbortSignal): Promise<void>;
}

/** three's name for the texture in shaders. */
const UNIFORM = 'morphTargetsTexture';
/** How much is sent in one task: a graphics card takes it within a millisecond, a CPU in its place in some ten. */
const BYTES_AT_ONCE = 1024 * 1024;

type Attribute = BufferAttribute | InterleavedBufferAttribute;

/** @param material uses {@link UNIFORM}, and nothing else is drawn with it. */
export const createMorphTextures = (renderer: WebGLRenderer, material: Material): MorphTextures => ({
  upload: async (geometry, draw, signal) => {
    const texture = emptyTexture(renderer, material, geometry, draw);
    if (!texture) {
      draw();
      return;
    }
    await breathe();
    const breather = createBreather();
    const layers = texture.image.depth;
    for (let layer = 0; layer < layers; layer++) {
      await breather();
      signal.throwIfAborted();
      fillLayer(texture, geometry, layer);
    }
    const { width, height } = texture.image;
    const atOnce = Math.max(1, Math.floor(BYTES_AT_ONCE / (width * height * 16)));
    for (let first = 0; first < layers; first += atOnce) {
      if (first > 0) await graphicsDone(renderer, signal);
      for (let layer = first; layer < Math.min(layers, first + atOnce); layer++)
        texture.addLayerUpdate(layer);
      texture.needsUpdate = true;
      renderer.initTexture(texture);
    }
    // The graphics card has them, and another one is sent a texture of its own: twenty megabytes of file are sixty of targets.
    texture.image.data = new Float32Array(0);
  },
});

const NOTHING = new BufferAttribute(new Float32Array(0), 3);

/** The texture that three makes of as many targets, all zero and on no graphics card; undefined where three has changed. */
const emptyTexture = (
  renderer: WebGLRenderer,
  material: Material,
  geometry: BufferGeometry,
  draw: () => void,
): DataArrayTexture | undefined => {
  const { currentProgram } = renderer.properties.get(material) as { currentProgram?: WebGLProgram };
  // Neither of which three's types tell of.
  const uniforms = currentProgram?.getUniforms() as { map?: Record<string, UniformOfTexture> } | undefined;
  const uniform = uniforms?.map?.[UNIFORM];
  if (!uniform) return undefined;
  const { morphAttributes } = geometry;
  let made: DataArrayTexture | undefined;
  const { setValue } = uniform;
  uniform.setValue = (_gl, texture) => {
    made = texture;
  };
  geometry.morphAttributes = Object.fromEntries(
    Object.entries(morphAttributes).map(([name, targets]) => [name, targets.map(() => NOTHING)]),
  );
  try {
    draw();
  } finally {
    geometry.morphAttributes = morphAttributes;
    uniform.setValue = setValue;
  }
  // What three has made of no targets is to be forgotten.
  if (!made) geometry.dispose();
  return made;
};

interface UniformOfTexture {
  setValue(gl: WebGLRenderingContext, texture: DataArrayTexture, ...rest: unknown[]): void;
}

/** Texels, four numbers each: for every vertex where it goes, how its normal turns and its colour, as far as any target has that. */
const fillLayer = (texture: DataArrayTexture, { morphAttributes }: BufferGeometry, layer: number): void => {
  const { width, height } = texture.image;
  const numbers = texture.image.data as Float32Array;
  const { position, normal, color } = morphAttributes;
  const stride = 4 * (color ? 3 : normal ? 2 : 1);
  const start = width * height * 4 * layer;
  for (const [place, targets] of [position, normal, color].entries())
    if (targets) writeTarget(numbers, start + 4 * place, stride, targets[layer]!, place === 2);
};

const writeTarget = (
  numbers: Float32Array,
  start: number,
  stride: number,
  target: Attribute,
  isColour: boolean,
): void => {
  const { count } = target;
  const plain = target.array;
  if (!isColour && plain instanceof Float32Array && target.itemSize === 3 && isPacked(target)) {
    for (let i = 0, from = 0, to = start; i < count; i++, from += 3, to += stride) {
      numbers[to] = plain[from]!;
      numbers[to + 1] = plain[from + 1]!;
      numbers[to + 2] = plain[from + 2]!;
    }
    return;
  }
  for (let i = 0, to = start; i < count; i++, to += stride) {
    numbers[to] = target.getX(i);
    numbers[to + 1] = target.getY(i);
    numbers[to + 2] = target.getZ(i);
    if (isColour) numbers[to + 3] = target.itemSize === 4 ? target.getW(i) : 1;
  }
};

const isPacked = (attribute: Attribute): boolean => attribute instanceof BufferAttribute;
