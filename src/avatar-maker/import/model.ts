import { Matrix4, Quaternion, Vector3 } from 'three';

/** As much of glTF 2.0 as an import reads or writes; whatever else the file holds stays as it is. */
export interface Gltf {
  asset: { [key: string]: unknown; copyright?: unknown; extras?: unknown };
  scene?: number;
  scenes?: { nodes?: number[] }[];
  nodes?: GltfNode[];
  meshes?: GltfMesh[];
  skins?: GltfSkin[];
  accessors?: GltfAccessor[];
  bufferViews?: GltfBufferView[];
  buffers?: { byteLength: number; uri?: string }[];
  extensions?: { [name: string]: unknown };
  extensionsUsed?: string[];
  extras?: unknown;
  [key: string]: unknown;
}

export interface GltfNode {
  name?: unknown;
  children?: number[];
  mesh?: number;
  skin?: number;
  camera?: number;
  matrix?: number[];
  translation?: number[];
  rotation?: number[];
  scale?: number[];
  extensions?: { [name: string]: unknown };
  [key: string]: unknown;
}

export interface GltfMesh {
  primitives: { extras?: unknown; targets?: unknown[]; [key: string]: unknown }[];
  extras?: unknown;
  [key: string]: unknown;
}

export interface GltfSkin {
  joints: number[];
  inverseBindMatrices?: number;
  [key: string]: unknown;
}

export interface GltfAccessor {
  bufferView?: number;
  byteOffset?: number;
  componentType: number;
  count: number;
  type: string;
  [key: string]: unknown;
}

export interface GltfBufferView {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride?: number;
  [key: string]: unknown;
}

/** A glTF file whose lists, indices and numbers have been checked (`renderer/avatar/check-avatar-file`), all in one buffer. */
export interface Model {
  json: Gltf;
  bin: Uint8Array;
}

const FLOAT = 5126;

/** Index of each node's parent; -1 where it has none. */
export const parentsOf = (nodes: readonly GltfNode[]): Int32Array => {
  const parents = new Int32Array(nodes.length).fill(-1);
  for (const [i, node] of nodes.entries()) for (const child of node.children ?? []) parents[child] = i;
  return parents;
};

/** Whether a node is the ancestor or hangs somewhere below it. */
export const isBelow = (node: number, ancestor: number, parents: Int32Array): boolean => {
  for (let at = node; at !== -1; at = parents[at]!) if (at === ancestor) return true;
  return false;
};

/** Hangs a node on another, with its local transform as it is; `parents` is kept in step. */
export const hangOn = (
  nodes: readonly GltfNode[],
  parents: Int32Array,
  node: number,
  parent: number,
): void => {
  const former = nodes[parents[node]!];
  if (former) {
    former.children = former.children?.filter((child) => child !== node);
    if (former.children?.length === 0) delete former.children;
  }
  nodes[parent]!.children = [...(nodes[parent]!.children ?? []), node];
  parents[node] = parent;
};

/** Nodes so that each comes after its parent. */
export const parentsFirst = (nodes: readonly GltfNode[], parents: Int32Array): number[] => {
  const order: number[] = [];
  for (let i = 0; i < nodes.length; i++) if (parents[i] === -1) order.push(i);
  for (let at = 0; at < order.length; at++) order.push(...(nodes[order[at]!]!.children ?? []));
  return order;
};

const localMatrix = ({ matrix, translation, rotation, scale }: GltfNode): Matrix4 =>
  matrix
    ? new Matrix4().fromArray(matrix)
    : new Matrix4().compose(
        new Vector3().fromArray(translation ?? [0, 0, 0]),
        new Quaternion().fromArray(rotation ?? [0, 0, 0, 1]).normalize(),
        new Vector3().fromArray(scale ?? [1, 1, 1]),
      );

/** Where each node stands at rest, in the file's own axes and units. */
export const worldMatrices = (nodes: readonly GltfNode[]): Matrix4[] => {
  const parents = parentsOf(nodes);
  const worlds: Matrix4[] = new Array(nodes.length);
  for (const i of parentsFirst(nodes, parents)) {
    const local = localMatrix(nodes[i]!);
    const parent = worlds[parents[i]!];
    worlds[i] = parent ? local.premultiply(parent) : local;
  }
  return worlds;
};

/** Inverse bind matrices of a skin; identities where it names none. */
export const inverseBinds = ({ json, bin }: Model, skin: GltfSkin): Matrix4[] => {
  const accessor = json.accessors?.[skin.inverseBindMatrices ?? -1];
  const view = json.bufferViews?.[accessor?.bufferView ?? -1];
  if (!accessor || !view) return skin.joints.map(() => new Matrix4());
  const start = bin.byteOffset + (view.byteOffset ?? 0) + (accessor.byteOffset ?? 0);
  const stride = view.byteStride ?? 64;
  const data = new DataView(bin.buffer);
  return skin.joints.map((_, i) => {
    const matrix = new Matrix4();
    for (let k = 0; k < 16; k++) matrix.elements[k] = data.getFloat32(start + i * stride + k * 4, true);
    return matrix;
  });
};

/** Adds data at the end of the buffer. */
export interface BinAppender {
  /** @returns index of an accessor of the matrices. */
  addMatrices(matrices: readonly Matrix4[]): number;
  /** The whole buffer, its length entered in `json`. */
  finish(): Uint8Array;
}

/** `json`'s lists of accessors and buffer views are added to. */
export const createBinAppender = (json: Gltf, bin: Uint8Array): BinAppender => {
  const parts: Uint8Array[] = [bin];
  let length = bin.byteLength;
  json.accessors ??= [];
  json.bufferViews ??= [];
  const { accessors, bufferViews } = json;

  const pad = (): void => {
    const gap = (4 - (length % 4)) % 4;
    if (gap > 0) parts.push(new Uint8Array(gap));
    length += gap;
  };

  return {
    addMatrices: (matrices) => {
      const values = Float32Array.from(matrices.flatMap(({ elements }) => elements));
      pad();
      bufferViews.push({ buffer: 0, byteOffset: length, byteLength: values.byteLength });
      parts.push(new Uint8Array(values.buffer));
      length += values.byteLength;
      accessors.push({
        bufferView: bufferViews.length - 1,
        componentType: FLOAT,
        count: matrices.length,
        type: 'MAT4',
      });
      return accessors.length - 1;
    },
    finish: () => {
      pad();
      const whole = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.byteLength;
      }
      json.buffers = [{ byteLength: length }];
      return whole;
    },
  };
};
