import { ClipError, checkClip, type MotionClip } from '@motion/clip';
import { BONE_COUNT, BONE_INDEX, HUMANOID_BONES, type HumanoidBone, PARENT_INDEX } from '@shared/humanoid';
import { Matrix4, Quaternion, Vector3 } from 'three';
import { boneOfJoint } from './bvh-names';
import { type Bvh, readBvh } from './bvh-reader';

/** Bones without which a file is no person. */
const NEEDED: readonly HumanoidBone[] = [
  'hips',
  'head',
  'leftUpperLeg',
  'rightUpperLeg',
  'leftLowerLeg',
  'rightLowerLeg',
  'leftUpperArm',
  'rightUpperArm',
  'leftLowerArm',
  'rightLowerArm',
];

const below =
  (from: string, to: string) =>
  (bone: string): HumanoidBone =>
    bone.replace(from, to) as HumanoidBone;

/** Where a limb's bone of the VRM T-pose points, and the bone at its other end. */
const POINTS: readonly [RegExp, Vector3, (bone: string) => HumanoidBone][] = [
  [/^leftUpperArm$/, new Vector3(1, 0, 0), below('UpperArm', 'LowerArm')],
  [/^leftLowerArm$/, new Vector3(1, 0, 0), below('LowerArm', 'Hand')],
  [/^rightUpperArm$/, new Vector3(-1, 0, 0), below('UpperArm', 'LowerArm')],
  [/^rightLowerArm$/, new Vector3(-1, 0, 0), below('LowerArm', 'Hand')],
  [/UpperLeg$/, new Vector3(0, -1, 0), below('UpperLeg', 'LowerLeg')],
  [/LowerLeg$/, new Vector3(0, -1, 0), below('LowerLeg', 'Foot')],
];
const LIMB_END = /Lower(Arm|Leg)$|Hand$|Thumb|Index|Middle|Ring|Little/;
/** A rest pose this near to the T-pose (radians) is left as it is: shoulders and legs are never quite straight. */
const NEAR = 0.2;

/**
 * Reads a BVH file as a clip for any avatar: joints by their names, whatever the skeleton's size, its rest pose (T or A) and
 * its axes (which way is up and front is seen from where hips, head and legs lie).
 * @throws ClipError with a sentence for the user
 */
export const readBvhClip = (text: string, name: string): MotionClip => {
  const bvh = readBvh(text);
  const jointOf = mapJoints(bvh);
  const rest = restPlaces(bvh);
  const upright = uprightTurn(rest, jointOf);
  for (const place of rest) place.applyQuaternion(upright);
  const lowest = Math.min(...rest.map((place) => place.y), ...endHeights(bvh, rest, upright));
  const hipsJoint = jointOf[BONE_INDEX.hips]!;
  const hipsHeight = rest[hipsJoint]!.y - lowest;
  if (!(hipsHeight > 1e-6)) throw new ClipError('The BVH file’s skeleton has no height.');

  const bones = Uint8Array.from([...jointOf.keys()].filter((bone) => jointOf[bone]! >= 0));
  const turns = restTurns(rest, jointOf);
  const { frameCount } = bvh;
  const rotations = new Float32Array(frameCount * bones.length * 4);
  const hips = new Float32Array(frameCount * 3);
  const worlds = bvh.joints.map(() => new Quaternion());
  const normal = Array.from({ length: BONE_COUNT }, () => new Quaternion());
  const moves = bvh.joints[0]!.channels.some((channel) => channel.endsWith('position'));
  /** Where the hips would be at rest: over the ground, which is at 0. */
  const restHips = new Vector3(rest[hipsJoint]!.x, hipsHeight, rest[hipsJoint]!.z);
  const place = new Vector3();
  const back = upright.clone().invert();
  const out = new Quaternion();

  for (let frame = 0; frame < frameCount; frame++) {
    poseJoints(bvh, frame, worlds, place);
    place.applyQuaternion(upright);
    // Many files begin anywhere: their avatar starts in the middle, on the ground.
    if (frame === 0) {
      if (Math.hypot(place.x - restHips.x, place.z - restHips.z) > hipsHeight / 2)
        restHips.set(place.x, restHips.y, place.z);
      if (Math.abs(place.y - hipsHeight) > hipsHeight / 2) restHips.y = place.y;
    }
    hips[frame * 3] = (place.x - restHips.x) / hipsHeight;
    hips[frame * 3 + 1] = (place.y - restHips.y) / hipsHeight;
    hips[frame * 3 + 2] = (place.z - restHips.z) / hipsHeight;
    for (const [b, bone] of bones.entries()) {
      const world = normal[bone]!.copy(upright).multiply(worlds[jointOf[bone]!]!).multiply(back);
      world.multiply(turns[bone]!);
      const parent = mappedParent(bone, jointOf);
      out.copy(world);
      if (parent >= 0) out.copy(normal[parent]!).invert().multiply(world);
      out.normalize().toArray(rotations, (frame * bones.length + b) * 4);
    }
  }
  return checkClip({
    name,
    times: Float64Array.from({ length: frameCount }, (_, frame) => frame * bvh.frameMs),
    bones,
    rotations,
    hips: moves ? hips : new Float32Array(0),
    hipsHeight: 1,
    expressions: new Uint8Array(0),
    weights: new Float32Array(0),
    gaze: new Float32Array(0),
  });
};

