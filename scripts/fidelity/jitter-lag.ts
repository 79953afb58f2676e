import { log, multiplyInverse } from '@motion/shape/quaternion';
import { createShaper, type ShapeOptions, shapeOptions } from '@motion/shape/shaper';
import { SMOOTHING_PRESETS } from '@motion/shape/smoothing';
import { createSolver } from '@motion/solve';
import { BONE_INDEX, type HumanoidBone } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { defaultSettings } from '@shared/settings';
import { createTrackingFrame } from '@shared/tracking-frame';
import { DESK_CAMERA } from '../synthetic/camera';
import { createJoints, type Joints, poseJoints, setBone, turn } from '../synthetic/kinematics';
import { createPerson, REAL_NOISE } from '../synthetic/person';
import { setHead, setStanding } from '../synthetic/poses';
import { createRandom, type Random } from '../synthetic/random';
import { SEQUENCES } from '../synthetic/sequences';
import { HUMAN_REST } from '../synthetic/skeleton';
import { framesWithFootageNoise } from './footage-noise';
import { quantile } from './statistics';

export const SAMPLE_RATE = 30;
export const DISPLAY_RATE = 120;
const STEPS = DISPLAY_RATE / SAMPLE_RATE;
const DEGREES = 180 / Math.PI;
/** Any time will do; a large one, as on the real clock. */
const EPOCH = 1.7e12;

/** Parts of which the jitter is listed: world orientation of a bone. */
const JITTER_BONES: readonly [name: string, bone: HumanoidBone][] = [
  ['Head', 'head'],
  ['Chest', 'upperChest'],
  ['Upper arm', 'rightUpperArm'],
  ['Forearm', 'rightLowerArm'],
  ['Hand', 'rightHand'],
  ['Finger', 'rightIndexIntermediate'],
];

export interface JitterLag {
  label: string;
  smoothing: number;
  /** Degrees: root mean square distance from the mean orientation, by part, before and after the shape stage. */
  jitter: Map<string, { raw: number; shaped: number }>;
  /** The same for the head with the noise of real footage. */
  footageHead: { raw: number; shaped: number };
  head: Delays;
  forearm: Delays;
}

export interface Delays {
  /** Milliseconds after the arrival of the first sample beyond the step. */
  step: number;
  /** Milliseconds behind the true 1 Hz wave, and what holding the newest sample costs by itself. */
  wave: number;
  held: number;
}

/** Something that turns by an angle in degrees, and how to read the angle back. */
interface Mover {
  set(frame: MotionFrame, degrees: number): void;
  read(frame: MotionFrame): number;
}

const optionsAt = (smoothing: number): ShapeOptions => ({
  ...shapeOptions(defaultSettings().motion),
  smoothing,
  mirror: false,
  idle: 0,
});

export const presetPlaces = (): { label: string; smoothing: number }[] => [
  ...Object.entries(SMOOTHING_PRESETS).map(([label, smoothing]) => ({ label, smoothing })),
  { label: 'as installed', smoothing: defaultSettings().motion.smoothing },
];

export const measureJitterLag = (label: string, smoothing: number): JitterLag => ({
  label,
  smoothing,
  jitter: measureJitter(smoothing),
  footageHead: measureFootageJitter(smoothing),
  head: { step: measureStep(HEAD, smoothing), ...measureWave(HEAD, smoothing) },
  forearm: { step: measureStep(FOREARM, smoothing), ...measureWave(FOREARM, smoothing) },
});

/** Turn about y that a rotation contains, degrees. */
const turnAboutY = (frame: MotionFrame, bone: HumanoidBone): number => {
  const at = BONE_INDEX[bone] * 4;
  return 2 * Math.atan2(frame.bones[at + 1]!, frame.bones[at + 3]!) * DEGREES;
};

const HEAD: Mover = {
  set: (frame, degrees) => setHead(frame, degrees, 0, 0),
  // Neck and head have a half each.
  read: (frame) => turnAboutY(frame, 'head') * 2,
};

const FOREARM: Mover = {
  set: (frame, degrees) => setBone(frame, 'rightLowerArm', turn('y', 60 + degrees)),
  read: (frame) => turnAboutY(frame, 'rightLowerArm') - 60,
};

/** Someone holds still with a raised hand for 20 s, seen with the noise of {@link REAL_NOISE}. */
const measureJitter = (smoothing: number): JitterLag['jitter'] => {
  const person = createPerson({ camera: DESK_CAMERA, noise: REAL_NOISE, seeAll: true });
  const solver = createSolver('direct', { arms: 'angles', mode: 'upper' });
  solver.setRest(HUMAN_REST);
  const shaper = createShaper(optionsAt(smoothing));
  shaper.setRest(HUMAN_REST);
  const [truth, solved, shaped, seen] = [
    createMotionFrame(),
    createMotionFrame(),
    createMotionFrame(),
    createTrackingFrame(),
  ];
  SEQUENCES.wave(0.3, truth);
  const joints = createJoints();
  const rawTracks = JITTER_BONES.map((): number[][] => []);
  const shapedTracks = JITTER_BONES.map((): number[][] => []);
  for (let i = 0; i < 20 * SAMPLE_RATE; i++) {
    const time = EPOCH + (i * 1000) / SAMPLE_RATE;
    person.see(truth, time, seen);
    solver.solve(seen, solved);
    shaper.push(solved);
    for (let k = 0; k < STEPS; k++) shaper.step(time + (k * 1000) / DISPLAY_RATE, shaped);
    if (i < 5 * SAMPLE_RATE) continue;
    collect(poseJoints(HUMAN_REST, solved, joints), rawTracks);
    collect(poseJoints(HUMAN_REST, shaped, joints), shapedTracks);
  }
  return new Map(
    JITTER_BONES.map(([name], i) => [name, { raw: spread(rawTracks[i]!), shaped: spread(shapedTracks[i]!) }]),
  );
};

