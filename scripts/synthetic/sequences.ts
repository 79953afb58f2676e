import { ARKIT_INDEX, ARKIT_OFFSET, type ArkitBlendshape } from '@shared/expressions';
import type { RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { SIDES, type Side, setArm, setFinger, setHandShape } from './joints-by-angle';
import { setHead, setStanding, setTorso } from './poses';
import { reachTo } from './reach';
import { HUMAN_REST } from './skeleton';

/** Writes the true pose of a moving person at a time in seconds; smooth, endless, the same every time. */
export type Sequence = (seconds: number, frame: MotionFrame, rest?: RestPose) => void;

const swingOf = (seconds: number, hertz: number, phase = 0): number =>
  Math.sin(2 * Math.PI * hertz * seconds + phase);

/** 0 → 1 → 0 with soft edges between `from` and `to` seconds. */
export const during = (seconds: number, from: number, to: number, edge = 0.6): number =>
  smooth((seconds - from) / edge) * (1 - smooth((seconds - to + edge) / edge));

const smooth = (t: number): number => {
  const x = Math.min(1, Math.max(0, t));
  return x * x * x * (x * (6 * x - 15) + 10);
};

/** Small life: the head and torso never quite still. */
const setLife = (frame: MotionFrame, s: number): void => {
  setTorso(frame, 2 + 1.5 * swingOf(s, 0.11), 2 * swingOf(s, 0.07), 4 * swingOf(s, 0.09, 1), 0);
  setHead(frame, 12 * swingOf(s, 0.13), 5 * swingOf(s, 0.19, 2), 4 * swingOf(s, 0.15, 1));
  setArkit(frame, 'eyeBlinkLeft', blinkAt(s));
  setArkit(frame, 'eyeBlinkRight', blinkAt(s));
};

const blinkAt = (s: number): number => {
  const t = s % 3.7;
  return t < 0.25 ? Math.sin((Math.PI * t) / 0.25) : 0;
};

export const setArkit = (frame: MotionFrame, name: ArkitBlendshape, weight: number): void => {
  frame.expressions[ARKIT_OFFSET + ARKIT_INDEX[name]] = Math.min(1, Math.max(0, weight));
};

/** The hand goes up by `amount` (0..1) and waves at 1.6 Hz. */
const setWave = (frame: MotionFrame, side: Side, s: number, amount: number): void => {
  const sway = amount * swingOf(s, 1.6);
  setArm(frame, side, {
    direction: [0.17 + 0.4 * amount, -1 + 0.3 * amount, 0.05 + 0.2 * amount],
    twist: 62 * amount + 8 * sway,
    elbow: 12 + 113 * amount + 8 * sway,
    supination: 12 * amount,
    wristFlexion: 3 - 5 * amount,
    wristDeviation: 14 * sway,
  });
  setHandShape(frame, side, 'open', amount);
};

const wave: Sequence = (s, frame) => {
  setStanding(frame);
  setLife(frame, s);
  setWave(frame, 'right', s, 1);
};

/** Talking with both hands: jaw at syllable rate, nods, gestures before the chest. */
const talk: Sequence = (s, frame, rest = HUMAN_REST) => {
  setStanding(frame);
  setLife(frame, s);
  setTalkingFace(frame, s, 1);
  for (const side of SIDES) {
    const sign = side === 'left' ? 1 : -1;
    const phase = side === 'left' ? 0 : 1.9;
    reachTo(frame, rest, side, {
      wrist: [
        sign * (0.22 + 0.06 * swingOf(s, 0.43, phase)),
        1.18 + 0.07 * swingOf(s, 0.61, phase),
        0.3 + 0.05 * swingOf(s, 0.37, phase),
      ],
      pole: [sign, -1, -0.2],
      fingers: [-sign * 0.35, 0.55 + 0.2 * swingOf(s, 0.5, phase), 1],
      palm: [-sign, 0.4 + 0.4 * swingOf(s, 0.33, phase), 0.1],
    });
    (['Index', 'Middle', 'Ring', 'Little'] as const).forEach((finger, i) => {
      const curl = 25 + 8 * i + 15 * swingOf(s, 0.7, phase + i * 0.4);
      setFinger(frame, side, finger, [curl, curl, curl * 0.6], [6, 0, -4, -9][i]);
    });
  }
};

const setTalkingFace = (frame: MotionFrame, s: number, amount: number): void => {
  const open = 0.28 + 0.2 * swingOf(s, 4.1) + 0.18 * swingOf(s, 2.7, 1);
  setArkit(frame, 'jawOpen', amount * open);
  setArkit(frame, 'mouthFunnel', amount * (0.15 + 0.25 * swingOf(s, 1.9)));
  setArkit(frame, 'mouthSmileLeft', amount * (0.3 + 0.2 * swingOf(s, 0.31)));
  setArkit(frame, 'mouthSmileRight', amount * (0.3 + 0.2 * swingOf(s, 0.31)));
  setArkit(frame, 'browInnerUp', amount * (0.2 + 0.3 * swingOf(s, 0.53)));
};

/** Claps twice a second. */
const clap: Sequence = (s, frame, rest = HUMAN_REST) => {
  setStanding(frame);
  setLife(frame, s);
  const gap = 0.03 + 0.1 * (0.5 + 0.5 * swingOf(s, 2));
  for (const side of SIDES) {
    const sign = side === 'left' ? 1 : -1;
    reachTo(frame, rest, side, {
      wrist: [sign * gap, 1.2, 0.3],
      pole: [sign, -1, -0.2],
      fingers: [0, 0.75, 0.65],
      palm: [-sign, 0, 0],
    });
    setHandShape(frame, side, 'open');
  }
};

/** Twenty seconds that show everything once: looking around, smiling, talking, waving, hand signs; then again. */
const demo: Sequence = (seconds, frame) => {
  const s = seconds % 20;
  setStanding(frame);
  setLife(frame, seconds);
  const left = during(s, 0.5, 3);
  const right = during(s, 2.6, 5);
  setHead(
    frame,
    32 * (left - right) + 8 * swingOf(seconds, 0.1),
    6 * swingOf(seconds, 0.15),
    5 * swingOf(seconds, 0.2),
  );
  const smile = during(s, 4.5, 9) + during(s, 15, 19);
  setArkit(frame, 'mouthSmileLeft', 0.8 * smile);
  setArkit(frame, 'mouthSmileRight', 0.8 * smile);
  const talking = during(s, 9, 14);
  if (talking > 0) setTalkingFace(frame, seconds, talking);
  setWave(frame, 'right', seconds, during(s, 5, 9, 0.9));
  const sign = during(s, 14, 18.5, 0.9);
  if (sign <= 0) return;
  setWave(frame, 'left', 0, sign);
  const peace = during(s, 14.2, 16, 0.5);
  const point = during(s, 15.6, 17.4, 0.5);
  if (peace > point) setHandShape(frame, 'left', 'peace', peace);
  else if (point > 0) setHandShape(frame, 'left', 'point', point);
  else setHandShape(frame, 'left', 'relaxed');
};

export const SEQUENCES = { wave, talk, clap, demo } satisfies Record<string, Sequence>;
