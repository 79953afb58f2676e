import type { Character } from './character';
import { plain, type ToonMaterial } from './file/material';
import { hex, inkOf, shadeOf, times, WHITE } from './paint/color';
import type { Picture } from './paint/image';
import {
  paintBlouse,
  paintCollar,
  paintFace,
  paintHair,
  paintHairOutline,
  paintHoodie,
  paintIris,
  paintKnit,
  paintMouth,
  paintPleats,
  paintPocket,
  paintRibbon,
  paintSclera,
} from './paint/textures';
import type { AvatarRecipe } from './recipe';

/** Materials and textures of a character. */
export interface Looks {
  readonly materials: readonly ToonMaterial[];
  readonly textures: ReadonlyMap<string, Picture>;
}

/** Textures that repeat sideways. */
export const REPEATING: ReadonlySet<string> = new Set(['pleats', 'knit']);

export function paintLooks(recipe: AvatarRecipe, character: Character): Looks {
  const { palette } = recipe;
  const skin = hex(palette.skin);
  const skinShade = times(skin, [0.97, 0.79, 0.76]);
  const skinInk = times(skin, [0.56, 0.3, 0.28]);
  const hair = hex(palette.hair);
  const hairShade = shadeOf(hair);
  const lash = times(inkOf(hair), [0.62, 0.5, 0.6]);
  const shadeOfTexture = (c: string) => {
    const base = hex(c);
    const s = shadeOf(base);
    return [
      s[0] / Math.max(base[0], 0.01),
      s[1] / Math.max(base[1], 0.01),
      s[2] / Math.max(base[2], 0.01),
    ] as const;
  };
  const painted = (
    name: string,
    texture: string,
    color: string,
    more: Partial<ToonMaterial> = {},
  ): ToonMaterial => ({
    name,
    color: WHITE,
    shade: shadeOfTexture(color),
    texture,
    outline: 0.0012,
    outlineColor: inkOf(hex(color)),
    ...more,
  });
  const flat = (name: string, color: readonly [number, number, number], texture?: string): ToonMaterial => ({
    name,
    color,
    shade: times(color, [0.88, 0.86, 0.93]),
    shift: 0.3,
    toony: 0.9,
    ...(texture && { texture }),
  });
  const skinLook = { shade: skinShade, outline: 0.001, outlineColor: skinInk, toony: 0.9 } as const;
  const materials: ToonMaterial[] = [
    { name: 'face', color: WHITE, ...skinLook, shade: [0.97, 0.79, 0.76], texture: 'face', shift: 0.02 },
    { name: 'skin', color: skin, ...skinLook, shift: -0.06 },
    { ...flat('sclera', WHITE, 'sclera') },
    { ...flat('iris', WHITE, 'iris'), shift: 0.5 },
    { ...flat('lash', lash), doubleSided: true },
    { ...flat('brow', times(hairShade, [0.72, 0.64, 0.72])), doubleSided: true },
    { ...flat('mouth', WHITE, 'mouth') },
    { ...flat('lips', [0.58, 0.24, 0.24]), doubleSided: true },
    {
      name: 'hair',
      color: WHITE,
      shade: shadeOfTexture(palette.hair),
      texture: 'hair',
      outline: 0.0014,
      outlineTexture: 'hairOutline',
      outlineColor: inkOf(hair),
      shift: -0.12,
      toony: 0.9,
      rim: WHITE,
    },
    painted('ribbon', 'ribbon', palette.accent),
    painted('top', recipe.outfit === 'sailor' ? 'blouse' : 'hoodie', palette.top, {
      shift: 0.1,
      outlineColor: recipe.outfit === 'sailor' ? inkOf(hex(palette.trim)) : inkOf(hex(palette.top)),
    }),
    plain('trim', hex(palette.trim)),
    plain('topPlain', hex(palette.top)),
    plain('bottomPlain', hex(palette.bottom)),
    plain('strings', hex(palette.accent), { outline: 0.0009 }),
    painted('bands', 'knit', palette.top),
    painted('pocket', 'pocket', palette.top),
    painted('collar', 'collar', palette.trim),
    painted('bottom', 'pleats', palette.bottom, { doubleSided: true }),
    plain('socks', hex(palette.socks)),
    plain('shoes', hex(palette.shoes)),
    plain('sole', times(hex(palette.shoes), [0.62, 0.6, 0.62])),
  ];
  const used = new Set([...character.headMeshes, ...character.bodyMeshes].map((m) => m.material));
  const kept = materials.filter((m) => used.has(m.name));
  const painters: Readonly<Record<string, () => Picture>> = {
    face: () => paintFace(palette, character.head, character.eye, recipe.face === 'round'),
    iris: () => paintIris(palette, recipe.face === 'sharp'),
    sclera: paintSclera,
    mouth: paintMouth,
    hair: () => paintHair(palette),
    hairOutline: paintHairOutline,
    ribbon: () => paintRibbon(palette),
    blouse: () => paintBlouse(palette),
    hoodie: () => paintHoodie(palette),
    pocket: () => paintPocket(palette),
    knit: () => paintKnit(palette),
    collar: () => paintCollar(palette),
    pleats: () => paintPleats(palette),
  };
  const names = new Set(kept.flatMap((m) => [m.texture, m.outlineTexture].filter((t) => t !== undefined)));
  return { materials: kept, textures: new Map([...names].map((name) => [name, painters[name]!()])) };
}