/** Joint of each bone, by name; -1 = none. */
const mapJoints = ({ joints }: Bvh): Int16Array => {
  const jointOf = new Int16Array(BONE_COUNT).fill(-1);
  for (const [i, joint] of joints.entries()) {
    const bone = boneOfJoint(joint.name);
    if (bone !== undefined && jointOf[bone]! < 0) jointOf[bone] = i;
  }
  // Whatever it is called, the root carries the hips.
  if (jointOf[BONE_INDEX.hips]! < 0) jointOf[BONE_INDEX.hips] = 0;
  const missing = NEEDED.filter((bone) => jointOf[BONE_INDEX[bone]]! < 0);
  if (missing.length > 0)
    throw new ClipError(
      `The BVH file's skeleton is not one of a person that Kagami knows: it lacks ${missing.slice(0, 3).join(', ')}.`,
    );
  return jointOf;
};

const mappedParent = (bone: number, jointOf: Int16Array): number => {
  let at = PARENT_INDEX[bone]!;
  while (at >= 0 && jointOf[at]! < 0) at = PARENT_INDEX[at]!;
  return at;
};

/** Where each joint lies with every channel at zero. */
const restPlaces = ({ joints }: Bvh): Vector3[] => {
  const places: Vector3[] = [];
  for (const { parent, offset } of joints)
    places.push(new Vector3(...offset).add(places[parent] ?? new Vector3()));
  return places;
};

const endHeights = ({ joints }: Bvh, rest: readonly Vector3[], upright: Quaternion): number[] =>
  joints.flatMap(({ ends }, i) =>
    ends.map((end) => new Vector3(...end).applyQuaternion(upright).y + rest[i]!.y),
  );

/** Turns the skeleton so that its head is up (+Y) and its left is +X. */
const uprightTurn = (rest: readonly Vector3[], jointOf: Int16Array): Quaternion => {
  const at = (bone: HumanoidBone): Vector3 => rest[jointOf[BONE_INDEX[bone]]!]!;
  const up = at('head').clone().sub(at('hips'));
  const left = at('leftUpperLeg').clone().sub(at('rightUpperLeg'));
  // Hips so narrow that they say nothing: the shoulders may.
  if (left.length() < up.length() * 0.02) left.copy(at('leftUpperArm')).sub(at('rightUpperArm'));
  const axes = [new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)];
  const y = nearestAxis(up, axes);
  const x = nearestAxis(left.addScaledVector(y, -left.dot(y)), axes);
  if (Math.abs(x.dot(y)) > 0.5 || x.lengthSq() === 0)
    throw new ClipError('The BVH file’s skeleton lies in no known way.');
  const matrix = new Matrix4().makeBasis(x, y, x.clone().cross(y));
  return new Quaternion().setFromRotationMatrix(matrix).invert();
};

const nearestAxis = (direction: Vector3, axes: readonly Vector3[]): Vector3 => {
  const best = axes.reduce((a, b) => (Math.abs(a.dot(direction)) >= Math.abs(b.dot(direction)) ? a : b));
  return best.clone().multiplyScalar(Math.sign(best.dot(direction)));
};

/** For each bone the turn from the T-pose to the file's rest pose; hands and fingers go on as the arm before them. */
const restTurns = (rest: readonly Vector3[], jointOf: Int16Array): Quaternion[] => {
  const turns = HUMANOID_BONES.map(() => new Quaternion());
  for (const [bone, name] of HUMANOID_BONES.entries()) {
    if (jointOf[bone]! < 0) continue;
    const points = POINTS.find(([pattern]) => pattern.test(name));
    const child = points === undefined ? -1 : jointOf[BONE_INDEX[points[2](name)]]!;
    if (points !== undefined && child >= 0)
      turns[bone]!.copy(turnTo(points[1], rest[child]!.clone().sub(rest[jointOf[bone]!]!)));
    else if (LIMB_END.test(name)) turns[bone]!.copy(turns[mappedParent(bone, jointOf)] ?? turns[bone]!);
  }
  return turns;
};

const turnTo = (from: Vector3, to: Vector3): Quaternion => {
  const turn = new Quaternion();
  if (to.lengthSq() < 1e-12 || from.angleTo(to) < NEAR) return turn;
  return turn.setFromUnitVectors(from, to.normalize());
};

const AXES = { x: new Vector3(1, 0, 0), y: new Vector3(0, 1, 0), z: new Vector3(0, 0, 1) };
const step = new Quaternion();

/** World rotations of every joint in a frame, and where the root is, in the file's axes. */
const poseJoints = (bvh: Bvh, frame: number, worlds: readonly Quaternion[], place: Vector3): void => {
  const { joints, values, channelCount } = bvh;
  for (const [i, joint] of joints.entries()) {
    const world = worlds[i]!.identity();
    if (i === 0) place.set(...joint.offset);
    for (const [c, channel] of joint.channels.entries()) {
      const value = values[frame * channelCount + joint.firstChannel + c]!;
      const axis = channel.charAt(0) as 'x' | 'y' | 'z';
      // A position stands in place of the offset.
      if (channel.endsWith('position')) {
        if (i === 0) place[axis] = value;
      } else world.multiply(step.setFromAxisAngle(AXES[axis], (value * Math.PI) / 180));
    }
    if (joint.parent >= 0) world.premultiply(worlds[joint.parent]!);
  }
};
