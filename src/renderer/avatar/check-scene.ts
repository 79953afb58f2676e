import { type CheckedAccessor, FLOAT } from './check-buffers';
import { damaged, indexOf, indicesOf, isObject, type JsonObject, objectsOf } from './gltf-json';
import { AvatarFileError } from './read-glb';
import { isFinite32, largestOf } from './scan-accessor';

const MAX_NODES = 20_000;
const MAX_DEPTH = 512;
const MAX_MESHES = 4096;
const MAX_PRIMITIVES = 8192;
const MAX_MATERIALS = 1024;
const MAX_SKINS = 2048;
const MAX_JOINTS = 4096;
const MAX_TARGETS = 1024;
const MAX_VERTICES = 4_000_000;
/** Vertices times morph targets: each costs up to 32 bytes on the graphics card. */
const MAX_MORPHED_VERTICES = 16_000_000;
/** Corners of all triangles as they are drawn: a mesh counts as often as nodes and instances show it. */
const MAX_DRAWN_CORNERS = 12_000_000;
/** Draw calls of the same. */
const MAX_DRAWN_PRIMITIVES = 8192;
const MAX_INSTANCES = 4096;

/** The cheapest of all checks, so that a file of endless lists is read no further. @throws AvatarFileError */
export const checkCounts = (gltf: JsonObject): void => {
  objectsOf(gltf, 'nodes', MAX_NODES);
  objectsOf(gltf, 'meshes', MAX_MESHES);
  objectsOf(gltf, 'skins', MAX_SKINS);
  objectsOf(gltf, 'materials', MAX_MATERIALS);
};

/**
 * Checks nodes (a forest, no cycles), meshes, skins and scenes against each other and against the accessors, pausing after each mesh.
 * Source: glTF 2.0 specification, 3.5 "Scenes" and 3.7 "Meshes".
 * @returns how many nodes there are. @throws AvatarFileError
 */
export function* checkScene(
  gltf: JsonObject,
  accessors: readonly CheckedAccessor[],
): Generator<void, number, void> {
  const nodes = objectsOf(gltf, 'nodes', MAX_NODES);
  const meshes = objectsOf(gltf, 'meshes', MAX_MESHES);
  const skins = objectsOf(gltf, 'skins', MAX_SKINS);
  const materialCount = objectsOf(gltf, 'materials', MAX_MATERIALS).length;
  checkForest(nodes);
  yield* checkMeshes(meshes, accessors, materialCount);
  const jointCounts = skins.map((skin) => checkSkin(skin, nodes.length, accessors));
  for (const node of nodes) checkNode(node, meshes, jointCounts, accessors);
  checkDrawn(nodes, meshes, accessors);
  const scenes = objectsOf(gltf, 'scenes', 64);
  for (const scene of scenes) indicesOf(scene, 'nodes', nodes.length, 'a scene');
  indexOf(gltf, 'scene', scenes.length, 'the scene');
  if (scenes.length === 0) damaged('it has no scene');
  return nodes.length;
}

/** Every node has one parent at most, and following the parents ends. */
const checkForest = (nodes: readonly JsonObject[]): void => {
  const parents = new Int32Array(nodes.length).fill(-1);
  for (const [i, node] of nodes.entries())
    for (const child of indicesOf(node, 'children', nodes.length, "a node's child")) {
      if (child === i || parents[child] !== -1) damaged('its bones form a circle or share a child');
      parents[child] = i;
    }
  const depths = new Int32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    let depth = 0;
    for (let at = i; at !== -1; at = parents[at]!) {
      if (depths[at]! > 0) {
        depth += depths[at]!;
        break;
      }
      if (++depth > MAX_DEPTH) damaged('its bones form a circle or are nested too deeply');
    }
    if (depth > MAX_DEPTH) damaged('its bones are nested too deeply');
    depths[i] = depth;
  }
};

function* checkMeshes(
  meshes: readonly JsonObject[],
  accessors: readonly CheckedAccessor[],
  materialCount: number,
): Generator<void, void, void> {
  let primitives = 0;
  let vertices = 0;
  let morphed = 0;
  const seen = new Set<CheckedAccessor>();
  for (const mesh of meshes) {
    const list = objectsOf(mesh, 'primitives', MAX_PRIMITIVES);
    if (list.length === 0) damaged('a mesh is empty');
    for (const primitive of list) {
      indexOf(primitive, 'material', materialCount, "a mesh's material");
      const position = checkAttributes(primitive, accessors);
      const targets = checkTargets(primitive, accessors, position.count);
      checkIndices(primitive, accessors, position.count);
      if (!isFinite32(position)) damaged('a mesh has points that are no numbers');
      if (!seen.has(position)) vertices += position.count;
      seen.add(position);
      morphed += position.count * targets;
      primitives += 1;
      yield;
    }
  }
  if (primitives > MAX_PRIMITIVES || vertices > MAX_VERTICES || morphed > MAX_MORPHED_VERTICES)
    throw new AvatarFileError(
      `The avatar is too heavy (${primitives} meshes, ${vertices} points). Reduce it before export.`,
    );
}

const checkAttributes = (primitive: JsonObject, accessors: readonly CheckedAccessor[]): CheckedAccessor => {
  const { attributes } = primitive;
  if (!isObject(attributes)) return damaged('a mesh has no points');
  const position = accessorAt(attributes, 'POSITION', accessors);
  if (position?.type !== 'VEC3') return damaged('a mesh has no points');
  for (const name of Object.keys(attributes))
    if (accessorAt(attributes, name, accessors)?.count !== position.count)
      damaged("a mesh's lists have different lengths");
  const weights = accessorAt(attributes, 'WEIGHTS_0', accessors);
  if (weights && !isFinite32(weights)) damaged('a mesh has weights that are no numbers');
  return position;
};

