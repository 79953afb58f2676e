import { multiply } from '@motion/shape/quaternion';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import type { StudioKey } from '../i18n';

/** A number of a frame that can be watched, in degrees or percent. */
export interface GraphChannel {
  label: StudioKey;
  unit: 'degrees' | 'percent';
  min: number;
  max: number;
  read(frame: MotionFrame): number;
}

const DEGREES = 180 / Math.PI;
const quaternion = new Float64Array(4);

/** Turn of neck and head together about the vertical, degrees, positive = to the person's own left. */
const headYaw = ({ bones }: MotionFrame): number => {
  multiply(bones, BONE_INDEX.neck * 4, bones, BONE_INDEX.head * 4, quaternion, 0);
  const [x, y, z, w] = quaternion as unknown as [number, number, number, number];
  return Math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y)) * DEGREES;
};

/** Angle of the hand against the forearm, degrees. */
const wristBend = ({ bones }: MotionFrame): number =>
  2 * Math.acos(Math.min(1, Math.abs(bones[BONE_INDEX.leftHand * 4 + 3]!))) * DEGREES;

const weight =
  (name: keyof typeof EXPRESSION_INDEX) =>
  ({ expressions }: MotionFrame): number =>
    expressions[EXPRESSION_INDEX[name]]! * 100;

export const GRAPH_CHANNELS = {
  headYaw: { label: 'graphs.headYaw', unit: 'degrees', min: -45, max: 45, read: headYaw },
  jawOpen: { label: 'graphs.jawOpen', unit: 'percent', min: 0, max: 100, read: weight('jawOpen') },
  blinkLeft: { label: 'graphs.blinkLeft', unit: 'percent', min: 0, max: 100, read: weight('blinkLeft') },
  wrist: { label: 'graphs.wrist', unit: 'degrees', min: 0, max: 90, read: wristBend },
} as const satisfies Record<string, GraphChannel>;

export type ChannelName = keyof typeof GRAPH_CHANNELS;
export const CHANNEL_NAMES = Object.keys(GRAPH_CHANNELS) as ChannelName[];
