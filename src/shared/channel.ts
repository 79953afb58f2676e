import type { RestPose } from './humanoid';
import type { MotionMessage } from './motion-frame';
import type { Surroundings } from './surroundings';
import type { FaceTrackerKind } from './tracking-frame';

/** Name of the BroadcastChannel between the program's windows. */
export const CHANNEL = 'kagami';

/** Name of the Web Lock that the one page that captures and tracks holds. */
export const PIPELINE_LOCK = 'kagami.pipeline';

/** What the windows tell each other. The camera picture is never among it. */
export type ChannelMessage =
  | { type: 'motion'; motion: MotionMessage }
  | { type: 'source-status'; status: SourceStatus }
  | { type: 'stage-status'; status: StageStatus }
  /** Asks every page to tell its status and the Stage its avatar's rest pose. */
  | { type: 'hello' }
  /** The avatar on the Stage changed: what the solver retargets to. */
  | { type: 'avatar-rest'; id: string; rest: RestPose }
  /** Names of the expressions in the file of the avatar on the Stage. */
  | { type: 'avatar-expressions'; id: string; names: string[] }
  /** An animation could not be played: a sentence for the user. */
  | { type: 'clip-error'; message: string }
  /** Averages of the room's or a screen's colours. */
  | { type: 'surroundings'; surroundings: Surroundings }
  /** How far an avatar is on its way to the Stage, 0..1; 1 when it is shown. */
  | { type: 'avatar-progress'; id: string; share: number }
  /** An avatar could not be shown; the one before stays. */
  | { type: 'avatar-error'; id: string; message: string }
  /** A background or a prop could not be shown; the rest of the scene stays. */
  | { type: 'scene-error'; message: string };

/** A fault in words for the user: what happened and what to do. */
export interface Fault {
  /** Stable key, for translation and tests: `camera-busy`, `camera-refused`, `camera-missing` … */
  code: string;
  message: string;
  action: string;
}

/** Capture and tracking as the page that runs them measures it, once a second. */
export interface SourceStatus {
  time: number;
  state: 'off' | 'starting' | 'running' | 'fault';
  fault?: Fault;
  /** Camera's label, file's or take's name. */
  sourceLabel: string;
  imageWidth: number;
  imageHeight: number;
  captureRate: number;
  /** Results a second, by part. */
  trackRates: { face: number; pose: number; hands: number };
  /** Median milliseconds from capture to result, and of one solve. */
  trackMs: number;
  solveMs: number;
  delegate: 'gpu' | 'cpu' | undefined;
  faceTracker: FaceTrackerKind | undefined;
  /** Parts seen at the moment. */
  seen: { face: boolean; body: boolean; leftHand: boolean; rightHand: boolean };
}

/** Rendering as a Stage measures it, once a second. */
export interface StageStatus {
  time: number;
  stageId: string;
  avatarId: string | undefined;
  renderRate: number;
  /** Median milliseconds from the capture of the newest camera frame shown to the rendered frame; undefined without tracking. */
  latencyMs: number | undefined;
  /** How many of the last second's frames had which latency; see `latency-bins.ts`. */
  latencies: readonly number[];
  /** Frames since the Stage was opened: drawn, and those that should have been and were not. */
  drawn: number;
  missed: number;
  width: number;
  height: number;
}