const measureFootageJitter = (smoothing: number): { raw: number; shaped: number } => {
  const shaper = createShaper(optionsAt(smoothing));
  const frames = framesWithFootageNoise();
  const shaped = createMotionFrame();
  const joints = createJoints();
  const at = BONE_INDEX.head * 4;
  const [rawTrack, shapedTrack]: [number[][], number[][]] = [[], []];
  const head = (frame: MotionFrame): number[] =>
    Array.from(poseJoints(HUMAN_REST, frame, joints).rotations.subarray(at, at + 4));
  frames.forEach((frame, i) => {
    frame.time += EPOCH;
    shaper.push(frame);
    const until = frames[i + 1] ? frames[i + 1]!.time + EPOCH : frame.time;
    for (let now = frame.time; now < until; now += 1000 / DISPLAY_RATE) {
      shaper.step(now, shaped);
      if (i > 15) shapedTrack.push(head(shaped));
    }
    if (i > 15) rawTrack.push(head(frame));
  });
  return { raw: spread(rawTrack), shaped: spread(shapedTrack) };
};

const collect = (joints: Joints, tracks: number[][][]): void => {
  JITTER_BONES.forEach(([, bone], i) => {
    const at = BONE_INDEX[bone] * 4;
    tracks[i]!.push(Array.from(joints.rotations.subarray(at, at + 4)));
  });
};

/** Root mean square angle from the mean rotation, degrees. */
const spread = (track: readonly number[][]): number => {
  const first = Float64Array.from(track[0]!);
  const vectors = track.map((q) => {
    const difference = new Float64Array(4);
    multiplyInverse(first, 0, Float64Array.from(q), 0, difference, 0);
    const vector = new Float64Array(3);
    log(difference, 0, vector, 0);
    return vector;
  });
  const mean = [0, 1, 2].map((k) => vectors.reduce((sum, v) => sum + v[k]!, 0) / vectors.length);
  const squares = vectors.reduce((sum, v) => sum + mean.reduce((s, m, k) => s + (v[k]! - m) ** 2, 0), 0);
  return Math.sqrt(squares / vectors.length) * DEGREES;
};

/** A person of whom one part turns by `degrees`, a little unsteady, as everything is seen by a camera. */
const setMoving = (frame: MotionFrame, mover: Mover, degrees: number, random: Random): void => {
  setStanding(frame);
  mover.set(frame, degrees + random.gaussian(0.05));
  frame.drives.flags.fill(1);
  frame.confidence.fill(1);
};

/** A little over 1 Hz, so that samples fall on every phase of the wave. */
const WAVE_RATE = 1.013;

/** Mean delay at half height of a wave of ±30°, ms: of the shaped motion, and of the newest sample held as it is. */
const measureWave = (mover: Mover, smoothing: number): { wave: number; held: number } => {
  const shaper = createShaper(optionsAt(smoothing));
  const random = createRandom(5);
  const [frame, out] = [createMotionFrame(), createMotionFrame()];
  const delays = { shaped: [] as number[], held: [] as number[] };
  let last = { shaped: 0, held: 0 };
  for (let i = 0; i < 30 * DISPLAY_RATE; i++) {
    const seconds = i / DISPLAY_RATE;
    if (i % STEPS === 0) {
      setMoving(frame, mover, 30 * Math.sin(2 * Math.PI * WAVE_RATE * seconds), random);
      frame.time = EPOCH + seconds * 1000;
      shaper.push(frame);
    }
    shaper.step(EPOCH + seconds * 1000, out);
    const current = { shaped: mover.read(out), held: mover.read(frame) };
    for (const key of ['shaped', 'held'] as const) {
      if (seconds < 2 || last[key] * current[key] > 0 || last[key] === current[key]) continue;
      // What is held jumps at the step itself; what moves has crossed on the way.
      const back = key === 'held' ? 0 : current[key] / (current[key] - last[key]) / DISPLAY_RATE;
      const half = (seconds - back) * 2 * WAVE_RATE;
      delays[key].push(((half - Math.floor(half)) / 2 / WAVE_RATE) * 1000);
    }
    last = current;
  }
  return { wave: median(delays.shaped), held: median(delays.held) };
};

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Time from the first sample after a step of 30° to half height, ms. */
const measureStep = (mover: Mover, smoothing: number): number => {
  const shaper = createShaper(optionsAt(smoothing));
  const random = createRandom(6);
  const [frame, out] = [createMotionFrame(), createMotionFrame()];
  let last = 0;
  for (let i = 0; ; i++) {
    const seconds = i / DISPLAY_RATE;
    const now = EPOCH + seconds * 1000;
    if (i % STEPS === 0) {
      setMoving(frame, mover, seconds >= 3 ? 30 : 0, random);
      frame.time = now;
      shaper.push(frame);
    }
    shaper.step(now, out);
    const angle = mover.read(out);
    if (angle >= 15) return (seconds - 3 - (angle - 15) / (angle - last) / DISPLAY_RATE) * 1000;
    if (seconds > 8) return Number.NaN;
    last = angle;
  }
};
