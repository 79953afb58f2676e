/** Runs in the page of avatar.spec.ts: the avatar stage alone, driven by the test. */
import { EXPRESSION_INDEX, type ExpressionName } from '@shared/expressions';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame } from '@shared/motion-frame';
import { type AvatarView, createAvatarView } from '../../../src/renderer/avatar/avatar-view';

/** A pose as a test writes it down. */
export interface HarnessPose {
  /** Euler-free: axis times angle, radians. */
  bones?: Partial<Record<HumanoidBone, [number, number, number]>>;
  expressions?: Partial<Record<ExpressionName, number>>;
  /** Yaw and pitch, radians. */
  gaze?: [number, number];
  hips?: [number, number, number];
}

export interface Harness {
  readonly view: AvatarView;
  load(file: string): ReturnType<AvatarView['load']>;
  loadBytes(bytes: number[]): ReturnType<AvatarView['load']>;
  pose(pose: HarnessPose): void;
  /** Draws `count` frames of 1/60 s. */
  draw(count?: number): void;
  /** Pixels of the next frame, top row first, straight from the canvas: premultiplied RGBA. */
  pixels(): Uint8Array;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const canvas = document.createElement('canvas');
canvas.width = 320;
canvas.height = 240;
document.body.append(canvas);
document.body.style.margin = '0';
const view = createAvatarView({ canvas, quality: { antialias: false, outlines: true } });

const setPose = ({ bones = {}, expressions = {}, gaze = [0, 0], hips = [0, 0, 0] }: HarnessPose): void => {
  const frame = createMotionFrame();
  for (const [bone, [x, y, z]] of Object.entries(bones)) {
    const angle = Math.hypot(x, y, z);
    const s = angle === 0 ? 0 : Math.sin(angle / 2) / angle;
    frame.bones.set([x * s, y * s, z * s, Math.cos(angle / 2)], BONE_INDEX[bone as HumanoidBone] * 4);
  }
  for (const [name, weight] of Object.entries(expressions))
    frame.expressions[EXPRESSION_INDEX[name as ExpressionName]] = weight;
  frame.gaze.set(gaze);
  frame.hips.set(hips);
  view.apply(frame);
};

const readPixels = (): Uint8Array => {
  view.render(0);
  const gl = view.canvas.getContext('webgl2')!;
  const { width, height } = view.canvas;
  const upward = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, upward);
  const pixels = new Uint8Array(upward.length);
  for (let y = 0; y < height; y++)
    pixels.set(upward.subarray((height - 1 - y) * width * 4, (height - y) * width * 4), y * width * 4);
  return pixels;
};

window.harness = {
  view,
  load: (file) => view.load(`/files/${file}`),
  loadBytes: (bytes) => view.load(Uint8Array.from(bytes)),
  pose: setPose,
  draw: (count = 1) => {
    for (let i = 0; i < count; i++) view.render(1 / 60);
  },
  pixels: readPixels,
};
