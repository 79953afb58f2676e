import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { Matrix4, Vector3 } from 'three';
import { restoreBindPose } from './bind-pose';
import { bodyFrame } from './body-frame';
import { mappedParent } from './check-map';
import {
  createBinAppender,
  type Gltf,
  type GltfNode,
  hangOn,
  inverseBinds,
  type Model,
  parentsOf,
} from './model';
import type { BoneMap } from './rig';
import { createSkeletonPose, type SkeletonPose } from './skeleton-pose';
import { bringToTPose } from './t-pose';
import { hangTwins } from './twins';

/** Heights at which soles stand on the ground, and how far from the middle a body may be, metres. */
const LOWEST_SOLE = -0.05;
const HIGHEST_SOLE = 0.2;
const USUAL_SOLE = 0.04;
const OFF_CENTRE = 0.05;

/**
 * Gives a model the rest pose that a VRM must have: T-pose, +Z front, metres, on the ground in the middle. Every node ends as a
 * mere offset from its parent, aligned with the world; turns and scales go into the skins' bind matrices, so not one vertex
 * changes. Source: VRMC_vrm-1.0 specification, humanoid.md and tpose.md; glTF 2.0, 3.7.3 "Skins".
 *
 * @param bones nodes by bone, required ones among them
 * @returns a model of its own; where its humanoid bones are, metres
 */
export const normalise = (
  model: Model,
  bones: ReadonlyMap<HumanoidBone, number>,
): { model: Model; places: Map<HumanoidBone, Vector3> } => {
  const json: Gltf = structuredClone(model.json);
  json.nodes ??= [];
  const { nodes } = json;
  const restored = { json, bin: model.bin };
  const asFound = createSkeletonPose(nodes, bones);
  restoreBindPose(restored, asFound, bones.get('hips')!);
  hangOnHumanoidParents(nodes, bones);
  hangTwins(json, asFound.worlds, { hips: bones.get('hips')!, head: bones.get('head')! });
  const pose = withWorlds(createSkeletonPose(nodes, bones), asFound.worlds);
  pose.transform(bodyFrame(pose.place));
  bringToTPose(pose);
  standOnGround(pose);

  const appender = createBinAppender(json, model.bin);
  for (const skin of json.skins ?? []) {
    const inverses = inverseBinds(restored, skin).map((inverse, i) => {
      const world = pose.worlds[skin.joints[i]!]!;
      return toPlace(world).multiply(world).multiply(inverse);
    });
    skin.inverseBindMatrices = appender.addMatrices(inverses);
    // Nothing may be below the root of a skin but its joints, and it says nothing that they do not.
    delete skin.skeleton;
  }
  for (const [i, node] of [...nodes.entries()]) placeNode(json, nodes, i, node, pose);
  const places = new Map(
    HUMANOID_BONES.flatMap((bone) => {
      const place = pose.place(bone);
      return place ? [[bone, place] as const] : [];
    }),
  );
  return { model: { json, bin: appender.finish() }, places };
};

const withWorlds = (pose: SkeletonPose, worlds: readonly Matrix4[]): SkeletonPose => {
  for (const [i, world] of worlds.entries()) pose.worlds[i]!.copy(world);
  return pose;
};

/** From the world to where a joint is, without its turn and scale. */
const toPlace = (world: Matrix4): Matrix4 =>
  new Matrix4().makeTranslation(new Vector3().setFromMatrixPosition(world).negate());

/**
 * Moves bones that hang on another humanoid bone than theirs (3ds Max lets thighs hang on the spine, which would drag them
 * along when it bends) under their own.
 */
const hangOnHumanoidParents = (nodes: GltfNode[], bones: ReadonlyMap<HumanoidBone, number>): void => {
  const boneOf = new Map([...bones].map(([bone, node]) => [node, bone]));
  const map = Object.fromEntries(HUMANOID_BONES.flatMap((b) => (bones.has(b) ? [[b, '']] : []))) as BoneMap;
  const parents = parentsOf(nodes);
  for (const [bone, node] of bones) {
    const wanted = mappedParent(map, bone);
    if (!wanted) continue;
    let top = node;
    let above = parents[node]!;
    while (above !== -1 && !boneOf.has(above)) {
      top = above;
      above = parents[above]!;
    }
    const wantedNode = bones.get(wanted)!;
    if (above === -1 || above === wantedNode) continue;
    hangOn(nodes, parents, top, wantedNode);
  }
};

const standOnGround = (pose: SkeletonPose): void => {
  const hips = pose.place('hips')!;
  const soles = (['leftFoot', 'rightFoot', 'leftToes', 'rightToes'] as const).flatMap(
    (bone) => pose.place(bone)?.y ?? [],
  );
  const lowest = Math.min(...soles);
  const isOff = (value: number): boolean => Math.abs(value) > OFF_CENTRE;
  pose.transform(
    new Matrix4().makeTranslation(
      isOff(hips.x) ? -hips.x : 0,
      lowest < LOWEST_SOLE || lowest > HIGHEST_SOLE ? USUAL_SOLE - lowest : 0,
      isOff(hips.z) ? -hips.z : 0,
    ),
  );
};

/** What a node may carry besides bones; a mesh without a skin keeps its turn and size in a node of its own. */
const placeNode = (json: Gltf, nodes: GltfNode[], i: number, node: GltfNode, pose: SkeletonPose): void => {
  const world = pose.worlds[i]!;
  const parent = pose.worlds[pose.parents[i]!];
  const place = new Vector3().setFromMatrixPosition(world);
  if (parent) place.sub(new Vector3().setFromMatrixPosition(parent));
  delete node.matrix;
  delete node.rotation;
  delete node.scale;
  delete node.camera;
  node.translation = place.toArray();
  // Lamps of the file would light the user's scene.
  delete node.extensions?.KHR_lights_punctual;
  if (node.mesh === undefined || (node.skin !== undefined && json.skins?.[node.skin])) return;
  const { mesh, weights, extensions, name } = node;
  delete node.mesh;
  delete node.weights;
  delete node.extensions;
  nodes.push({
    name: typeof name === 'string' ? `${name} mesh` : 'mesh',
    mesh,
    ...(weights !== undefined && { weights }),
    ...(extensions && { extensions }),
    matrix: toPlace(world).multiply(world).toArray(),
  });
  node.children = [...(node.children ?? []), nodes.length - 1];
};
