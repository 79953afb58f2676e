import { createSolver } from '@motion/solve';
import { FACE_REST_VALUES } from '@motion/solve/face/arkit-estimator';
import { createFaceRestWatch } from '@motion/solve/face/face-rest';
import { ARKIT_INDEX, ARKIT_OFFSET } from '@shared/expressions';
import { createMotionFrame } from '@shared/motion-frame';
import { settingsSchema } from '@shared/settings';
import { createTrackingFrame, type TrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';
import { FACE_MIDDLE, FACE_TWINS } from '../../../src/motion/solve/face/canonical-face';
import { watchNeutralPose } from '../../../src/renderer/studio/calibration-watch';
import { AVERAGE_FACE } from './average-face';

/** The average face with its brows drawn down by `frown` centimetres, as the npm Face Mesh gives it. */
const seenFace = (frown: number, hasBlendshapes = false): TrackingFrame => {
  const frame = createTrackingFrame();
  frame.imageWidth = 640;
  frame.imageHeight = 480;
  frame.face.score = 1;
  frame.face.tracker = hasBlendshapes ? 'face-landmarker' : 'face-mesh';
  frame.face.hasBlendshapes = hasBlendshapes;
  const put = (index: number, x: number, y: number, z: number): void => {
    frame.face.landmarks.set([(320 + 12 * x) / 640, (240 - 12 * y) / 480, (-12 * z) / 640], index * 3);
  };
  const brows = [70, 63, 105, 66, 107, 55, 52, 300, 293, 334, 296, 336, 285, 282];
  for (const [index, x, y, z] of AVERAGE_FACE) put(index, x, y - (brows.includes(index) ? frown : 0), z);
  for (const [right, left, x, y, z] of FACE_TWINS) {
    put(right, -x, y, z);
    put(left, x, y, z);
  }
  for (const [index, y, z] of FACE_MIDDLE) put(index, 0, y, z);
  return frame;
};

const FROWN = 0.4;

const browDown = (faceRest?: readonly number[]): number => {
  const solver = createSolver('direct', { arms: 'angles', mode: 'face', faceRest });
  const solved = createMotionFrame('tracking');
  solver.solve(seenFace(FROWN), solved);
  return solved.expressions[ARKIT_OFFSET + ARKIT_INDEX.browDownLeft]!;
};

describe('the face at rest of a tracker without blendshapes', () => {
  it('is learnt from a neutral pose and taken off what the solver answers', () => {
    const watch = createFaceRestWatch();
    for (let i = 0; i < 20; i++) watch.push(seenFace(FROWN));
    const rest = watch.finish();
    expect(rest).toHaveLength(FACE_REST_VALUES);
    expect(browDown(rest)).toBeLessThan(browDown() - 0.1);
  });

  it('is nothing where the model gives blendshapes', () => {
    const watch = createFaceRestWatch();
    for (let i = 0; i < 20; i++) watch.push(seenFace(0, true));
    expect(watch.finish()).toBeUndefined();
  });

  it('is part of the three seconds of calibration, and can be stored', () => {
    const settings = settingsSchema.parse({});
    const watch = watchNeutralPose(settings);
    for (let time = 0; time <= 3200; time += 40) {
      const frame = seenFace(FROWN);
      frame.time = time;
      frame.face.time = time;
      watch.push(frame);
    }
    const calibration = watch.finish();
    expect(calibration?.faceRest).toHaveLength(FACE_REST_VALUES);
    expect(calibration?.neutral.browDownLeft ?? 0).toBeLessThan(browDown() - 0.1);
    const calibrations = [{ camera: 'Cam', avatar: 'x', calibration }];
    expect(settingsSchema.parse({ motion: { calibrations } }).motion.calibrations[0]?.calibration).toEqual(
      calibration,
    );
  });
});
