import { AmbientLight, DirectionalLight, type Object3D } from 'three';

/**
 * One key light from the upper left of the picture's front and a soft fill from all sides. Together they give a toon
 * material its own colour where it is lit (irradiance / π = 1) without washing out its shade. A second directional light
 * would add the shade's colour once more everywhere: MToon mixes lit and shade colour for each light.
 */
export const addLights = (scene: Object3D): void => {
  const key = new DirectionalLight(0xffffff, Math.PI * 0.82);
  key.position.set(-0.6, 1.1, 1.6);
  const fill = new AmbientLight(0xf6f4fa, Math.PI * 0.18);
  scene.add(key, key.target, fill);
};
