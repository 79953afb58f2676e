import { REQUIRED_BONES } from '@shared/humanoid';
import { type Gltf, parentsOf } from './model';
import type { BoneMap, Rig } from './rig';

/** Why no map of bones could make an avatar of a model, as a sentence for the user; undefined where one may. */
export const modelFault = ({ nodes = [] }: Gltf, rig: Rig): string | undefined => {
  if (!nodes.some(({ mesh }) => mesh !== undefined))
    return 'The file holds no mesh, so there would be nothing to see. Export the figure together with its skeleton (Mixamo: “With Skin”).';
  if (rig.length < REQUIRED_BONES.length)
    return `The file is no figure: a body needs ${REQUIRED_BONES.length} bones, and this has ${rig.length}. Add a thing as a prop, under Scene.`;
  return undefined;
};

/** Whether one of the bones would move a mesh: it is skinned, or hangs on a bone as robots' parts do. */
export const movesMesh = ({ nodes = [], skins = [] }: Gltf, rig: Rig, map: BoneMap): boolean => {
  const names = new Set(Object.values(map));
  const bones = new Set(rig.flatMap(({ name, index }) => (names.has(name) ? [index] : [])));
  const parents = parentsOf(nodes);
  return nodes.some(({ mesh, skin }, node) => {
    if (mesh === undefined) return false;
    if (skins[skin ?? -1]?.joints.some((joint) => bones.has(joint))) return true;
    for (let at = node; at !== -1; at = parents[at]!) if (bones.has(at)) return true;
    return false;
  });
};
