import { createFaceMoment } from '@motion/solve/face/moment';
import { createPresetSolver } from '@motion/solve/face/presets';
import { ARKIT_BLENDSHAPES, ARKIT_COUNT, ARKIT_INDEX, ARKIT_OFFSET } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { createMotionFrame, type MotionFrame, PART_INDEX } from '@shared/motion-frame';
import { Euler, Quaternion } from 'three';

/** Collects what a phone's face tracker says into a MotionFrame. */
export interface PhoneReader {
  /** Face, gaze, neck and head, of source `phone`. `time` is left to the caller. */
  readonly frame: MotionFrame;
  /**
   * Takes one packet: text of iFacialMocap's kind or JSON of VTube Studio's, whatever it holds. Never throws.
   * @param time ms
   * @returns whether it was one
   */
  read(packet: string, time: number): boolean;
  /** What the head does now is straight ahead. */
  recentre(): void;
  /** Forgets the phone. */
  reset(): void;
}

export interface PhoneReaderOptions {
  /** Also turns the head; otherwise the face alone. */
  head: boolean;
}

/** Longer packets are nonsense: real ones have about a thousand characters. */
export const MOST_PHONE_CHARACTERS = 16_384;
/** Head turns above this are nonsense, degrees. */
const FARTHEST = 180;
/** The neck's share of the head's turn, as for a camera (motion/solve/direct/head.ts). */
const NECK_SHARE = 0.4;
/** Gaze at a look weight of 1, radians: 35° sideways, 25° up and down. */
const MOST_YAW = 0.61;
const MOST_PITCH = 0.44;
const RADIANS = Math.PI / 180;
const { neck: NECK, head: HEAD } = BONE_INDEX;

/** Index of each blendshape by the names in use: `mouthSmile_L` (iFacialMocap), `MouthSmileLeft` (VTube Studio), in lower case. */
const SHAPES: ReadonlyMap<string, number> = new Map(
  ARKIT_BLENDSHAPES.flatMap((name, index): [string, number][] => [
    [name.toLowerCase(), index],
    [
      name
        .replace(/Left$/, '_L')
        .replace(/Right$/, '_R')
        .toLowerCase(),
      index,
    ],
  ]),
);

/**
 * Sources: iFacialMocap, "For developer" (ifacialmocap.com): `name-percent|…|=head#x,y,z,…|`, with `&` for `-` in version 2;
 * VTube Studio, "VTubeStudioBlendshapeUDPReceiverTest" (github.com/DenchiSoft): JSON with `BlendShapes` of 0..1 and `Rotation`.
 * Angles are degrees about ARKit's face axes, which are MotionFrame's: +X the person's left, +Y up, +Z the front.
 */
export const createPhoneReader = ({ head }: PhoneReaderOptions): PhoneReader => {
  const frame = createMotionFrame('phone');
  const weights = new Float32Array(ARKIT_COUNT);
  const incoming = new Float32Array(ARKIT_COUNT);
  const presets = createPresetSolver();
  const moment = createFaceMoment();
  const angles = new Float64Array(3);
  const euler = new Euler();
  const turn = new Quaternion();
  const centre = new Quaternion();
  const part = new Quaternion();
  let centred = false;
  let hasHead = false;

  const readWeight = (name: string, value: number): boolean => {
    const shape = SHAPES.get(name.toLowerCase());
    if (shape === undefined || !Number.isFinite(value)) return false;
    incoming[shape] = Math.min(1, Math.max(0, value));
    return true;
  };

  const readAngles = (values: readonly unknown[]): void => {
    for (let k = 0; k < 3; k++) {
      const value = values[k];
      if (typeof value !== 'number' || !(Math.abs(value) <= FARTHEST)) return;
      angles[k] = value;
    }
    hasHead = true;
  };

  const readText = (packet: string): boolean => {
    let shapes = 0;
    for (const word of packet.split('|')) {
      const bone = /^=?(\w{1,32})#([-\d.,eE+]{1,200})$/.exec(word);
      if (bone !== null) {
        if (bone[1] === 'head') readAngles(bone[2]!.split(',').map(Number));
        continue;
      }
      const shape = /^(\w{1,32})[-&](\d{1,3}(?:\.\d{1,9})?)$/.exec(word);
      if (shape !== null && readWeight(shape[1]!, Number(shape[2]) / 100)) shapes += 1;
    }
    return shapes > 0;
  };

  const readJson = (packet: string): boolean => {
    const { BlendShapes, Rotation, FaceFound } = JSON.parse(packet) as Record<string, unknown>;
    if (!Array.isArray(BlendShapes) || FaceFound === false) return false;
    let shapes = 0;
    for (const pair of BlendShapes.slice(0, 2 * ARKIT_COUNT)) {
      const { k, v } = (pair ?? {}) as Record<string, unknown>;
      if (typeof k === 'string' && typeof v === 'number' && readWeight(k, v)) shapes += 1;
    }
    const { x, y, z } = (Rotation ?? {}) as Record<string, unknown>;
    readAngles([x, y, z]);
    return shapes > 0;
  };

  const poseFace = (time: number): void => {
    frame.expressions.set(weights, ARKIT_OFFSET);
    frame.drives.expressions.fill(1, ARKIT_OFFSET, ARKIT_OFFSET + ARKIT_COUNT);
    moment.time = time;
    presets.solve(weights, moment, frame.expressions, frame.drives.expressions);
    const look = (name: Looks): number => weights[ARKIT_INDEX[name]]!;
    frame.gaze[0] =
      ((look('eyeLookOutLeft') - look('eyeLookInLeft') + look('eyeLookInRight') - look('eyeLookOutRight')) /
        2) *
      MOST_YAW;
    frame.gaze[1] =
      ((look('eyeLookUpLeft') - look('eyeLookDownLeft') + look('eyeLookUpRight') - look('eyeLookDownRight')) /
        2) *
      MOST_PITCH;
    frame.drives.roots[1] = 1;
    frame.confidence[PART_INDEX.face] = 1;
  };

  const poseHead = (): void => {
    euler.set(angles[0]! * RADIANS, angles[1]! * RADIANS, angles[2]! * RADIANS, 'YXZ');
    turn.setFromEuler(euler);
    if (!centred) centre.copy(turn).invert();
    centred = true;
    turn.premultiply(centre);
    part.identity().slerp(turn, NECK_SHARE);
    part.toArray(frame.bones, NECK * 4);
    part
      .invert()
      .multiply(turn)
      .toArray(frame.bones, HEAD * 4);
    frame.drives.bones[NECK] = 1;
    frame.drives.bones[HEAD] = 1;
  };

  return {
    frame,
    read(packet, time) {
      if (packet.length > MOST_PHONE_CHARACTERS) return false;
      incoming.set(weights);
      hasHead = false;
      try {
        if (!(packet.startsWith('{') ? readJson(packet) : readText(packet))) return false;
      } catch {
        return false;
      }
      weights.set(incoming);
      poseFace(time);
      if (head && hasHead) poseHead();
      return true;
    },
    recentre: () => {
      centred = false;
    },
    reset() {
      const { time } = frame;
      frame.values.fill(0);
      for (let w = 3; w < frame.bones.length; w += 4) frame.bones[w] = 1;
      frame.drives.flags.fill(0);
      frame.time = time;
      weights.fill(0);
      presets.reset();
      centred = false;
    },
  };
};

type Looks = Extract<(typeof ARKIT_BLENDSHAPES)[number], `eyeLook${string}`>;
