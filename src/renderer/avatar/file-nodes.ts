import type { VRM } from '@pixiv/three-vrm';
import type { Object3D } from 'three';
import type { GLTF } from 'three/examples/jsm/loaders/GLTFLoader.js';

const nodesOf = new WeakMap<VRM, ReadonlyMap<Object3D, number>>();

/** Objects of a loaded avatar, with the indices of the file's nodes that they were made of. */
export const fileNodes = (vrm: VRM): ReadonlyMap<Object3D, number> => nodesOf.get(vrm) ?? new Map();

/** Remembers them: the loader that knows them goes after loading. */
export const keepFileNodes = (vrm: VRM, { parser }: GLTF): void => {
  const nodes = new Map<Object3D, number>();
  for (const [object, source] of parser.associations) {
    // Materials that the loader makes for meshes without one come from nothing in the file.
    const index = source?.nodes;
    if ('isObject3D' in object && index !== undefined) nodes.set(object as Object3D, index);
  }
  nodesOf.set(vrm, nodes);
};
