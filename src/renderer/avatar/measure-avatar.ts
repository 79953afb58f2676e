import type { VRM } from '@pixiv/three-vrm';
import {
  type BufferAttribute,
  type InterleavedBufferAttribute,
  Matrix4,
  type Object3D,
  type SkinnedMesh,
  Vector3,
} from 'three';
import { createBreather } from './breathe';

/** Where the parts of an avatar at rest are, metres, in the scene. */
export interface AvatarMeasures {
  /** Top of the head with its hair or hat. */
  top: number;
  eyes: number;
  /** Where the neck meets the head. */
  headBone: number;
  shoulders: number;
  hips: number;
  /** Lowest point. */
  bottom: number;
  /** Middle of the head: x and z. */
  headX: number;
  headZ: number;
  /** Between the shoulder joints. */
  shoulderWidth: number;
  /** Widest part of head and hair above the chin. */
  headWidth: number;
}

const point = new Vector3();

/** Measures the avatar in its rest pose. Reads every vertex once, mesh by mesh, at load only. */
export const measureAvatar = async (vrm: VRM): Promise<AvatarMeasures> => {
  vrm.scene.updateWorldMatrix(true, true);
  const y = (bone: 'head' | 'hips' | 'leftUpperArm' | 'rightUpperArm'): number => position(vrm, bone).y;
  const head = position(vrm, 'head').clone();
  const left = position(vrm, 'leftUpperArm').clone();
  const shoulderWidth = left.distanceTo(position(vrm, 'rightUpperArm'));
  const eyes = eyeHeight(vrm, head.y, shoulderWidth);
  const bounds = { top: eyes, bottom: head.y, headWidth: 0 };
  const meshes: SkinnedMesh[] = [];
  vrm.scene.traverse((object) => {
    if ('geometry' in object) meshes.push(object as SkinnedMesh);
  });
  const breather = createBreather();
  for (const mesh of meshes) {
    await breather();
    addMesh(vrm, mesh, head, bounds);
  }
  return {
    top: Math.max(bounds.top, eyes + 0.05 * (eyes - bounds.bottom)),
    bottom: bounds.bottom,
    eyes,
    headBone: head.y,
    shoulders: (y('leftUpperArm') + y('rightUpperArm')) / 2,
    hips: y('hips'),
    headX: head.x,
    headZ: head.z,
    shoulderWidth,
    headWidth: bounds.headWidth,
  };
};

const position = (vrm: VRM, bone: 'head' | 'hips' | 'leftUpperArm' | 'rightUpperArm' | 'leftEye'): Vector3 =>
  point.setFromMatrixPosition(vrm.humanoid.getRawBoneNode(bone)!.matrixWorld);

/** Eye bone, else the look-at's origin, else a third of the shoulders' width above the head bone. */
const eyeHeight = (vrm: VRM, headBone: number, shoulderWidth: number): number => {
  if (vrm.humanoid.getRawBoneNode('leftEye')) {
    const { y } = position(vrm, 'leftEye');
    if (y > headBone) return y;
  }
  const { y } = vrm.lookAt?.getLookAtWorldPosition(point) ?? point.set(0, -Infinity, 0);
  return y > headBone + 0.02 ? y : headBone + shoulderWidth / 3;
};

interface Bounds {
  top: number;
  bottom: number;
  headWidth: number;
}

/** Every vertex goes with the bone that weighs most on it: exact enough for framing, and cheap. */
const addMesh = (vrm: VRM, mesh: SkinnedMesh, head: Vector3, bounds: Bounds): void => {
  const positions = mesh.geometry.getAttribute('position');
  const skeleton = mesh.isSkinnedMesh ? mesh.skeleton : undefined;
  const matrices = skeleton?.bones.map((bone, i) =>
    new Matrix4().multiplyMatrices(bone.matrixWorld, skeleton.boneInverses[i]!).multiply(mesh.bindMatrix),
  );
  const headNode = vrm.humanoid.getRawBoneNode('head')!;
  const ofHead = (skeleton?.bones ?? [mesh as Object3D]).map((bone) => isWithin(bone, headNode));
  const joints = mesh.geometry.getAttribute('skinIndex');
  const weights = mesh.geometry.getAttribute('skinWeight');
  for (let i = 0; i < positions.count; i++) {
    const joint = matrices && joints && weights ? heaviestJoint(joints, weights, i) : 0;
    point.fromBufferAttribute(positions, i).applyMatrix4(matrices?.[joint] ?? mesh.matrixWorld);
    if (point.y < bounds.bottom) bounds.bottom = point.y;
    if (!ofHead[joint]) continue;
    if (point.y > bounds.top) bounds.top = point.y;
    if (point.y > head.y) bounds.headWidth = Math.max(bounds.headWidth, 2 * Math.abs(point.x - head.x));
  }
};

type Attribute = BufferAttribute | InterleavedBufferAttribute;

const heaviestJoint = (joints: Attribute, weights: Attribute, i: number): number => {
  let best = 0;
  for (let c = 1; c < 4; c++) if (weights.getComponent(i, c) > weights.getComponent(i, best)) best = c;
  return joints.getComponent(i, best);
};

const isWithin = (object: Object3D | null, ancestor: Object3D): boolean => {
  for (let at = object; at; at = at.parent) if (at === ancestor) return true;
  return false;
};
