import { ARKIT_COUNT, ARKIT_OFFSET, EXPRESSION_INDEX, type VrmPreset } from '@shared/expressions';
import type { HumanoidBone } from '@shared/humanoid';
import { type MotionFrame, PART_INDEX, resetMotionFrame } from '@shared/motion-frame';
import type { HandTracking, TrackingFrame } from '@shared/tracking-frame';
import { Face, Hand, Pose, type TFace, type TPose } from 'kalidokit';
import type { Solver, SolverOptions } from '../solver';
import { copyLandmarks, createLandmarkCopies, type LandmarkCopies } from './landmark-copies';
import { rigBone } from './rig';

/** How much of the head's rotation Kalidokit's own demo gives to the neck, and of the spine's to each of its bones. */
const NECK_GAIN = 0.7;
const HIPS_GAIN = 0.7;
const SPINE_GAIN = 0.45;
const CHEST_GAIN = 0.25;
/** Kalidokit's pupil runs −1..1 over about this angle. */
const PUPIL_RANGE = 0.5;

const ARM_BONES = [
  ['LeftUpperArm', 'leftUpperArm'],
  ['LeftLowerArm', 'leftLowerArm'],
  ['RightUpperArm', 'rightUpperArm'],
  ['RightLowerArm', 'rightLowerArm'],
] as const satisfies readonly (readonly [keyof TPose, HumanoidBone])[];

const LEG_BONES = [
  ['LeftUpperLeg', 'leftUpperLeg'],
  ['LeftLowerLeg', 'leftLowerLeg'],
  ['RightUpperLeg', 'rightUpperLeg'],
  ['RightLowerLeg', 'rightLowerLeg'],
] as const satisfies readonly (readonly [keyof TPose, HumanoidBone])[];

/** Kalidokit's name of a finger segment after the side, and VRM 1.0's. */
const FINGER_BONES = [
  ...(['Index', 'Middle', 'Ring', 'Little'] as const).flatMap((finger) =>
    (['Proximal', 'Intermediate', 'Distal'] as const).map(
      (segment) => [`${finger}${segment}`, `${finger}${segment}`] as const,
    ),
  ),
  ['ThumbProximal', 'ThumbMetacarpal'] as const,
  ['ThumbIntermediate', 'ThumbProximal'] as const,
  ['ThumbDistal', 'ThumbDistal'] as const,
];

const fingerBones = (side: 'Left' | 'Right') =>
  FINGER_BONES.map(
    ([kalidokit, vrm]) =>
      [`${side}${kalidokit}`, `${side === 'Left' ? 'left' : 'right'}${vrm}` as HumanoidBone] as const,
  );

const HAND_BONES = { Left: fingerBones('Left'), Right: fingerBones('Right') };

const VOWELS = [
  ['A', 'aa'],
  ['I', 'ih'],
  ['U', 'ou'],
  ['E', 'ee'],
  ['O', 'oh'],
] as const satisfies readonly (readonly [keyof TFace['mouth']['shape'], VrmPreset])[];

/**
 * Kalidokit 1.1.5 (MIT, by yeemachine) mapped to the avatar as its own demo does, without the demo's smoothing: what most
 * apps of the field run. It ignores the avatar's proportions and allocates as Kalidokit does; kept for comparison and taste.
 */
export const createClassicSolver = (initial: SolverOptions): Solver => {
  const copies = createLandmarkCopies();
  let options = initial;
  return {
    solve(frame, out) {
      resetMotionFrame(out);
      out.time = frame.time;
      out.source = 'tracking';
      if (options.mode !== 'face') solveBody(frame, out, copies, options.mode === 'full');
      solveFace(frame, out, copies);
    },
    setRest() {},
    setOptions(next) {
      options = next;
    },
    reset() {},
  };
};

