import {
  type DirectionalLight,
  Mesh,
  type Object3D,
  PCFShadowMap,
  PlaneGeometry,
  type Scene,
  ShadowMaterial,
  type WebGLRenderer,
} from 'three';
import type { AvatarMeasures } from '../measure-avatar';

/** The avatar's shadow on the ground that it stands on: seen where the picture shows the feet. */
export interface GroundShadow {
  /** @param darkness 0 = none .. 1 */
  set(darkness: number): void;
  setAvatar(avatar: Object3D, measures: AvatarMeasures): void;
  setRenderer(renderer: WebGLRenderer): void;
  dispose(): void;
}

const MAP_SIZE = 1024;

export const createGroundShadow = (
  scene: Scene,
  key: DirectionalLight,
  initial: WebGLRenderer,
): GroundShadow => {
  const ground = new Mesh(new PlaneGeometry(1, 1), new ShadowMaterial({ opacity: 0 }));
  ground.rotation.x = -Math.PI / 2;
  ground.receiveShadow = true;
  ground.frustumCulled = false;
  key.shadow.mapSize.set(MAP_SIZE, MAP_SIZE);
  key.shadow.radius = 4;
  key.shadow.bias = -0.0005;
  let renderer = initial;
  let darkness = 0;

  const apply = (): void => {
    const on = darkness > 0;
    ground.material.opacity = darkness * 0.6;
    if (key.castShadow === on) return;
    key.castShadow = on;
    if (on) scene.add(ground);
    else {
      ground.removeFromParent();
      key.shadow.map?.dispose();
      key.shadow.map = null;
    }
    renderer.shadowMap.enabled = on;
  };

  return {
    set: (next) => {
      darkness = next;
      apply();
    },
    setAvatar: (avatar, { top, bottom, headX, headZ }) => {
      const height = Math.max(top - bottom, 0.01);
      avatar.traverse((object) => {
        if ((object as Mesh).isMesh) object.castShadow = true;
      });
      // The very ground would fight with soles that lie in it.
      ground.position.set(headX, bottom - height * 0.001, headZ);
      ground.scale.setScalar(height * 8);
      const { camera } = key.shadow;
      camera.left = camera.bottom = -height * 0.9;
      camera.right = camera.top = height * 0.9;
      camera.near = 0.01;
      camera.far = height * 3 + 4;
      camera.updateProjectionMatrix();
    },
    setRenderer: (next) => {
      renderer = next;
      renderer.shadowMap.type = PCFShadowMap;
      renderer.shadowMap.enabled = darkness > 0;
      key.shadow.map?.dispose();
      key.shadow.map = null;
    },
    dispose: () => {
      ground.removeFromParent();
      ground.geometry.dispose();
      ground.material.dispose();
      key.shadow.map?.dispose();
    },
  };
};
