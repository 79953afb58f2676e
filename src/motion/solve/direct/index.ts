import { BONE_COUNT, BONE_INDEX } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import type { TrackingFrame } from '@shared/tracking-frame';
import { createFaceSolver } from '../face';
import { createFacePose } from '../face/face-pose';
import { identityQuat, rotateVec } from '../maths/quaternion';
import { vec3 } from '../maths/vector';
import type { Solver, SolverOptions } from '../solver';
import { createArmSolver } from './arm';
import { createFingerSolver } from './finger';
import { createHeadSolver, poseHead, restHead } from './head';
import { createHipsPosition } from './hips-position';
import { createPersonLandmarks, readPersonLandmarks, SIDES, type SideIndex } from './landmarks';
import { createLeanEstimator } from './lean';
import { createLegSolver } from './leg';
import { createLimbDepth } from './limb-depth';
import { createPalmSolver } from './palm';
import { createReachSolver } from './reach';
import { createShrugEstimator } from './shrug';
import { createSkeleton, type Skeleton, writeBone } from './skeleton';
import { createTorso, measureTorso, poseTorso, roughUp, solveTorso } from './torso';

const TORSO_BONES = [BONE_INDEX.hips, BONE_INDEX.spine, BONE_INDEX.chest, BONE_INDEX.upperChest] as const;
const UP = vec3(0, 1, 0);
const HEAD_BONES = [BONE_INDEX.neck, BONE_INDEX.head] as const;
const sideBones = (side: 'left' | 'right') => ({
  upperArm: [BONE_INDEX[`${side}Shoulder`], BONE_INDEX[`${side}UpperArm`]] as const,
  lowerArm: [BONE_INDEX[`${side}LowerArm`], BONE_INDEX[`${side}Hand`]] as const,
  leg: [BONE_INDEX[`${side}UpperLeg`], BONE_INDEX[`${side}LowerLeg`]] as const,
  foot: BONE_INDEX[`${side}Foot`],
  confidence: side === 'left' ? PART_INDEX.leftHand : PART_INDEX.rightHand,
});
const SIDE_BONES = [sideBones('left'), sideBones('right')] as const;

/**
 * Kagami's own solver: world landmarks to local rotations.
 *
 * Every bone is solved in the world and its local rotation taken against its solved parent, so that limbs point where the
 * person's do whatever the rounding of the body above them. What this frame does not show keeps its last value and is not
 * marked as driven.
 */