const checkTargets = (
  primitive: JsonObject,
  accessors: readonly CheckedAccessor[],
  vertexCount: number,
): number => {
  const targets = objectsOf(primitive, 'targets', MAX_TARGETS);
  for (const target of targets)
    for (const name of Object.keys(target)) {
      const offsets = accessorAt(target, name, accessors);
      if (offsets?.count !== vertexCount) damaged('a morph target does not fit its mesh');
      if (name === 'POSITION' && !isFinite32(offsets!))
        damaged('a morph target has points that are no numbers');
    }
  return targets.length;
};

const checkIndices = (
  primitive: JsonObject,
  accessors: readonly CheckedAccessor[],
  vertexCount: number,
): void => {
  const indices = accessorAt(primitive, 'indices', accessors);
  if (!indices) return;
  if (indices.type !== 'SCALAR' || indices.componentType === FLOAT || largestOf(indices) >= vertexCount)
    damaged('a mesh uses points that it does not have');
};

const accessorAt = (
  parent: JsonObject,
  key: string,
  accessors: readonly CheckedAccessor[],
): CheckedAccessor | undefined => accessors[indexOf(parent, key, accessors.length, "a mesh's list") ?? -1];

/** @returns how many joints the skin has. */
const checkSkin = (skin: JsonObject, nodeCount: number, accessors: readonly CheckedAccessor[]): number => {
  const joints = indicesOf(skin, 'joints', nodeCount, "a skin's bone");
  if (joints.length === 0 || joints.length > MAX_JOINTS) damaged(`a skin has ${joints.length} bones`);
  indexOf(skin, 'skeleton', nodeCount, "a skin's root");
  const inverses = accessorAt(skin, 'inverseBindMatrices', accessors);
  if (!inverses) return joints.length;
  if (inverses.type !== 'MAT4' || inverses.componentType !== FLOAT || inverses.count < joints.length)
    damaged("a skin's matrices do not fit its bones");
  if (!isFinite32(inverses)) damaged("a skin's matrices are no numbers");
  return joints.length;
};

const checkNode = (
  node: JsonObject,
  meshes: readonly JsonObject[],
  jointCounts: readonly number[],
  accessors: readonly CheckedAccessor[],
): void => {
  for (const [key, length] of [
    ['translation', 3],
    ['rotation', 4],
    ['scale', 3],
    ['matrix', 16],
  ] as const) {
    const value = node[key];
    if (value === undefined) continue;
    if (!Array.isArray(value) || value.length !== length || !value.every((n) => typeof n === 'number'))
      damaged(`a node's ${key} makes no sense`);
  }
  const mesh = meshes[indexOf(node, 'mesh', meshes.length, "a node's mesh") ?? -1];
  const jointCount = jointCounts[indexOf(node, 'skin', jointCounts.length, "a node's skin") ?? -1];
  if (!mesh || jointCount === undefined) return;
  for (const primitive of objectsOf(mesh, 'primitives', MAX_PRIMITIVES)) {
    const joints = accessorAt(primitive.attributes as JsonObject, 'JOINTS_0', accessors);
    if (joints && (joints.componentType === FLOAT || largestOf(joints) >= jointCount))
      damaged('a mesh hangs on bones that its skin does not have');
  }
};

/** What one frame has to draw: a small file can show one heavy mesh thousands of times. */
const checkDrawn = (
  nodes: readonly JsonObject[],
  meshes: readonly JsonObject[],
  accessors: readonly CheckedAccessor[],
): void => {
  const sizes = meshes.map((mesh) => {
    const primitives = mesh.primitives as readonly JsonObject[];
    const corners = primitives.map(
      (primitive) =>
        (accessorAt(primitive, 'indices', accessors) ??
          accessorAt(primitive.attributes as JsonObject, 'POSITION', accessors))!.count,
    );
    return { primitives: primitives.length, corners: corners.reduce((sum, count) => sum + count, 0) };
  });
  let corners = 0;
  let primitives = 0;
  for (const node of nodes) {
    const size = typeof node.mesh === 'number' ? sizes[node.mesh] : undefined;
    if (!size) continue;
    corners += size.corners * instancesOf(node, accessors);
    primitives += size.primitives;
  }
  if (corners > MAX_DRAWN_CORNERS || primitives > MAX_DRAWN_PRIMITIVES)
    throw new AvatarFileError(
      `The avatar is too heavy (${primitives} meshes, ${Math.round(corners / 3)} triangles). Reduce it before export.`,
    );
};

/** Source: EXT_mesh_gpu_instancing. */
const instancesOf = ({ extensions }: JsonObject, accessors: readonly CheckedAccessor[]): number => {
  const instancing = isObject(extensions) ? extensions.EXT_mesh_gpu_instancing : undefined;
  const attributes = isObject(instancing) ? instancing.attributes : undefined;
  if (!isObject(attributes)) return 1;
  const counts = Object.keys(attributes).map((key) => accessorAt(attributes, key, accessors)?.count ?? 0);
  const most = Math.max(1, ...counts);
  if (most > MAX_INSTANCES)
    throw new AvatarFileError(`A mesh is shown ${most} times; at most ${MAX_INSTANCES} are allowed.`);
  return most;
};
