import { createCalibrationStep, createCalibrator } from '@motion/shape/calibration';
import { type Calibration, findCalibration, MAX_CALIBRATIONS, withCalibration } from '@shared/calibration';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import { applySettingsPatch, defaultSettings } from '@shared/settings';
import { createTrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';
import { product, setBone, turn } from '../../../scripts/synthetic/kinematics';
import { createPerson } from '../../../scripts/synthetic/person';
import { setHead, setPose, setStanding } from '../../../scripts/synthetic/poses';
import { seen, turned } from './steps';

/** Someone whose neutral head looks 12° down and 5° aside to the camera, torso tilted by the camera, mouth a little open. */
const neutral = (frame: MotionFrame): void => {
  setStanding(frame);
  setHead(frame, 5, 12, 0);
  setBone(frame, 'hips', turn('x', 8));
  frame.expressions[EXPRESSION_INDEX.jawOpen] = 0.1;
  frame.expressions[EXPRESSION_INDEX.eyeBlinkLeft] = 0.25;
  frame.expressions[EXPRESSION_INDEX.eyeBlinkRight] = 0.15;
  seen(frame);
};

const calibrate = (seconds = 3.1): Calibration | undefined => {
  const calibrator = createCalibrator();
  const [frame, truth, tracking] = [
    createMotionFrame('tracking'),
    createMotionFrame(),
    createTrackingFrame(),
  ];
  setPose(truth, 'tPose');
  createPerson({ seeAll: true }).see(truth, 0, tracking);
  for (let i = 0; i < seconds * 30; i++) {
    neutral(frame);
    frame.time = 1000 + (i * 1000) / 30;
    calibrator.push(frame, tracking);
  }
  expect(calibrator.progress).toBeCloseTo(Math.min(1, seconds / 3), 1);
  return calibrator.finish();
};

describe('calibration', () => {
  it('needs three seconds with a face', () => {
    expect(calibrate(2)).toBeUndefined();
    const calibrator = createCalibrator();
    const frame = createMotionFrame('tracking');
    for (let i = 0; i < 200; i++) {
      frame.time = i * 33;
      calibrator.push(frame);
    }
    expect(calibrator.finish()).toBeUndefined();
    expect(calibrator.progress).toBe(0);
  });

  it('makes the neutral pose straight, level and at rest', () => {
    const step = createCalibrationStep(calibrate()!);
    const [frame, straight] = [createMotionFrame('tracking'), createMotionFrame()];
    neutral(frame);
    step.apply(frame);
    expect(turned(frame.bones, straight.bones, 'head')).toBeLessThan(0.1);
    expect(turned(frame.bones, straight.bones, 'neck')).toBeLessThan(0.1);
    expect(turned(frame.bones, straight.bones, 'hips')).toBeLessThan(0.1);
    expect(frame.expressions[EXPRESSION_INDEX.jawOpen]).toBeCloseTo(0, 2);
    expect(frame.expressions[EXPRESSION_INDEX.eyeBlinkLeft]).toBeCloseTo(0, 2);
  });

  it('keeps what is turned from there, and lets the eyes close and the mouth open fully', () => {
    const step = createCalibrationStep(calibrate()!);
    const [frame, wanted] = [createMotionFrame('tracking'), createMotionFrame()];
    neutral(frame);
    // The camera's view of a head turned by 30°: its own tilt comes on top, from outside.
    const tilt = product(turn('y', 2.5), turn('x', 6));
    const camera = product(tilt, tilt);
    setBone(frame, 'neck', product(camera, turn('y', 15)));
    setBone(frame, 'head', turn('y', 15));
    frame.expressions[EXPRESSION_INDEX.jawOpen] = 1;
    frame.expressions[EXPRESSION_INDEX.eyeBlinkLeft] = 0.85;
    step.apply(frame);
    setHead(wanted, 30, 0, 0);
    const total = createMotionFrame();
    const head = (source: MotionFrame): number => {
      copyMotionFrame(source, total);
      const q = (bone: 'neck' | 'head') =>
        Array.from(source.bones.subarray(bone === 'neck' ? 16 : 20, bone === 'neck' ? 20 : 24));
      setBone(total, 'head', product(q('neck') as never, q('head') as never));
      return turned(total.bones, createMotionFrame().bones, 'head');
    };
    expect(head(frame)).toBeCloseTo(30, 0);
    expect(frame.expressions[EXPRESSION_INDEX.jawOpen]).toBeCloseTo(1, 5);
    expect(frame.expressions[EXPRESSION_INDEX.eyeBlinkLeft]).toBe(1);
  });

  it('measures shoulders and arms', () => {
    const calibration = calibrate()!;
    expect(calibration.shoulderWidth).toBeCloseTo(0.35, 2);
    expect(calibration.armLength).toBeCloseTo(0.56, 2);
  });

  it('is kept for each camera and avatar in the settings, the newest ones', () => {
    const calibration = calibrate()!;
    const entry = (camera: string, avatar: string) => ({ camera, avatar, calibration });
    let list = withCalibration([], entry('A', 'x'));
    list = withCalibration(list, { ...entry('A', 'x'), calibration: { ...calibration, armLength: 0.7 } });
    list = withCalibration(list, entry('B', 'x'));
    expect(list).toHaveLength(2);
    expect(findCalibration(list, 'A', 'x')?.armLength).toBe(0.7);
    expect(findCalibration(list, 'A', 'another avatar')?.armLength).toBe(0.7);
    expect(findCalibration(list, 'C', 'x')).toBeUndefined();
    for (let i = 0; i < 40; i++) list = withCalibration(list, entry(`camera ${i}`, 'x'));
    expect(list).toHaveLength(MAX_CALIBRATIONS);
    const settings = applySettingsPatch(defaultSettings(), { motion: { calibrations: list } });
    expect(settings.motion.calibrations).toEqual(list);
    expect(() =>
      applySettingsPatch(defaultSettings(), {
        motion: { calibrations: [...list, entry('one', 'too many')] },
      }),
    ).toThrow();
  });
});
