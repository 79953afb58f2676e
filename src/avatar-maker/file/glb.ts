import type { Mesh } from '../mesh';
import { join } from '../paint/image';
import type { Skeleton } from '../skeleton';
import { normalize, sub, type Vec3 } from '../vector';

const FLOAT = 5126;
const UNSIGNED_BYTE = 5121;
const UNSIGNED_SHORT = 5123;
const VERTICES = 34962;
const INDICES = 34963;
const COMPONENTS = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 } as const;

type Json = Record<string, unknown>;

/** Images that glTF 2.0 takes. */
export type ImageType = 'image/png' | 'image/jpeg';

export interface MeshPart {
  readonly mesh: Mesh;
  /** Index of a material. */
  readonly material: number;
}

export interface AddedMesh {
  readonly node: number;
  /** Name → index of each morph target. */
  readonly targets: ReadonlyMap<string, number>;
}

/** Collects a binary glTF. Source: glTF 2.0 specification, Khronos. */
export interface GlbWriter {
  /** Bytes for an extension's own use. @returns index of their buffer view */
  readonly addBytes: (bytes: Uint8Array) => number;
  /** An image's file; PNG unless it is said to be another. */
  readonly addImage: (name: string, file: Uint8Array, mimeType?: ImageType) => number;
  readonly addTexture: (name: string, file: Uint8Array, repeats: boolean, mimeType?: ImageType) => number;
  readonly addMaterial: (material: object) => number;
  /** Node indices are 1 + the bone's place in the skeleton. */
  readonly addSkeleton: (skeleton: Skeleton) => void;
  readonly addMesh: (mesh: Mesh, material: number) => AddedMesh;
  /** Several as one glTF mesh, whose parts have all the morph targets of any of them (glTF 2.0, 3.7.2.2). */
  readonly addMeshOf: (name: string, parts: readonly MeshPart[]) => AddedMesh;
  /** @param extras of the asset, for whoever made the file */
  readonly finish: (
    extensions: Json,
    extensionsUsed: readonly string[],
    generator: string,
    extras?: object,
  ) => Uint8Array;
}

export function createGlbWriter(): GlbWriter {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const nodes: Json[] = [{ name: 'Root', children: [] }];
  const sceneNodes: number[] = [0];
  const meshes: Json[] = [];
  const skins: Json[] = [];
  const accessors: Json[] = [];
  const bufferViews: Json[] = [];
  const materials: object[] = [];
  const images: Json[] = [];
  const textures: Json[] = [];
  let boneIndex = new Map<string, number>();

  const view = (array: Uint8Array | Float32Array | Uint16Array, target?: number): number => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const gap = (4 - (size % 4)) % 4;
    if (gap > 0) chunks.push(new Uint8Array(gap));
    size += gap;
    bufferViews.push({ buffer: 0, byteOffset: size, byteLength: bytes.length, ...(target && { target }) });
    chunks.push(bytes);
    size += bytes.length;
    return bufferViews.length - 1;
  };

  const accessor = (
    array: Float32Array | Uint16Array | Uint8Array,
    type: keyof typeof COMPONENTS,
    componentType: number,
    target?: number,
    more: Json = {},
  ): number => {
    const count = array.length / COMPONENTS[type];
    accessors.push({ bufferView: view(array, target), componentType, count, type, ...more });
    return accessors.length - 1;
  };

  /** Only the vertices that move are stored. */
  const sparse = (count: number, moved: ReadonlyMap<number, Vec3>): number => {
    const where = [...moved.keys()].sort((a, b) => a - b);
    const values = Float32Array.from(where.flatMap((i) => [...moved.get(i)!]));
    const all = where.length === count ? values : Float32Array.of(...values, 0, 0, 0);
    accessors.push({
      componentType: FLOAT,
      count,
      type: 'VEC3',
      ...bounds(all, 3),
      ...(where.length > 0 && {
        sparse: {
          count: where.length,
          indices: { bufferView: view(Uint16Array.from(where)), componentType: UNSIGNED_SHORT },
          values: { bufferView: view(values) },
        },
      }),
    });
    return accessors.length - 1;
  };

  const geometry = ({ mesh, material }: MeshPart): Json => {
    const count = mesh.positions.length;
    if (count > 65535) throw new Error(`The mesh ${mesh.name} has ${count} vertices; 65535 fit.`);
    const positions = Float32Array.from(mesh.positions.flat());
    const normals = Float32Array.from(mesh.normals.flatMap((n) => [...normalize(n)]));
    const skin = packWeights(mesh, boneIndex);
    return {
      attributes: {
        POSITION: accessor(positions, 'VEC3', FLOAT, VERTICES, bounds(positions, 3)),
        NORMAL: accessor(normals, 'VEC3', FLOAT, VERTICES),
        TEXCOORD_0: accessor(Float32Array.from(mesh.uvs.flat()), 'VEC2', FLOAT, VERTICES),
        JOINTS_0: accessor(skin.joints, 'VEC4', UNSIGNED_BYTE, VERTICES),
        WEIGHTS_0: accessor(skin.weights, 'VEC4', UNSIGNED_BYTE, VERTICES, { normalized: true }),
      },
      indices: accessor(Uint16Array.from(mesh.triangles), 'SCALAR', UNSIGNED_SHORT, INDICES),
      material,
    };
  };

  /** Displacements of each target; one accessor of zeros stands for all that move nothing of this part. */
  const displacements = ({ mesh }: MeshPart, names: readonly string[]): Json[] => {
    const count = mesh.positions.length;
    let still: number | undefined;
    return names.map((name) => {
      const moved = mesh.morphs.get(name);
      if (moved !== undefined && moved.size > 0) return { POSITION: sparse(count, moved) };
      still ??= sparse(count, new Map());
      return { POSITION: still };
    });
  };

  const addMeshOf: GlbWriter['addMeshOf'] = (name, parts) => {
    const moving = parts.flatMap(({ mesh }) => [...mesh.morphs].filter(([, moved]) => moved.size > 0));
    const names = [...new Set(moving.map(([target]) => target))];
    const primitives = parts.map(geometry);
    const entry: Json = { name, primitives };
    if (names.length > 0) {
      parts.forEach((part, i) => {
        primitives[i]!.targets = displacements(part, names);
      });
      entry.weights = names.map(() => 0);
      entry.extras = { targetNames: names };
    }
    meshes.push(entry);
    nodes.push({ name, mesh: meshes.length - 1, skin: 0 });
    sceneNodes.push(nodes.length - 1);
    return { node: nodes.length - 1, targets: new Map(names.map((target, i) => [target, i])) };
  };

  const addImage = (name: string, file: Uint8Array, mimeType: ImageType = 'image/png'): number => {
    images.push({ name, bufferView: view(file), mimeType });
    return images.length - 1;
  };

  return {
    addBytes: (bytes) => view(bytes),
    addImage,
    addTexture: (name, file, repeats, mimeType) => {
      textures.push({ name, sampler: repeats ? 1 : 0, source: addImage(name, file, mimeType) });
      return textures.length - 1;
    },
    addMaterial: (material) => {
      materials.push(material);
      return materials.length - 1;
    },
    addSkeleton: ({ bones }) => {
      boneIndex = new Map(bones.map((b, i) => [b.name, i]));
      const place = new Map(bones.map((b) => [b.name, b.position]));
      const children = new Map<number, number[]>();
      bones.forEach((bone, i) => {
        const parent = bone.parent === null ? 0 : boneIndex.get(bone.parent)! + 1;
        const from: Vec3 = bone.parent === null ? [0, 0, 0] : place.get(bone.parent)!;
        nodes.push({ name: bone.name, translation: sub(bone.position, from) });
        children.set(parent, [...(children.get(parent) ?? []), i + 1]);
      });
      for (const [parent, list] of children) nodes[parent]!.children = list;
      const inverse = Float32Array.from(
        bones.flatMap(({ position: [x, y, z] }) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1]),
      );
      skins.push({
        joints: bones.map((_, i) => i + 1),
        inverseBindMatrices: accessor(inverse, 'MAT4', FLOAT),
        skeleton: 1,
      });
    },
    addMesh: (mesh, material) => addMeshOf(mesh.name, [{ mesh, material }]),
    addMeshOf,
    finish: (extensions, extensionsUsed, generator, extras) => {
      const binary = join([...chunks, new Uint8Array((4 - (size % 4)) % 4)]);
      const clamp = { magFilter: 9729, minFilter: 9987, wrapS: 33071, wrapT: 33071 };
      return container(
        {
          asset: { version: '2.0', generator, ...(extras && { extras }) },
          extensionsUsed,
          scene: 0,
          scenes: [{ nodes: sceneNodes }],
          nodes,
          meshes,
          skins,
          materials,
          textures,
          images,
          samplers: [clamp, { ...clamp, wrapS: 10497 }],
          accessors,
          bufferViews,
          buffers: [{ byteLength: binary.length }],
          extensions,
        },
        binary,
      );
    },
  };
}

