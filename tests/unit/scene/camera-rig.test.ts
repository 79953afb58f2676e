import { PLAIN_ORBIT } from '@shared/settings/scene';
import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { frameShot } from '../../../src/renderer/avatar/camera-shot';
import type { AvatarMeasures } from '../../../src/renderer/avatar/measure-avatar';
import { createCameraRig } from '../../../src/renderer/avatar/scene/camera-rig';
import { movedBy, turnedBy, zoomedBy } from '../../../src/renderer/stage/orbit-control';

const MEASURES: AvatarMeasures = {
  top: 1.6,
  eyes: 1.45,
  headBone: 1.38,
  shoulders: 1.3,
  hips: 0.85,
  bottom: 0,
  headX: 0,
  headZ: 0,
  shoulderWidth: 0.3,
  headWidth: 0.3,
};
const HEAD = new Vector3(0, MEASURES.headBone, 0);

const openRig = () => {
  const camera = new PerspectiveCamera();
  const rig = createCameraRig();
  rig.setAspect(16 / 9);
  rig.setShot('bust');
  rig.setMeasures(MEASURES);
  rig.step(camera, 0, HEAD);
  return { camera, rig };
};

describe('the camera', () => {
  it('stands where the shot puts it while nothing is turned', () => {
    const { camera } = openRig();
    const { x, y, z, fov } = frameShot('bust', MEASURES, 16 / 9);
    expect(camera.position.distanceTo(new Vector3(x, y, z))).toBeLessThan(1e-9);
    expect(camera.fov).toBe(fov);
  });

  it('goes to the avatar’s own left at a positive yaw, as far away as before', () => {
    const { camera, rig } = openRig();
    const before = camera.position.z;
    rig.setOrbit({ ...PLAIN_ORBIT, yaw: 90 });
    rig.step(camera, 0, HEAD);
    expect(camera.position.x).toBeCloseTo(before, 9);
    expect(camera.position.z).toBeCloseTo(0, 9);
  });

  it('moves without a jump and arrives in the time that is set', () => {
    const { camera, rig } = openRig();
    rig.setMoveSeconds(1);
    rig.setShot('full');
    const target = frameShot('full', MEASURES, 16 / 9);
    let largest = 0;
    const last = camera.position.clone();
    for (let i = 0; i < 60; i++) {
      rig.step(camera, 1 / 60, HEAD);
      largest = Math.max(largest, camera.position.distanceTo(last));
      last.copy(camera.position);
    }
    expect(camera.position.z).toBeCloseTo(target.z, 6);
    expect(largest).toBeLessThan(target.z / 20);
  });

  it('cuts where a drag asks for it', () => {
    const { camera, rig } = openRig();
    rig.setMoveSeconds(2);
    rig.setOrbit({ ...PLAIN_ORBIT, zoom: 2 }, 'cut');
    rig.step(camera, 0, HEAD);
    expect(camera.position.z).toBeCloseTo(frameShot('bust', MEASURES, 16 / 9).z / 2, 6);
  });

  it('follows a head that leans aside only as far as it is told to', () => {
    const leaning = new Vector3(0.3, MEASURES.headBone, 0);
    for (const share of [0, 0.5, 1]) {
      const { camera, rig } = openRig();
      rig.setFollow(share);
      for (let i = 0; i < 600; i++) rig.step(camera, 1 / 60, leaning);
      expect(camera.position.x).toBeCloseTo(0.3 * share, 4);
    }
  });
});

describe('turning by hand', () => {
  it('goes round and round sideways and stops below the zenith', () => {
    expect(turnedBy(PLAIN_ORBIT, 190, 0).yaw).toBe(-170);
    expect(turnedBy(PLAIN_ORBIT, 0, 200).pitch).toBe(80);
  });

  it('stays within what the settings take', () => {
    expect(zoomedBy(PLAIN_ORBIT, 100).zoom).toBe(5);
    expect(zoomedBy(PLAIN_ORBIT, 0.001).zoom).toBe(0.2);
    expect(movedBy(PLAIN_ORBIT, 9, -9)).toMatchObject({ x: 2, y: -2 });
  });
});
