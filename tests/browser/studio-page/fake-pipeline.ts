import { FRAME_SIZE } from '@motion/voice/sound-reader';
import type { SourceStatus } from '@shared/channel';
import { ARKIT_INDEX, EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { createTrackingFrame, type HandTracking, type TrackingFrame } from '@shared/tracking-frame';
import type { SourcePipeline } from '../../../src/renderer/pipeline';
import { FACE_CHAINS } from '../../../src/renderer/studio/preview/landmark-lines';
import type { VoiceReading, VoiceStatus } from '../../../src/renderer/voice/voice-run';

export interface FakePipeline extends SourcePipeline {
  setStatus(change: Partial<SourceStatus>): void;
  setRole(role: SourcePipeline['role']): void;
  /** Sends one tracking result. */
  track(): void;
  /** The microphone hears something of this level, dBFS. */
  hear(level: number): void;
  setMicrophone(status: VoiceStatus): void;
  readonly files: string[];
  retries: number;
}

const RUNNING: SourceStatus = {
  time: 0,
  state: 'running',
  sourceLabel: 'Logitech StreamCam',
  imageWidth: 640,
  imageHeight: 480,
  captureRate: 30.1,
  trackRates: { face: 29.7, pose: 14.8, hands: 14.9 },
  trackMs: 21,
  solveMs: 0.2,
  delegate: 'cpu',
  faceTracker: 'face-mesh',
  seen: { face: true, body: true, leftHand: true, rightHand: false },
};

/** What Studio sees of tracking, without any: a drawn picture of a person and landmarks that lie on it. */
export const createFakePipeline = (): FakePipeline => {
  let status = RUNNING;
  let role: SourcePipeline['role'] = 'leading';
  let recording = false;
  const statusListeners = new Set<(status: SourceStatus) => void>();
  const frameListeners = new Set<(frame: TrackingFrame) => void>();
  const motionListeners = new Set<(frame: MotionFrame) => void>();
  const motion = createMotionFrame('tracking');
  const frame = drawnPerson();
  const picture = new Image();
  picture.src = drawnPicture();
  const tellStatus = () => {
    for (const listener of statusListeners) listener(status);
  };

  const show = (seen: SourceStatus['seen']) => {
    frame.face.score = Number(seen.face);
    frame.pose.score = Number(seen.body);
    frame.leftHand.score = Number(seen.leftHand);
    frame.rightHand.score = Number(seen.rightHand);
    for (const listener of frameListeners) listener(frame);
  };

  let microphone: VoiceStatus = { state: 'off', label: '' };
  const microphoneListeners = new Set<(status: VoiceStatus) => void>();
  const heardListeners = new Set<(reading: VoiceReading, frames: Float32Array) => void>();

  const pipeline: FakePipeline = {
    voice: {
      get status() {
        return microphone;
      },
      hold: () => () => undefined,
      retry() {
        pipeline.retries++;
      },
      onStatus(listener) {
        microphoneListeners.add(listener);
        return () => microphoneListeners.delete(listener);
      },
      onWord: () => () => undefined,
      onHeard(listener) {
        heardListeners.add(listener);
        return () => heardListeners.delete(listener);
      },
    },
    setMicrophone(next) {
      microphone = next;
      for (const listener of microphoneListeners) listener(next);
    },
    hear(level) {
      const shares = Float64Array.of(0.1, 0.1, 0.1, 0.5, 0.1, 0.05, 0.05);
      const frames = new Float32Array(2 * FRAME_SIZE).fill(0);
      frames[0] = frames[FRAME_SIZE] = level;
      for (const listener of heardListeners)
        listener({ level, voiced: level > -45, opening: 0.6, shares }, frames);
    },
    get role() {
      return role;
    },
    get status() {
      return status;
    },
    get recording() {
      return recording;
    },
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    onTrackingFrame(listener) {
      frameListeners.add(listener);
      return () => frameListeners.delete(listener);
    },
    onMotion(listener) {
      motionListeners.add(listener);
      return () => motionListeners.delete(listener);
    },
    previewImage: () => (role === 'leading' ? picture : undefined),
    files: [],
    async openFile(file) {
      pipeline.files.push(file.name);
    },
    retries: 0,
    retry() {
      pipeline.retries++;
    },
    startRecording() {
      recording = true;
    },
    async stopRecording() {
      recording = false;
      return new Uint8Array([1, 2, 3]);
    },
    close: () => undefined,
    setStatus(change) {
      status = { ...status, ...change };
      if (change.seen !== undefined) show(change.seen);
      tellStatus();
    },
    setRole(next) {
      role = next;
      tellStatus();
    },
    track() {
      frame.time = performance.timeOrigin + performance.now();
      frame.face.time = frame.time;
      frame.pose.time = frame.time;
      for (const listener of frameListeners) listener(frame);
      lookAround(motion, frame.time);
      for (const listener of motionListeners) listener(motion);
    },
  };
  return pipeline;
};

/** The head swings from side to side with some noise, the mouth opens, and the lids hang a little. */
const lookAround = (motion: MotionFrame, time: number): void => {
  const swing = Math.sin(time / 700);
  const half = (0.35 * swing + 0.02 * Math.sin(time * 7.3)) / 2;
  motion.time = time;
  motion.drives.flags.fill(1);
  motion.confidence.fill(1);
  motion.bones.set([0, Math.sin(half), 0, Math.cos(half)], BONE_INDEX.head * 4);
  motion.expressions[EXPRESSION_INDEX.jawOpen] = 0.3 + 0.3 * swing;
  motion.expressions[EXPRESSION_INDEX.blinkLeft] = 0.25;
  motion.expressions[EXPRESSION_INDEX.blinkRight] = 0.3;
};

/** Face at the picture's middle; the person's own left is at the picture's right. */
const drawnPerson = (): TrackingFrame => {
  const frame = createTrackingFrame();
  frame.imageWidth = 640;
  frame.imageHeight = 480;
  frame.face.score = 1;
  frame.face.hasMatrix = true;
  frame.face.matrix.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -50, 1]);
  frame.face.hasBlendshapes = true;
  frame.face.blendshapes[ARKIT_INDEX.eyeBlinkLeft] = 0.1;
  const oval = FACE_CHAINS[0]!;
  oval.forEach((index, i) => {
    const angle = (i / (oval.length - 1)) * Math.PI * 2 - Math.PI / 2;
    put(frame.face.landmarks, 3, index, 0.5 + 0.1 * Math.cos(angle), 0.33 + 0.18 * Math.sin(angle));
  });
  const features: readonly (readonly [chain: number, x: number, y: number, rx: number, ry: number])[] = [
    [1, 0.455, 0.31, 0.02, 0.012],
    [2, 0.545, 0.31, 0.02, 0.012],
    [7, 0.5, 0.42, 0.035, 0.022],
    [8, 0.5, 0.42, 0.025, 0.008],
  ];
  for (const [chain, x, y, rx, ry] of features) {
    const points = FACE_CHAINS[chain]!;
    points.forEach((index, i) => {
      const angle = (i / (points.length - 1)) * Math.PI * 2;
      put(frame.face.landmarks, 3, index, x + rx * Math.cos(angle), y + ry * Math.sin(angle));
    });
  }
  for (const [chain, x] of [
    [3, 0.455],
    [4, 0.455],
    [5, 0.545],
    [6, 0.545],
  ] as const)
    FACE_CHAINS[chain]!.forEach((index, i) => {
      put(frame.face.landmarks, 3, index, x - 0.028 + 0.014 * i, 0.272 - (chain % 2 === 0 ? 0.008 : 0));
    });
  for (const [centre, x] of [
    [468, 0.455],
    [473, 0.545],
  ] as const) {
    put(frame.face.landmarks, 3, centre, x, 0.31);
    put(frame.face.landmarks, 3, centre + 1, x + 0.008, 0.31);
  }

  frame.pose.score = 1;
  const joints = { 11: [0.66, 0.68], 12: [0.34, 0.68], 13: [0.78, 0.86], 14: [0.24, 0.92], 15: [0.8, 0.5] };
  for (const [index, [x, y]] of Object.entries(joints) as [string, [number, number]][]) {
    put(frame.pose.landmarks, 4, Number(index), x, y);
    frame.pose.landmarks[Number(index) * 4 + 3] = 1;
  }
  drawnHand(frame.leftHand, 0.8, 0.48);
  return frame;
};

