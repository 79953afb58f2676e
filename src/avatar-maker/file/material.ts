import { type Color, inkOf, linear, shadeOf } from '../paint/color';

/** A toon material. Colours as on screen; widths in metres. */
export interface ToonMaterial {
  readonly name: string;
  readonly color: Color;
  readonly shade: Color;
  /** Name of a texture. */
  readonly texture?: string;
  readonly outline?: number;
  readonly outlineColor?: Color;
  /** Texture whose green narrows the outline. */
  readonly outlineTexture?: string;
  /** Greater: more of the surface is lit. -1…1 */
  readonly shift?: number;
  readonly toony?: number;
  readonly rim?: Color;
  readonly doubleSided?: boolean;
}

/** A material of a plain colour with its drawn shade and outline. */
export const plain = (name: string, color: Color, more: Partial<ToonMaterial> = {}): ToonMaterial => ({
  name,
  color,
  shade: shadeOf(color),
  outline: 0.0012,
  outlineColor: inkOf(color),
  ...more,
});

/** glTF material with VRMC_materials_mtoon 1.0. */
export function materialJson(m: ToonMaterial, texture: (name: string) => number): object {
  const map = m.texture === undefined ? null : { index: texture(m.texture) };
  return {
    name: m.name,
    doubleSided: m.doubleSided ?? false,
    alphaMode: 'OPAQUE',
    pbrMetallicRoughness: {
      baseColorFactor: [...linear(m.color), 1],
      metallicFactor: 0,
      roughnessFactor: 0.9,
      ...(map && { baseColorTexture: map }),
    },
    extensions: {
      VRMC_materials_mtoon: {
        specVersion: '1.0',
        transparentWithZWrite: false,
        renderQueueOffsetNumber: 0,
        shadeColorFactor: linear(m.shade),
        ...(map && { shadeMultiplyTexture: map }),
        shadingShiftFactor: m.shift ?? -0.05,
        shadingToonyFactor: m.toony ?? 0.92,
        giEqualizationFactor: 0.9,
        matcapFactor: [0, 0, 0],
        parametricRimColorFactor: m.rim ? linear(m.rim).map((x) => x * 0.3) : [0, 0, 0],
        parametricRimFresnelPowerFactor: 4.5,
        parametricRimLiftFactor: 0,
        rimLightingMixFactor: 1,
        outlineWidthMode: m.outline ? 'worldCoordinates' : 'none',
        outlineWidthFactor: m.outline ?? 0,
        ...(m.outlineTexture && { outlineWidthMultiplyTexture: { index: texture(m.outlineTexture) } }),
        outlineColorFactor: linear(m.outlineColor ?? [0, 0, 0]),
        outlineLightingMixFactor: 0.7,
        uvAnimationScrollXSpeedFactor: 0,
        uvAnimationScrollYSpeedFactor: 0,
        uvAnimationRotationSpeedFactor: 0,
      },
    },
  };
}