const solveBody = (frame: TrackingFrame, out: MotionFrame, copies: LandmarkCopies, legs: boolean): void => {
  const { pose } = frame;
  if (pose.score <= 0) return;
  if (!copyLandmarks(pose.worldLandmarks, 4, copies.poseWorld)) return;
  if (!copyLandmarks(pose.landmarks, 4, copies.pose)) return;
  const rig = Pose.solve(copies.poseWorld, copies.pose, { runtime: 'mediapipe', enableLegs: legs });
  if (!rig) return;
  out.confidence[PART_INDEX.body] = pose.score;
  if (rig.Hips.rotation) rigBone(out, 'hips', rig.Hips.rotation, HIPS_GAIN);
  rigBone(out, 'spine', rig.Spine, SPINE_GAIN);
  rigBone(out, 'chest', rig.Spine, CHEST_GAIN);
  for (const [name, bone] of ARM_BONES) rigBone(out, bone, rig[name]);
  if (legs) for (const [name, bone] of LEG_BONES) rigBone(out, bone, rig[name]);
  // Kalidokit's left is the mirror image's: the person's right.
  solveHand(frame.rightHand, rig, 'Left', out, copies);
  solveHand(frame.leftHand, rig, 'Right', out, copies);
};

const solveHand = (
  hand: HandTracking,
  pose: TPose,
  side: 'Left' | 'Right',
  out: MotionFrame,
  copies: LandmarkCopies,
): void => {
  const bone = side === 'Left' ? 'leftHand' : 'rightHand';
  const fromPose = side === 'Left' ? pose.LeftHand : pose.RightHand;
  const seen = hand.score > 0 && copyLandmarks(hand.worldLandmarks, 3, copies.hand);
  const rig: Record<string, { x: number; y: number; z: number }> | undefined = seen
    ? Hand.solve(copies.hand, side)
    : undefined;
  const wrist = rig?.[`${side}Wrist`];
  if (!rig || !wrist) {
    rigBone(out, bone, fromPose);
    return;
  }
  out.confidence[side === 'Left' ? PART_INDEX.rightHand : PART_INDEX.leftHand] = hand.score;
  rigBone(out, bone, { x: wrist.x, y: wrist.y, z: fromPose.z });
  for (const [name, finger] of HAND_BONES[side]) {
    const euler = rig[name];
    if (euler) rigBone(out, finger, euler);
  }
};

const solveFace = (frame: TrackingFrame, out: MotionFrame, copies: LandmarkCopies): void => {
  const { face } = frame;
  if (face.score <= 0 || !copyLandmarks(face.landmarks, 3, copies.face)) return;
  const rig = Face.solve(copies.face, {
    runtime: 'mediapipe',
    imageSize: { width: frame.imageWidth, height: frame.imageHeight },
  });
  if (!rig) return;
  out.confidence[PART_INDEX.face] = face.score;
  rigBone(out, 'neck', rig.head, NECK_GAIN);
  // The demo closes both eyes together, as its landmarks tell them poorly apart.
  const eyes = Face.stabilizeBlink(rig.eye, rig.head.y);
  setPreset(out, 'blinkLeft', 1 - eyes.r);
  setPreset(out, 'blinkRight', 1 - eyes.l);
  for (const [name, preset] of VOWELS) setPreset(out, preset, rig.mouth.shape[name]);
  out.gaze[0] = gazeAngle(-rig.pupil.x);
  out.gaze[1] = gazeAngle(rig.pupil.y);
  out.drives.roots[1] = 1;
  if (face.hasBlendshapes) passBlendshapes(face.blendshapes, out);
};

const gazeAngle = (pupil: number): number =>
  Number.isFinite(pupil) ? Math.max(-1, Math.min(1, pupil)) * PUPIL_RANGE : 0;

const setPreset = (out: MotionFrame, preset: VrmPreset, weight: number): void => {
  const index = EXPRESSION_INDEX[preset];
  out.expressions[index] = Number.isFinite(weight) ? Math.max(0, Math.min(1, weight)) : 0;
  out.drives.expressions[index] = 1;
};

const passBlendshapes = (blendshapes: Float32Array, out: MotionFrame): void => {
  for (let i = 0; i < ARKIT_COUNT; i++) {
    const weight = blendshapes[i]!;
    out.expressions[ARKIT_OFFSET + i] = Number.isFinite(weight) ? Math.max(0, Math.min(1, weight)) : 0;
    out.drives.expressions[ARKIT_OFFSET + i] = 1;
  }
};