const drawnHand = (hand: HandTracking, x: number, y: number): void => {
  hand.score = 1;
  put(hand.landmarks, 3, 0, x, y);
  for (let finger = 0; finger < 5; finger++)
    for (let joint = 1; joint <= 4; joint++) {
      const angle = -Math.PI / 2 + (finger - 2) * 0.28;
      const reach = 0.035 + joint * 0.035 - (finger === 0 ? 0.02 : 0);
      const index = finger * 4 + joint;
      put(hand.landmarks, 3, index, x + reach * Math.cos(angle) * 0.75, y + reach * Math.sin(angle));
    }
};

const put = (points: Float32Array, stride: number, index: number, x: number, y: number): void => {
  points[index * stride] = x;
  points[index * stride + 1] = y;
};

const drawnPicture = (): string => {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext('2d')!;
  const wall = context.createLinearGradient(0, 0, 640, 480);
  wall.addColorStop(0, '#4a5468');
  wall.addColorStop(1, '#262c3a');
  context.fillStyle = wall;
  context.fillRect(0, 0, 640, 480);
  context.fillStyle = '#39506e';
  context.beginPath();
  context.ellipse(320, 500, 210, 190, 0, 0, 7);
  context.fill();
  context.fillStyle = '#b98d74';
  context.fillRect(290, 220, 60, 110);
  context.beginPath();
  context.ellipse(320, 160, 68, 92, 0, 0, 7);
  context.fill();
  context.fillStyle = '#2a1d18';
  context.beginPath();
  context.ellipse(320, 100, 76, 50, 0, Math.PI, 0);
  context.fill();
  return canvas.toDataURL();
};
