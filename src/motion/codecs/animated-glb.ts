import { readGlbParts, writeGlbParts } from './glb';
import { createAnimationBuffer, type GltfPath } from './gltf-animation-writer';

/** How one property of a node of the file moves. */
export interface NodeTrack {
  /** Index of the node in the file. */
  node: number;
  path: GltfPath;
  /** keys × size: quaternions (x, y, z, w), positions in metres, or the weights of all morph targets. */
  values: Float32Array;
}

export interface NodeAnimation {
  name: string;
  /** Milliseconds from the beginning, rising. */
  times: Float64Array;
  tracks: readonly NodeTrack[];
}

/**
 * Adds an animation to a binary glTF file (a VRM is one) as its first; everything else in the file stays as it is, its licence too.
 * Source: glTF 2.0 specification, 3.11 "Animations".
 *
 * @param file is left as it was
 * @throws Error with a sentence for the user where the file is none, or keeps its numbers elsewhere
 */
export const addAnimation = (
  file: Uint8Array,
  { name, times, tracks }: NodeAnimation,
): Uint8Array<ArrayBuffer> => {
  const { json, binary } = readGlbParts(file);
  const [own, ...others] = listOf(json.buffers);
  if (own === undefined || own.uri !== undefined || binary.length === 0)
    throw new Error('The avatar’s file keeps its numbers elsewhere. Export it again as one file.');
  const accessors = listOf(json.accessors);
  const bufferViews = listOf(json.bufferViews);
  const begin = Math.ceil(binary.length / 4) * 4;

  const buffer = createAnimationBuffer({
    accessors: accessors.length,
    bufferViews: bufferViews.length,
    bytes: begin,
  });
  const timesAccessor = buffer.times(times);
  for (const { node, path, values } of tracks) buffer.channel(node, path, timesAccessor, values);
  const added = buffer.finish();

  const whole = new Uint8Array(begin + added.binary.length);
  whole.set(binary);
  whole.set(added.binary, begin);
  const { channels, samplers } = added;
  return writeGlbParts({
    json: {
      ...json,
      buffers: [{ ...own, byteLength: whole.length }, ...others],
      bufferViews: [...bufferViews, ...added.bufferViews],
      accessors: [...accessors, ...added.accessors],
      animations: [{ name: name || 'motion', channels, samplers }, ...listOf(json.animations)],
    },
    binary: whole,
  });
};

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
