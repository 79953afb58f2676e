import type { VRM } from '@pixiv/three-vrm';
import type { SceneSettings } from '@shared/settings/scene';
import { Vector3 } from 'three';

/** Wind and gravity on an avatar's hair and clothes. */
export interface SpringForces {
  set(physics: SceneSettings['physics']): void;
  /** Before the springs move on. @param time seconds. Allocates nothing. */
  step(time: number): void;
}

/** Power of a wind of 1, and of a gravity of 1, on VRM's scale of `gravityPower`. */
const WIND = 1.1;
const GRAVITY = 0.8;
const RADIANS = Math.PI / 180;

/**
 * A spring bone knows one outer force (VRMC_springBone-1.0, `gravityDir` × `gravityPower`): the file's own, the user's gravity
 * and the wind of the moment are added up in it.
 */
export const createSpringForces = (vrm: Pick<VRM, 'springBoneManager'>): SpringForces => {
  const joints = [...(vrm.springBoneManager?.joints ?? [])].map((joint, i) => ({
    settings: joint.settings,
    own: joint.settings.gravityDir.clone().multiplyScalar(joint.settings.gravityPower),
    ownDirection: joint.settings.gravityDir.clone(),
    ownPower: joint.settings.gravityPower,
    /** Locks do not wave in step. */
    phase: i * 0.37,
  }));
  const wind = new Vector3();
  const force = new Vector3();
  let strength = 0;
  let gravity = 0;

  const restore = (): void => {
    for (const { settings, ownDirection, ownPower } of joints) {
      settings.gravityDir.copy(ownDirection);
      settings.gravityPower = ownPower;
    }
  };

  return {
    set: (physics) => {
      strength = physics.wind * WIND;
      gravity = physics.gravity * GRAVITY;
      const angle = physics.windAngle * RADIANS;
      wind.set(Math.cos(angle), 0.05, Math.sin(angle));
      if (strength === 0 && gravity === 0) restore();
    },
    step: (time) => {
      if (strength === 0 && gravity === 0) return;
      for (const { settings, own, phase } of joints) {
        const gust = strength * (0.55 + 0.3 * Math.sin(time * 1.3) + 0.15 * Math.sin(time * 5.1 + phase));
        force.copy(own).addScaledVector(wind, gust);
        force.y -= gravity;
        const power = force.length();
        settings.gravityPower = power;
        if (power > 1e-6) settings.gravityDir.copy(force).divideScalar(power);
      }
    },
  };
};
