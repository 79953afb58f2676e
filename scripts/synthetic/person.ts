import { ARKIT_COUNT, ARKIT_OFFSET } from '@shared/expressions';
import type { HumanoidBone, RestPose } from '@shared/humanoid';
import { BONE_INDEX } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import {
  FACE_LANDMARKS,
  HAND_LANDMARKS,
  type HandTracking,
  type TrackingFrame,
} from '@shared/tracking-frame';
import { type Camera, cameraRotation, DESK_CAMERA, focalLength, project, toCamera } from './camera';
import { faceShape } from './face-points';
import {
  conjugate,
  createJoints,
  type Joints,
  jointPosition,
  jointRotation,
  pointOnBone,
  poseJoints,
  product,
  rotated,
  type Vector,
} from './kinematics';
import { createRandom, type Random } from './random';
import { HUMAN_REST } from './skeleton';

/** Standard deviations of landmark noise, metres, the same on every axis and frame by frame independent. */
export interface LandmarkNoise {
  pose: number;
  hands: number;
  face: number;
  seed: number;
}

/** About what a webcam in room light gives: 5 mm on the body; hands and face in proportion to their size. */
export const REAL_NOISE: LandmarkNoise = { pose: 0.005, hands: 0.0015, face: 0.0008, seed: 1 };

export interface PersonOptions {
  rest?: RestPose;
  camera?: Camera;
  noise?: LandmarkNoise;
  /** Share of the body's depth that its world landmarks show, as trackers flatten what they cannot see; default 1, all of it. */
  depth?: number;
  /** Parts out of the picture are still reported (as if the picture were large enough). Default false. */
  seeAll?: boolean;
}

/**
 * A synthetic person before a synthetic camera: the exact landmarks that an ideal MediaPipe would give for a known pose.
 * Shares no code with the solvers that it tests.
 */
export interface Person {
  /** Fills `out` with what the camera sees of `truth` (rotations, hips, ARKit weights, gaze) at `time`, ms. */
  see(truth: MotionFrame, time: number, out: TrackingFrame): void;
  /** World transforms of the pose seen last. */
  readonly joints: Joints;
}

/** Origin of the canonical face in the head bone's axes, metres. */
const FACE_ORIGIN: Vector = [0, 0.039, 0.052];

/** How far a finger reaches beyond its last joint, as a share of its last offset. */
const TIP_SHARE = 0.85;

type PosePoint = readonly [bone: HumanoidBone, offset?: Vector];

const SIDES = ['left', 'right'] as const;
type Side = (typeof SIDES)[number];

/** Points of MediaPipe's pose from index 11 on, left before right: shoulder … foot. */
const poseLimbs = (side: Side): readonly PosePoint[] => [
  [`${side}UpperArm`],
  [`${side}LowerArm`],
  [`${side}Hand`],
  [`${side}LittleProximal`],
  [`${side}IndexProximal`],
  [`${side}ThumbProximal`],
  [`${side}UpperLeg`],
  [`${side}LowerLeg`],
  [`${side}Foot`],
  [`${side}Foot`, [0, -0.05, -0.05]],
  [`${side}Toes`, [0, 0, 0.06]],
];

const LIMB_POINTS = poseLimbs('left').flatMap((point, i) => [point, poseLimbs('right')[i]!]);

/** MediaPipe's pose points 0–10 by their index in the face mesh; ears have none and are given as points, cm. */
const POSE_FACE: readonly (number | Vector)[] = [
  1,
  362,
  386,
  263,
  133,
  159,
  33,
  [7.6, 1, -1.5],
  [-7.6, 1, -1.5],
  291,
  61,
];

const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;

const handBones = (side: Side): readonly HumanoidBone[] => [
  `${side}Hand`,
  `${side}ThumbMetacarpal`,
  `${side}ThumbProximal`,
  `${side}ThumbDistal`,
  ...FINGERS.flatMap((finger): HumanoidBone[] => [
    `${side}${finger}Proximal`,
    `${side}${finger}Intermediate`,
    `${side}${finger}Distal`,
  ]),
];
const HAND_BONES = { left: handBones('left'), right: handBones('right') };

