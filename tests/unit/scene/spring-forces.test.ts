import { defaultSettings } from '@shared/settings';
import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { createSpringForces } from '../../../src/renderer/avatar/scene/spring-forces';

const joint = () => ({
  settings: {
    hitRadius: 0,
    stiffness: 1,
    dragForce: 0.4,
    gravityPower: 0.3,
    gravityDir: new Vector3(0, -1, 0),
  },
});
type Avatar = Parameters<typeof createSpringForces>[0];
const avatarOf = (joints: ReturnType<typeof joint>[]): Avatar =>
  ({ springBoneManager: { joints: new Set(joints) } }) as unknown as Avatar;
const STILL = defaultSettings().scene.physics;

describe('wind and gravity', () => {
  it('blow hair to where the wind goes, and leave the file’s own gravity behind', () => {
    const one = joint();
    const forces = createSpringForces(avatarOf([one]));
    forces.set({ ...STILL, wind: 1 });
    forces.step(0.5);
    expect(one.settings.gravityDir.x).toBeGreaterThan(0.5);
    expect(one.settings.gravityPower).toBeGreaterThan(0.3);
    forces.set(STILL);
    expect(one.settings.gravityPower).toBe(0.3);
    expect(one.settings.gravityDir.toArray()).toEqual([0, -1, 0]);
  });

  it('makes hair float where gravity is taken away', () => {
    const one = joint();
    const forces = createSpringForces(avatarOf([one]));
    forces.set({ ...STILL, gravity: -1 });
    forces.step(0);
    expect(one.settings.gravityDir.y).toBeGreaterThan(0);
  });

  it('does nothing to an avatar without springs', () => {
    const forces = createSpringForces({} as Avatar);
    forces.set({ ...STILL, wind: 1 });
    expect(() => forces.step(1)).not.toThrow();
  });
});
