import { damaged, indicesOf, isObject, type JsonObject, objectsOf } from './gltf-json';
import { AvatarFileError } from './read-glb';

const MAX_EXPRESSIONS = 1024;
/** Binds of all expressions together. */
const MAX_BINDS = 65_536;
const MAX_SPRINGS = 4096;
const MAX_COLLIDERS = 4096;
/** Joints that swing. */
const MAX_JOINTS = 8192;
/** Joints times the colliders that each is held against: what a frame has to compute. */
const MAX_COLLISIONS = 250_000;
const MAX_CONSTRAINTS = 1024;

const BINDS = ['morphTargetBinds', 'materialColorBinds', 'textureTransformBinds', 'binds', 'materialValues'];

/**
 * Bounds what the VRM extensions ask for at every frame. What they point to is looked up by name or index and skipped where it is
 * missing, as three-vrm does.
 * @throws AvatarFileError
 */
export const checkVrmParts = (gltf: JsonObject): void => {
  const extensions = isObject(gltf.extensions) ? gltf.extensions : {};
  const nodes = objectsOf(gltf, 'nodes', Number.POSITIVE_INFINITY);
  checkExpressions(extensions);
  if (isObject(extensions.VRMC_springBone)) checkSprings1(extensions.VRMC_springBone);
  if (isObject(extensions.VRM) && isObject(extensions.VRM.secondaryAnimation))
    checkSprings0(extensions.VRM.secondaryAnimation, nodes);
  const constraints = nodes.filter(
    (node) => isObject(node.extensions) && 'VRMC_node_constraint' in node.extensions,
  );
  if (constraints.length > MAX_CONSTRAINTS) tooMany('constraints', constraints.length, MAX_CONSTRAINTS);
};

const tooMany = (what: string, count: number, limit: number): never => {
  throw new AvatarFileError(`The avatar has ${count} ${what}; Kagami holds at most ${limit}.`);
};

const checkExpressions = (extensions: JsonObject): void => {
  const all: JsonObject[] = [];
  const vrm1 = isObject(extensions.VRMC_vrm) ? extensions.VRMC_vrm.expressions : undefined;
  if (isObject(vrm1))
    for (const group of [vrm1.preset, vrm1.custom])
      if (isObject(group)) all.push(...Object.values(group).filter(isObject));
  const vrm0 = isObject(extensions.VRM) ? extensions.VRM.blendShapeMaster : undefined;
  if (isObject(vrm0)) all.push(...objectsOf(vrm0, 'blendShapeGroups', Number.POSITIVE_INFINITY));
  if (all.length > MAX_EXPRESSIONS) tooMany('expressions', all.length, MAX_EXPRESSIONS);
  let binds = 0;
  for (const expression of all)
    for (const key of BINDS) if (Array.isArray(expression[key])) binds += expression[key].length;
  if (binds > MAX_BINDS) tooMany('bindings of expressions', binds, MAX_BINDS);
};

/** VRMC_springBone-1.0: joints are listed. */
const checkSprings1 = (extension: JsonObject): void => {
  objectsOf(extension, 'colliders', MAX_COLLIDERS);
  const groups = objectsOf(extension, 'colliderGroups', MAX_COLLIDERS).map((group) =>
    listLength(group.colliders),
  );
  checkWork(
    objectsOf(extension, 'springs', MAX_SPRINGS).map((spring) => ({
      joints: listLength(spring.joints),
      colliders: collidersOf(spring, groups),
    })),
  );
};

/** VRM 0: everything below a named bone swings. */
const checkSprings0 = (animation: JsonObject, nodes: readonly JsonObject[]): void => {
  const sizes = subtreeSizes(nodes);
  const groups = objectsOf(animation, 'colliderGroups', MAX_COLLIDERS).map((group) =>
    listLength(group.colliders),
  );
  checkWork(
    objectsOf(animation, 'boneGroups', MAX_SPRINGS).map((group) => ({
      joints: (Array.isArray(group.bones) ? group.bones : []).reduce(
        (sum: number, bone) => sum + (sizes[Number(bone)] ?? 0),
        0,
      ),
      colliders: collidersOf(group, groups),
    })),
  );
};

const listLength = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

const collidersOf = (spring: JsonObject, groups: readonly number[]): number =>
  (Array.isArray(spring.colliderGroups) ? spring.colliderGroups : []).reduce(
    (sum: number, group) => sum + (groups[Number(group)] ?? 0),
    0,
  );

const checkWork = (springs: readonly { joints: number; colliders: number }[]): void => {
  let joints = 0;
  let collisions = 0;
  for (const spring of springs) {
    joints += spring.joints;
    collisions += spring.joints * spring.colliders;
  }
  if (joints > MAX_JOINTS) tooMany('swinging joints', joints, MAX_JOINTS);
  if (collisions > MAX_COLLISIONS) tooMany('collisions of springs a frame', collisions, MAX_COLLISIONS);
};

/** How many nodes hang on each, itself included. The nodes are a forest: `checkScene` has seen to it. */
const subtreeSizes = (nodes: readonly JsonObject[]): readonly number[] => {
  const children = nodes.map((node) => indicesOf(node, 'children', nodes.length, "a node's child"));
  const sizes: number[] = new Array(nodes.length).fill(0);
  const parents = new Int32Array(nodes.length).fill(-1);
  const order: number[] = [];
  for (const [i, list] of children.entries()) for (const child of list) parents[child] = i;
  for (let i = 0; i < nodes.length; i++) if (parents[i] === -1) order.push(i);
  for (let at = 0; at < order.length; at++) order.push(...children[order[at]!]!);
  if (order.length !== nodes.length) damaged('its bones form a circle');
  for (const node of order.reverse())
    sizes[node] = 1 + children[node]!.reduce((sum, child) => sum + sizes[child]!, 0);
  return sizes;
};