export const createPerson = (options: PersonOptions = {}): Person => {
  const { rest = HUMAN_REST, camera = DESK_CAMERA, noise, depth = 1, seeAll = false } = options;
  const random = createRandom(noise?.seed ?? 0);
  const joints = createJoints();
  const shape = new Float64Array(FACE_LANDMARKS * 3);

  const seeHead = (truth: MotionFrame, time: number, out: TrackingFrame): void => {
    const arkit = truth.expressions.subarray(ARKIT_OFFSET, ARKIT_OFFSET + ARKIT_COUNT);
    faceShape(arkit, truth.gaze[0]!, truth.gaze[1]!, shape);
    const { face } = out;
    const toFace = product(conjugate(cameraRotation(camera)), jointRotation(joints, 'head'));
    const origin = toCamera(camera, pointOnBone(joints, 'head', FACE_ORIGIN));
    const facing = rotated(toFace, [0, 0, 1])[2];
    const seen = seeAll || (facing > 0.2 && inPicture(camera, origin));
    face.score = seen ? 1 : 0;
    face.time = time;
    face.tracker = 'face-landmarker';
    face.hasMatrix = true;
    face.hasBlendshapes = true;
    face.blendshapes.set(arkit);
    const noisy = noise ? jitterRotation(toFace, noise.face * 4, random) : toFace;
    writeMatrix(noisy, origin, face.matrix);
    const depthScale = focalLength(camera) / camera.width / -origin[2];
    for (let i = 0; i < FACE_LANDMARKS; i++) {
      const p = facePoint(toFace, origin, [shape[i * 3]!, shape[i * 3 + 1]!, shape[i * 3 + 2]!]);
      if (noise) jitter(p, noise.face, random);
      const [x, y] = project(camera, p);
      face.landmarks.set([x, y, (origin[2] - p[2]) * depthScale], i * 3);
    }
  };

  const seeBody = (time: number, out: TrackingFrame): void => {
    const { pose } = out;
    pose.score = 1;
    pose.time = time;
    const left = toCamera(camera, jointPosition(joints, 'leftUpperLeg'));
    const right = toCamera(camera, jointPosition(joints, 'rightUpperLeg'));
    const middle: Vector = [0, 1, 2].map((k) => (left[k]! + right[k]!) / 2) as Vector;
    const toFace = product(conjugate(cameraRotation(camera)), jointRotation(joints, 'head'));
    const origin = toCamera(camera, pointOnBone(joints, 'head', FACE_ORIGIN));
    const depthScale = focalLength(camera) / camera.width / Math.max(0.1, -middle[2]);
    const put = (index: number, p: Vector): void => {
      if (noise) jitter(p, noise.pose, random);
      const [x, y] = project(camera, p);
      const visible = seeAll || (x >= 0 && x <= 1 && y >= 0 && y <= 1) ? 0.99 : 0.05;
      pose.landmarks.set([x, y, (middle[2] - p[2]) * depthScale, visible], index * 4);
      pose.worldLandmarks.set(
        [p[0] - middle[0], middle[1] - p[1], (middle[2] - p[2]) * depth, visible],
        index * 4,
      );
    };
    POSE_FACE.forEach((at, i) => {
      const point: Vector =
        typeof at === 'number' ? [shape[at * 3]!, shape[at * 3 + 1]!, shape[at * 3 + 2]!] : at;
      put(i, facePoint(toFace, origin, point));
    });
    LIMB_POINTS.forEach(([bone, offset], i) => {
      put(11 + i, toCamera(camera, pointOnBone(joints, bone, offset ?? [0, 0, 0])));
    });
  };

  const seeHand = (side: Side, time: number, hand: HandTracking): void => {
    const points: Vector[] = [];
    for (const bone of HAND_BONES[side]) {
      points.push(toCamera(camera, jointPosition(joints, bone)));
      if (!bone.endsWith('Distal')) continue;
      const at = BONE_INDEX[bone] * 3;
      const tip = [0, 1, 2].map((k) => rest.offsets[at + k]! * TIP_SHARE);
      points.push(toCamera(camera, pointOnBone(joints, bone, tip)));
    }
    const inside = points.filter((p) => inPicture(camera, p)).length;
    hand.time = time;
    hand.score = seeAll || inside >= HAND_LANDMARKS * 0.8 ? 1 : 0;
    if (noise) for (const p of points) jitter(p, noise.hands, random);
    const centre = [0, 1, 2].map((k) => points.reduce((sum, p) => sum + p[k]!, 0) / points.length);
    const wrist = points[0]!;
    const depthScale = focalLength(camera) / camera.width / Math.max(0.1, -wrist[2]);
    points.forEach((p, i) => {
      const [x, y] = project(camera, p);
      hand.landmarks.set([x, y, (wrist[2] - p[2]) * depthScale], i * 3);
      hand.worldLandmarks.set([p[0] - centre[0]!, centre[1]! - p[1], centre[2]! - p[2]], i * 3);
    });
  };

  return {
    joints,
    see: (truth, time, out) => {
      poseJoints(rest, truth, joints);
      out.time = time;
      out.imageWidth = camera.width;
      out.imageHeight = camera.height;
      seeHead(truth, time, out);
      seeBody(time, out);
      seeHand('left', time, out.leftHand);
      seeHand('right', time, out.rightHand);
    },
  };
};

const inPicture = (camera: Camera, point: Vector): boolean => {
  if (point[2] > -0.05) return false;
  const [x, y] = project(camera, point);
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
};

/** A point of the face (cm) in camera axes (metres). */
const facePoint = (toFace: ReturnType<typeof conjugate>, origin: Vector, point: Vector): Vector => {
  const [x, y, z] = rotated(toFace, point);
  return [origin[0] + x / 100, origin[1] + y / 100, origin[2] + z / 100];
};

const jitter = (p: Vector, sigma: number, random: Random): void => {
  for (let k = 0; k < 3; k++) p[k]! += random.gaussian(sigma);
};

/** Turns `q` by a random angle of about `sigma` radians an axis. */
const jitterRotation = (q: ReturnType<typeof conjugate>, sigma: number, random: Random) =>
  product(
    [random.gaussian(sigma / 2), random.gaussian(sigma / 2), random.gaussian(sigma / 2), 1].map(
      (v, _, all) => v / Math.hypot(...all),
    ) as typeof q,
    q,
  );

const writeMatrix = (q: ReturnType<typeof conjugate>, origin: Vector, out: Float32Array): void => {
  out.set([...rotated(q, [1, 0, 0]), 0], 0);
  out.set([...rotated(q, [0, 1, 0]), 0], 4);
  out.set([...rotated(q, [0, 0, 1]), 0], 8);
  out.set([origin[0] * 100, origin[1] * 100, origin[2] * 100, 1], 12);
};
