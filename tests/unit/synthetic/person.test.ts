import { createMotionFrame } from '@shared/motion-frame';
import { createTrackingFrame } from '@shared/tracking-frame';
import { describe, expect, it } from 'vitest';
import { ROOM_CAMERA } from '../../../scripts/synthetic/camera';
import { jointPosition } from '../../../scripts/synthetic/kinematics';
import { createPerson, REAL_NOISE } from '../../../scripts/synthetic/person';
import { POSE_NAMES, setDeskPose, setHead, setPose, setStanding } from '../../../scripts/synthetic/poses';
import { createRandom } from '../../../scripts/synthetic/random';
import { SEQUENCES } from '../../../scripts/synthetic/sequences';

const see = (name: (typeof POSE_NAMES)[number], camera = ROOM_CAMERA) => {
  const truth = createMotionFrame();
  setPose(truth, name);
  const person = createPerson({ camera });
  const frame = createTrackingFrame();
  person.see(truth, 1000, frame);
  return { truth, person, frame };
};

const pose = (frame: ReturnType<typeof createTrackingFrame>, index: number) =>
  Array.from(frame.pose.worldLandmarks.subarray(index * 4, index * 4 + 3));
const image = (frame: ReturnType<typeof createTrackingFrame>, index: number) =>
  Array.from(frame.pose.landmarks.subarray(index * 4, index * 4 + 2));

describe('the synthetic person, in MediaPipe axes', () => {
  it("shows the person's left at the right of the unmirrored image", () => {
    const { frame } = see('tPose');
    expect(image(frame, 11)[0]).toBeGreaterThan(image(frame, 12)[0]!);
    expect(pose(frame, 15)[0]).toBeGreaterThan(0.6);
    expect(pose(frame, 16)[0]).toBeLessThan(-0.6);
    expect(frame.leftHand.landmarks[0]).toBeGreaterThan(frame.rightHand.landmarks[0]!);
  });

  it('has its origin between the hips, y down, z away from the camera', () => {
    const { frame } = see('armsForward');
    const [left, right] = [pose(frame, 23), pose(frame, 24)];
    expect(left[0]! + right[0]!).toBeCloseTo(0, 6);
    expect(pose(frame, 0)[1]).toBeLessThan(-0.5);
    expect(pose(frame, 27)[1]).toBeGreaterThan(0.7);
    expect(pose(frame, 15)[2]).toBeLessThan(-0.4);
    expect(frame.pose.landmarks[15 * 4 + 2]).toBeLessThan(0);
  });

  it('keeps the lengths of the skeleton in every pose', () => {
    for (const name of POSE_NAMES) {
      const { frame } = see(name);
      const [a, b] = [pose(frame, 13), pose(frame, 15)];
      expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)).toBeCloseTo(0.25, 4);
    }
  });

  it('gives a face matrix that turns with the head', () => {
    const truth = createMotionFrame();
    const person = createPerson();
    const frame = createTrackingFrame();
    setStanding(truth);
    person.see(truth, 0, frame);
    const { matrix } = frame.face;
    expect([matrix[0], matrix[5], matrix[10]].map((v) => Math.round(v! * 1e6) / 1e6)).toEqual([1, 1, 1]);
    expect(matrix[14]).toBeLessThan(-50);
    setHead(truth, 30, 0, 0);
    person.see(truth, 0, frame);
    // The face's front (column 2) points to the person's left: to the right of the image.
    expect(matrix[8]).toBeCloseTo(Math.sin(Math.PI / 6), 4);
    // … and so lies the nose in the image, right of the middle between the eyes' outer corners.
    const x = (i: number) => frame.face.landmarks[i * 3]!;
    expect(x(1)).toBeGreaterThan((x(33) + x(263)) / 2);
  });

  it('puts hands where the pose says they are', () => {
    const { frame, person } = see('handToCheek');
    const head = jointPosition(person.joints, 'head');
    const wrist = jointPosition(person.joints, 'leftHand');
    expect(Math.hypot(...wrist.map((v, k) => v - head[k]!))).toBeLessThan(0.22);
    expect(frame.leftHand.score).toBe(1);
  });

  it('loses hands that leave the picture and says so by visibility', () => {
    const truth = createMotionFrame();
    setStanding(truth);
    const frame = createTrackingFrame();
    createPerson().see(truth, 0, frame);
    expect(frame.leftHand.score).toBe(0);
    expect(frame.pose.worldLandmarks[15 * 4 + 3]).toBeLessThan(0.5);
    expect(frame.pose.worldLandmarks[11 * 4 + 3]).toBeGreaterThan(0.9);
  });

  it('adds the same noise for the same seed', () => {
    const truth = createMotionFrame();
    setDeskPose(truth, createRandom(3));
    const [a, b, exact] = [createTrackingFrame(), createTrackingFrame(), createTrackingFrame()];
    createPerson({ noise: REAL_NOISE }).see(truth, 0, a);
    createPerson({ noise: REAL_NOISE }).see(truth, 0, b);
    createPerson().see(truth, 0, exact);
    expect(a.pose.worldLandmarks).toEqual(b.pose.worldLandmarks);
    const difference = Math.abs(a.pose.worldLandmarks[60]! - exact.pose.worldLandmarks[60]!);
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(0.03);
  });

  it.each(Object.entries(SEQUENCES))('moves without jumps in %s', (_name, sequence) => {
    const [before, after] = [createMotionFrame(), createMotionFrame()];
    let least = 1;
    for (let s = 0; s < 21; s += 1 / 60) {
      sequence(s, before);
      sequence(s + 1e-3, after);
      for (let i = 0; i < before.bones.length; i += 4) {
        let dot = 0;
        for (let k = 0; k < 4; k++) dot += before.bones[i + k]! * after.bones[i + k]!;
        least = Math.min(least, Math.abs(dot));
      }
    }
    // No bone turns faster than 100 rad/s.
    expect(least).toBeGreaterThan(Math.cos(0.05));
  });
});
