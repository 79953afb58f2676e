import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readGlbParts, writeGlbParts } from '@motion/codecs/glb';
import { createTakePlayer, readTake } from '@motion/codecs/take';
import { createTrackingFrame } from '@shared/tracking-frame';
import { encodePng, type Picture } from '../../src/avatar-maker/paint/image';
import { makePortrait } from '../../src/avatar-maker/portrait';
import { createRandom } from '../synthetic/random';

interface Gltf {
  buffers: { byteLength: number }[];
  bufferViews: { buffer: number; byteOffset?: number; byteLength: number }[];
  accessors: { bufferView?: number }[];
  images: { name?: string; bufferView: number; mimeType: string }[];
  meshes: { primitives: { attributes: Record<string, number>; indices: number; targets?: object[] }[] }[];
  nodes: { name?: string; mesh?: number; skin?: number }[];
  scenes: { nodes: number[] }[];
}

/** Pixels a side of the large textures, and how many there are. Noise: nothing makes it smaller, and it takes long to decode. */
const SIDE = 1024;
const TEXTURES = 5;
/** How often all meshes are there besides themselves, with bytes of their own. */
const COPIES = 4;

/**
 * A shipped avatar grown to the 20 MB of a hand-made one: its meshes several times over, bones and morph targets as they were, and
 * five large textures.
 */
export const makeLargeAvatar = (file: string): Uint8Array => {
  const { json, binary } = readGlbParts(new Uint8Array(readFileSync(file)));
  const gltf = json as unknown as Gltf;
  const parts: Uint8Array[] = [binary];
  let length = binary.length;
  const append = (bytes: Uint8Array): number => {
    const padding = (4 - (length % 4)) % 4;
    parts.push(new Uint8Array(padding), bytes);
    const byteOffset = length + padding;
    length = byteOffset + bytes.length;
    return gltf.bufferViews.push({ buffer: 0, byteOffset, byteLength: bytes.length }) - 1;
  };
  const copyAccessor = (index: number): number => {
    const accessor = gltf.accessors[index]!;
    if (accessor.bufferView === undefined) return index;
    const { byteOffset = 0, byteLength, ...rest } = gltf.bufferViews[accessor.bufferView]!;
    const view = append(binary.subarray(byteOffset, byteOffset + byteLength));
    Object.assign(gltf.bufferViews[view]!, { ...rest, byteOffset: gltf.bufferViews[view]!.byteOffset });
    return gltf.accessors.push({ ...accessor, bufferView: view }) - 1;
  };
  const copyAll = (attributes: object): Record<string, number> =>
    Object.fromEntries(Object.entries(attributes).map(([name, index]) => [name, copyAccessor(index)]));

  const ownNodes = gltf.nodes.flatMap((node) => (node.mesh === undefined ? [] : [node]));
  for (let copy = 0; copy < COPIES; copy++)
    for (const node of ownNodes) {
      const mesh = structuredClone(gltf.meshes[node.mesh!]!);
      for (const primitive of mesh.primitives) {
        primitive.attributes = copyAll(primitive.attributes);
        primitive.indices = copyAccessor(primitive.indices);
        if (primitive.targets) primitive.targets = primitive.targets.map(copyAll);
      }
      const meshIndex = gltf.meshes.push(mesh) - 1;
      gltf.scenes[0]!.nodes.push(
        gltf.nodes.push({ ...node, name: `${node.name} ${copy}`, mesh: meshIndex }) - 1,
      );
    }
  const random = createRandom(20);
  for (const image of gltf.images.filter(({ name }) => name !== 'thumbnail').slice(0, TEXTURES))
    Object.assign(image, { bufferView: append(encodePng(noise(random.uniform))), mimeType: 'image/png' });
  const grown = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    grown.set(part, at);
    at += part.length;
  }
  gltf.buffers[0]!.byteLength = length;
  return writeGlbParts({ json, binary: grown });
};

const noise = (uniform: (from: number, to: number) => number): Picture => ({
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE * 4 }, () => uniform(0, 256)),
});

/** A picture brought to life by the face of the demo take; what it shows does not matter to the machine. */
export const makePortraitAvatar = (): Uint8Array => {
  const take = readTake(new Uint8Array(gunzipSync(readFileSync('resources/takes/demo.ktake'))));
  const player = createTakePlayer(take, { loop: false });
  const frame = createTrackingFrame();
  for (let time = 0; time < take.durationMs && frame.face.score === 0; time += 33) player.at(time, frame);
  const { landmarks } = frame.face;
  const { imageWidth, imageHeight } = frame;
  return makePortrait({
    name: 'Portrait',
    image: encodePng(noise(createRandom(4).uniform)),
    mimeType: 'image/png',
    hasAlpha: false,
    face: { landmarks, imageWidth, imageHeight },
  });
};
