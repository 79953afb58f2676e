import type { SceneSettings } from '@shared/settings/scene';
import {
  AmbientLight,
  Color,
  type ColorRepresentation,
  DirectionalLight,
  HemisphereLight,
  type Object3D,
  Vector3,
} from 'three';

type Lights = SceneSettings['lights'];

/** Key, fill and ambient light. The rim is drawn by the materials: see `rim-light.ts`. */
export interface LightRig {
  readonly key: DirectionalLight;
  /** @param tint average colour of the background, where there is one */
  set(lights: Lights, tint: Color | undefined): void;
  /** Where the key light aims at: the middle of the avatar, metres. */
  aim(target: Vector3): void;
}

/**
 * Key and ambient together give a toon material its own colour where it is lit (irradiance / π = 1) without washing out
 * its shade.
 */
const KEY = Math.PI * 0.82;
const AMBIENT = Math.PI * 0.18;
const FILL = Math.PI * 0.28;
const RADIANS = Math.PI / 180;

/**
 * One directional light alone: MToon mixes lit and shade colour for each, so that a second would add the shade's colour
 * once more everywhere. The fill is a hemisphere light whose sky stands aside: soft, and one for all materials.
 */
export const createLightRig = (scene: Object3D): LightRig => {
  const key = new DirectionalLight(0xffffff, KEY);
  const ambient = new AmbientLight(0xf6f4fa, AMBIENT);
  const fill = new HemisphereLight(0xffffff, 0x000000, 0);
  const target = new Vector3();
  const direction = new Vector3(-0.6, 1.1, 1.6).normalize();
  scene.add(key, key.target, ambient);

  const place = (): void => {
    key.position.copy(target).addScaledVector(direction, 2);
    key.target.position.copy(target);
    key.target.updateMatrixWorld();
  };
  place();

  return {
    key,
    set: (lights, tint) => {
      const yaw = lights.keyYaw * RADIANS;
      const pitch = lights.keyPitch * RADIANS;
      direction.set(Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch));
      place();
      key.color.copy(tinted(lights.key.colour, tint, lights.fromBackground * 0.6));
      key.intensity = KEY * lights.key.intensity;
      ambient.color.copy(tinted(lights.ambient.colour, tint, lights.fromBackground));
      ambient.intensity = AMBIENT * lights.ambient.intensity;
      fill.color.copy(tinted(lights.fill.colour, tint, lights.fromBackground));
      fill.intensity = FILL * lights.fill.intensity;
      // The other side of the key light, a little below.
      fill.position.set(-Math.sin(yaw) || 0.7, 0.15, 0.45);
      // A light of no intensity would still cost every pixel.
      if (lights.fill.intensity > 0) scene.add(fill);
      else fill.removeFromParent();
    },
    aim: (next) => {
      target.copy(next);
      place();
    },
  };
};

const colour = new Color();
const cast = new Color();

/** `base` multiplied towards the background's hue; as bright as before, so that a dark picture makes no dark avatar. */
const tinted = (base: ColorRepresentation, tint: Color | undefined, share: number): Color => {
  colour.set(base);
  if (!tint || share === 0) return colour;
  const brightest = Math.max(tint.r, tint.g, tint.b, 1e-3);
  cast.setRGB(tint.r / brightest, tint.g / brightest, tint.b / brightest);
  const luminance = Math.max(0.2126 * cast.r + 0.7152 * cast.g + 0.0722 * cast.b, 0.2);
  cast.multiplyScalar(Math.min(1 / luminance, 1.6));
  return colour.setRGB(
    colour.r * (1 + (cast.r - 1) * share),
    colour.g * (1 + (cast.g - 1) * share),
    colour.b * (1 + (cast.b - 1) * share),
  );
};