export const createDirectSolver = (initial: SolverOptions): Solver => {
  const person = createPersonLandmarks();
  const torso = createTorso();
  const facePose = createFacePose();
  const face = createFaceSolver();
  const head = createHeadSolver(facePose);
  const arms = SIDES.map(createArmSolver);
  const palms = SIDES.map(createPalmSolver);
  const fingers = SIDES.map(createFingerSolver);
  const legs = SIDES.map(createLegSolver);
  const hips = createHipsPosition();
  const lean = createLeanEstimator();
  const shrug = createShrugEstimator();
  const depth = createLimbDepth();
  const reach = createReachSolver();
  const bones = new Float32Array(BONE_COUNT * 4);
  const up = vec3();
  let options = initial;
  let skeleton: Skeleton = createSkeleton();
  let shape = measureTorso(skeleton);

  const adoptSkeleton = (): void => {
    shape = measureTorso(skeleton);
    for (const part of [...arms, ...palms, ...fingers, ...legs]) part.setSkeleton(skeleton);
  };

  const forget = (): void => {
    bones.fill(0);
    for (let w = 3; w < bones.length; w += 4) bones[w] = 1;
  };

  const drive = (out: MotionFrame, bone: number): void => {
    if (!skeleton.has[bone]) return;
    writeBone(skeleton, bone, bones);
    out.drives.bones[bone] = 1;
  };

  const driveAll = (out: MotionFrame, list: readonly number[]): void => {
    for (let i = 0; i < list.length; i++) drive(out, list[i]!);
  };

  const solveBody = (frame: TrackingFrame, out: MotionFrame): boolean => {
    if (options.mode === 'face') return false;
    arms[0]!.look(person);
    arms[1]!.look(person);
    roughUp(person, up);
    arms[0]!.raiseClavicle(up, torso.clavicles);
    arms[1]!.raiseClavicle(up, torso.clavicles);
    if (facePose.seen) lean.look(facePose, frame.face);
    if (!solveTorso(person, shape, lean.lean, torso)) return false;
    poseTorso(skeleton, shape, torso);
    rotateVec(up, torso.chest, UP);
    shrug.raise(person, up, torso, frame.pose);
    arms[0]!.poseShoulder(skeleton, torso.clavicles);
    arms[1]!.poseShoulder(skeleton, torso.clavicles);
    driveAll(out, TORSO_BONES);
    out.confidence[PART_INDEX.body] = frame.pose.score * torso.shouldersSeen;
    return true;
  };

  const solveArm = (frame: TrackingFrame, out: MotionFrame, side: SideIndex): void => {
    const arm = arms[side]!;
    const palm = palms[side]!;
    const names = SIDE_BONES[side]!;
    if (!arm.upperSeen) return;
    arm.pose(skeleton, frame.pose);
    const forearm = skeleton.world[names.lowerArm[0]]!;
    palm.solve(person, forearm, arm.lowerSeen, frame);
    arm.poseHand(skeleton, palm.seen ? palm.rotation : undefined);
    driveAll(out, names.upperArm);
    if (!arm.lowerSeen) return;
    driveAll(out, names.lowerArm);
    solveFingers(out, side);
  };

  const solveFingers = (out: MotionFrame, side: SideIndex): void => {
    const hand = person.hands[side]!;
    if (hand.score <= 0) return;
    const finger = fingers[side]!;
    finger.solve(skeleton, hand, skeleton.world[SIDE_BONES[side]!.lowerArm[1]]!, bones);
    for (let i = 0; i < finger.bones.length; i++)
      out.drives.bones[finger.bones[i]!] = skeleton.has[finger.bones[i]!]!;
    out.confidence[SIDE_BONES[side]!.confidence] = hand.score;
  };

  const solveLeg = (frame: TrackingFrame, out: MotionFrame, side: SideIndex): void => {
    const leg = legs[side]!;
    leg.pose(skeleton, person, frame.pose);
    if (!leg.seen) return;
    driveAll(out, SIDE_BONES[side]!.leg);
    if (leg.footSeen) drive(out, SIDE_BONES[side]!.foot);
  };

  const solveHips = (frame: TrackingFrame, out: MotionFrame): void => {
    if (!hips.solve(frame, person, skeleton, legs, torso.hipsSeen)) return;
    out.hips[0] = hips.offset.x;
    out.hips[1] = hips.offset.y;
    out.hips[2] = hips.offset.z;
    out.drives.roots[0] = 1;
  };

  const solveHead = (frame: TrackingFrame, out: MotionFrame): void => {
    head.solve(frame, person);
    if (head.head.confidence <= 0) {
      restHead(skeleton);
      return;
    }
    poseHead(skeleton, head.head);
    driveAll(out, HEAD_BONES);
    out.confidence[PART_INDEX.face] = frame.face.score > 0 ? head.head.confidence : 0;
  };

  face.setRest(initial.faceRest);
  depth.setBody(initial.body);
  adoptSkeleton();
  forget();
  return {
    solve(frame, out) {
      out.time = frame.time;
      out.source = 'tracking';
      out.values.fill(0);
      out.drives.flags.fill(0);
      readPersonLandmarks(frame, person);
      depth.restore(person);
      facePose.solve(frame);
      const bodySeen = solveBody(frame, out);
      if (!bodySeen)
        for (let i = 0; i < TORSO_BONES.length; i++) identityQuat(skeleton.world[TORSO_BONES[i]!]!);
      solveHead(frame, out);
      face.solve(frame, facePose, out);
      if (bodySeen) {
        if (options.arms === 'reach') reach.solve(skeleton, person, arms);
        solveArm(frame, out, 0);
        solveArm(frame, out, 1);
        if (options.mode === 'full') {
          solveLeg(frame, out, 0);
          solveLeg(frame, out, 1);
          solveHips(frame, out);
        }
      }
      out.bones.set(bones);
    },
    setRest(rest) {
      skeleton = createSkeleton(rest);
      adoptSkeleton();
      forget();
    },
    setOptions(next) {
      options = next;
      face.setRest(next.faceRest);
      depth.setBody(next.body);
    },
    reset() {
      forget();
      head.reset();
      face.reset();
      for (const part of [...arms, ...palms, ...legs, hips, lean, shrug]) part.reset();
    },
  };
};
