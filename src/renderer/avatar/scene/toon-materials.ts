import type { MToonMaterial, VRM } from '@pixiv/three-vrm';
import type { SceneSettings } from '@shared/settings/scene';
import { Color, DirectionalLight, type Material, type Mesh, type Object3D } from 'three';

/** What the scene changes about an avatar's materials; the file's own values are kept. */
export interface ToonMaterials {
  /** Light along the edges, over what the file has. */
  setRim(rim: SceneSettings['lights']['rim']): void;
  /** @param factor 1 = as in the file */
  setOutlineWidth(factor: number): void;
  showOutlines(shown: boolean): void;
}

/** Steepness and strength of the rim where the file has none of its own. */
const RIM_POWER = 3.2;
const RIM_GAIN = 0.55;

interface Kept {
  material: MToonMaterial;
  rim: Color;
  power: number;
  lift: number;
  outlineWidth: number;
}

/**
 * MToon draws the rim as a part of the material (VRMC_materials_mtoon-1.0, "Rim Lighting"), at no cost. Other materials
 * get a directional light from behind.
 */
export const createToonMaterials = (vrm: Pick<VRM, 'materials' | 'scene'>): ToonMaterials => {
  const all = materialsOf(vrm);
  const toons = all.filter(isToon).map(keep);
  const back = toons.length === 0 && all.length > 0 ? backLight(vrm.scene) : undefined;
  const added = new Color();
  let factor = 1;
  let outlines = true;

  const applyOutlines = (): void => {
    for (const { material, outlineWidth } of toons) {
      if (!material.isOutline) continue;
      material.outlineWidthFactor = outlineWidth * factor;
      material.visible = outlines && factor > 0;
    }
  };

  return {
    setRim: ({ colour, intensity }) => {
      added.set(colour).multiplyScalar(intensity * RIM_GAIN);
      for (const { material, rim, power, lift } of toons) {
        if (material.isOutline) continue;
        material.parametricRimColorFactor.copy(rim).add(added);
        const own = rim.r + rim.g + rim.b > 0.01;
        material.parametricRimFresnelPowerFactor = intensity > 0 && !own ? RIM_POWER : power;
        material.parametricRimLiftFactor = intensity > 0 && !own ? 0 : lift;
      }
      if (!back) return;
      back.color.set(colour);
      back.intensity = intensity * Math.PI;
      back.visible = intensity > 0;
    },
    setOutlineWidth: (next) => {
      factor = next;
      applyOutlines();
    },
    showOutlines: (shown) => {
      outlines = shown;
      applyOutlines();
    },
  };
};

const materialsOf = ({ materials, scene }: Pick<VRM, 'materials' | 'scene'>): Material[] => {
  if (materials) return materials;
  const found = new Set<Material>();
  scene.traverse((object) => {
    const { material } = object as Partial<Mesh>;
    for (const one of Array.isArray(material) ? material : material ? [material] : []) found.add(one);
  });
  return [...found];
};

const isToon = (material: Material): material is MToonMaterial =>
  (material as Partial<MToonMaterial>).isMToonMaterial === true;

const keep = (material: MToonMaterial): Kept => ({
  material,
  rim: material.parametricRimColorFactor.clone(),
  power: material.parametricRimFresnelPowerFactor,
  lift: material.parametricRimLiftFactor,
  outlineWidth: material.outlineWidthFactor,
});

const backLight = (scene: Object3D): DirectionalLight => {
  const light = new DirectionalLight(0xffffff, 0);
  light.visible = false;
  light.position.set(0.6, 1.6, -1.4);
  scene.add(light, light.target);
  return light;
};
