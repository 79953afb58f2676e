import { BONE_COUNT, BONE_INDEX, PARENT_INDEX, type RestPose } from '@shared/humanoid';
import { copyQuat, normalizeQuat, type Quat, quat, relativeQuat } from '../maths/quaternion';
import { copyVec, isFiniteVec, length, normalize, setVec, type Vec3, vec3 } from '../maths/vector';
import { createStandardHuman } from './standard-human';

/**
 * The avatar's humanoid as the solver sees it: where its bones lie at rest, and how each is turned now, in the world.
 * Every part is solved in the world, so that a bone points exactly where the person's does whatever its parents do;
 * local rotations are taken at the end.
 */
export interface Skeleton {
  /** Which bones the avatar has. */
  readonly has: Uint8Array;
  /** Offset from the parent at rest; a bone that the avatar lacks has the standard human's. */
  readonly offset: readonly Vec3[];
  /** Position at rest, from the offsets. */
  readonly position: readonly Vec3[];
  /** Unit vector from the bone to the bone it leads to, at rest. */
  readonly direction: readonly Vec3[];
  /** Rotation in the world; a bone that is not solved follows its parent ({@link followParent}). */
  readonly world: readonly Quat[];
}

const ORIGIN = vec3();
const quats = (): Quat[] => Array.from({ length: BONE_COUNT }, () => quat());
const vecs = (): Vec3[] => Array.from({ length: BONE_COUNT }, () => vec3());

/** The bone that a bone leads to; the last of a chain keeps its parent's direction. */
const LEADS_TO = new Int8Array(BONE_COUNT).fill(-1);
for (const [bone, next] of [
  ['hips', 'spine'],
  ['spine', 'chest'],
  ['chest', 'upperChest'],
  ['upperChest', 'neck'],
  ['neck', 'head'],
] as const)
  LEADS_TO[BONE_INDEX[bone]] = BONE_INDEX[next];
for (const side of ['left', 'right'] as const) {
  for (const [bone, next] of [
    ['Shoulder', 'UpperArm'],
    ['UpperArm', 'LowerArm'],
    ['LowerArm', 'Hand'],
    ['Hand', 'MiddleProximal'],
    ['UpperLeg', 'LowerLeg'],
    ['LowerLeg', 'Foot'],
    ['Foot', 'Toes'],
    ['ThumbMetacarpal', 'ThumbProximal'],
    ['ThumbProximal', 'ThumbDistal'],
  ] as const)
    LEADS_TO[BONE_INDEX[`${side}${bone}`]] = BONE_INDEX[`${side}${next}`];
  for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const) {
    LEADS_TO[BONE_INDEX[`${side}${finger}Proximal`]] = BONE_INDEX[`${side}${finger}Intermediate`];
    LEADS_TO[BONE_INDEX[`${side}${finger}Intermediate`]] = BONE_INDEX[`${side}${finger}Distal`];
  }
}

export const createSkeleton = (rest?: RestPose): Skeleton => {
  const human = createStandardHuman();
  const given = rest ?? human;
  const skeleton: Skeleton = {
    has: Uint8Array.from(given.has),
    offset: vecs(),
    position: vecs(),
    direction: vecs(),
    world: quats(),
  };
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    readOffset(skeleton.offset[bone]!, bone, given, human);
    const parent = PARENT_INDEX[bone]!;
    const { x, y, z } = skeleton.offset[bone]!;
    const from = parent < 0 ? ORIGIN : skeleton.position[parent]!;
    setVec(skeleton.position[bone]!, from.x + x, from.y + y, from.z + z);
  }
  for (let bone = 0; bone < BONE_COUNT; bone++) findDirection(skeleton, bone);
  return skeleton;
};

/**
 * Where the avatar lacks a bone, its children's offsets already span the gap: the lacking one then lies on its parent if it
 * is a link of the body, and where the standard human has it if nothing hangs on it.
 */
const readOffset = (out: Vec3, bone: number, given: RestPose, human: RestPose): void => {
  const from = given.has[bone] ? given : hasDescendant(given, bone) ? undefined : human;
  const at = bone * 3;
  if (from) setVec(out, from.offsets[at]!, from.offsets[at + 1]!, from.offsets[at + 2]!);
  if (!isFiniteVec(out)) copyVec(out, vec3());
};

const hasDescendant = (rest: RestPose, bone: number): boolean => {
  for (let child = bone + 1; child < BONE_COUNT; child++)
    if (PARENT_INDEX[child] === bone && (rest.has[child] || hasDescendant(rest, child))) return true;
  return false;
};

const findDirection = (skeleton: Skeleton, bone: number): void => {
  const out = skeleton.direction[bone]!;
  const next = LEADS_TO[bone]!;
  const parent = PARENT_INDEX[bone]!;
  copyVec(out, skeleton.offset[next >= 0 ? next : bone]!);
  if (length(out) < 1e-4) copyVec(out, parent < 0 ? vec3(0, 1, 0) : skeleton.direction[parent]!);
  if (normalize(out) === 0) copyVec(out, vec3(0, 1, 0));
};

/** A bone that has no opinion of its own keeps its rest rotation to its parent. */
export const followParent = (skeleton: Skeleton, bone: number): void => {
  const parent = PARENT_INDEX[bone]!;
  if (parent >= 0) copyQuat(skeleton.world[bone]!, skeleton.world[parent]!);
};

const local = quat();

/** Writes the local rotation of `bone` into `bones` (x, y, z, w); nothing where the avatar lacks the bone. */
export const writeBone = (skeleton: Skeleton, bone: number, bones: Float32Array): void => {
  if (!skeleton.has[bone]) return;
  const parent = PARENT_INDEX[bone]!;
  if (parent < 0) copyQuat(local, skeleton.world[bone]!);
  else relativeQuat(local, skeleton.world[parent]!, skeleton.world[bone]!);
  normalizeQuat(local);
  const sign = local.w < 0 ? -1 : 1;
  const at = bone * 4;
  bones[at] = local.x * sign;
  bones[at + 1] = local.y * sign;
  bones[at + 2] = local.z * sign;
  bones[at + 3] = local.w * sign;
};