function bounds(values: Float32Array, width: number): { min: number[]; max: number[] } {
  const min = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  const max = new Array<number>(width).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < values.length; i++) {
    const k = i % width;
    min[k] = Math.min(min[k]!, values[i]!);
    max[k] = Math.max(max[k]!, values[i]!);
  }
  return { min, max };
}

/** The four greatest weights of each vertex, as bytes that sum to 255. */
export function packWeights(
  mesh: Mesh,
  boneIndex: ReadonlyMap<string, number>,
): { joints: Uint8Array; weights: Uint8Array } {
  const joints = new Uint8Array(mesh.positions.length * 4);
  const weights = new Uint8Array(mesh.positions.length * 4);
  mesh.weights.forEach((list, vertex) => {
    const merged = new Map<number, number>();
    for (const [bone, w] of list) {
      const index = boneIndex.get(bone);
      if (index === undefined) throw new Error(`The mesh ${mesh.name} follows ${bone}, which is no bone.`);
      merged.set(index, (merged.get(index) ?? 0) + w);
    }
    const top = [...merged].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 4);
    const sum = top.reduce((s, [, w]) => s + w, 0);
    let rest = 255;
    top.forEach(([bone, w], k) => {
      const byte = Math.round((w / sum) * 255);
      if (byte === 0) return;
      joints[vertex * 4 + k] = bone;
      weights[vertex * 4 + k] = byte;
      rest -= byte;
    });
    weights[vertex * 4] = weights[vertex * 4]! + rest;
  });
  return { joints, weights };
}

function container(json: Json, binary: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  padded.set(text);
  const header = new Uint8Array(20);
  const h = new DataView(header.buffer);
  h.setUint32(0, 0x46546c67, true);
  h.setUint32(4, 2, true);
  h.setUint32(8, 28 + padded.length + binary.length, true);
  h.setUint32(12, padded.length, true);
  h.setUint32(16, 0x4e4f534a, true);
  const middle = new Uint8Array(8);
  const m = new DataView(middle.buffer);
  m.setUint32(0, binary.length, true);
  m.setUint32(4, 0x004e4942, true);
  return join([header, padded, middle, binary]);
}
