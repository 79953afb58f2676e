import type { Matrix4 } from 'three';
import { type GltfSkin, inverseBinds, type Model } from './model';
import type { SkeletonPose } from './skeleton-pose';

/** How far a joint may be from where its skin was bound, as a part of the skin's own scale, and count as there. */
const TOLERANCE = 0.02;

/**
 * Puts joints where their mesh was bound to them. Files that were saved in the middle of an animation hold that moment's pose
 * in their nodes, while the bind matrices hold the pose that the figure was modelled in.
 * @returns whether anything had to move
 */
export const restoreBindPose = (model: Model, pose: SkeletonPose, hips: number): boolean => {
  const { worlds, parents, order } = pose;
  const bound = new Map<number, Matrix4>();
  // The skin with most bones decides; the others tell of bones that it has not.
  const skins = [...(model.json.skins ?? [])].sort((a, b) => b.joints.length - a.joints.length);
  for (const [i, skin] of skins.entries()) {
    const moved = bindSkin(skin, inverseBinds(model, skin), worlds, bound, hips);
    if (i === 0 && !moved) return false;
  }
  if (bound.size === 0) return false;
  const former = worlds.map((world) => world.clone());
  for (const node of order) {
    const parent = parents[node]!;
    const own = bound.get(node);
    if (own) worlds[node]!.copy(own);
    else if (parent !== -1)
      worlds[node]!.premultiply(former[parent]!.clone().invert()).premultiply(worlds[parent]!);
  }
  return true;
};

/** Enters where the joints of a skin were bound. @returns whether one of them is elsewhere now */
const bindSkin = (
  skin: GltfSkin,
  inverses: readonly Matrix4[],
  worlds: readonly Matrix4[],
  bound: Map<number, Matrix4>,
  hips: number,
): boolean => {
  const known = skin.joints.findIndex((joint) => bound.has(joint));
  const anchor = known !== -1 ? known : Math.max(0, skin.joints.indexOf(hips));
  const anchorWorld = bound.get(skin.joints[anchor]!) ?? worlds[skin.joints[anchor]!]!;
  /** From the mesh's space to the world: the same for every joint while the figure is as it was bound. */
  const mesh = anchorWorld.clone().multiply(inverses[anchor]!);
  const moved = skin.joints.some((joint, i) => differs(worlds[joint]!.clone().multiply(inverses[i]!), mesh));
  if (!moved) return false;
  for (const [i, joint] of skin.joints.entries())
    if (!bound.has(joint) && Math.abs(inverses[i]!.determinant()) > Number.MIN_VALUE)
      bound.set(joint, mesh.clone().multiply(inverses[i]!.clone().invert()));
  return true;
};

const differs = (a: Matrix4, b: Matrix4): boolean => {
  const scale = Math.cbrt(Math.abs(b.determinant())) || 1;
  for (let column = 0; column < 3; column++)
    for (let row = 0; row < 3; row++) {
      const k = column * 4 + row;
      if (Math.abs(a.elements[k]! - b.elements[k]!) > TOLERANCE * scale) return true;
    }
  return false;
};
