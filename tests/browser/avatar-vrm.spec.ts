/**
 * What rules of the specification look like: pictures of plates in front of a tiny avatar. The rules that need no picture are in
 * tests/unit/avatar/vrm-*.test.ts.
 */
import { expect, type Page } from '@playwright/test';
import { PNG } from 'pngjs';
import {
  addMaterial,
  addPlate,
  addTexture,
  type Json,
  mtoon,
  packVrm,
  setExpressions,
  type TinyDocument,
  tinyDocument,
} from '../fixtures/vrm-document';
import { loadBytes, pose, test } from './avatar-page/open';

type Colour = [number, number, number, number];

/** In front of the avatar, in the middle of the picture. */
const FRONT = [0, 0.8, 0.5] as const;
const BACK = [0, 0.8, 0.4] as const;
const SIZE = 0.5;
const RED = [1, 0, 0] as const;
const GREEN = [0, 1, 0] as const;
const BLUE = [0, 0, 1] as const;

const show = async (page: Page, document: TinyDocument): Promise<void> => {
  await loadBytes(page, packVrm(document));
  await page.evaluate(() => window.harness.view.setShot('full'));
  await pose(page, {});
};

/** Colour in the middle of the picture, or `right` of it by so many pixels. */
const colourAt = (page: Page, right = 0): Promise<Colour> =>
  page.evaluate((x) => {
    const at = (120 * 320 + 160 + x) * 4;
    return [...window.harness.pixels().subarray(at, at + 4)] as [number, number, number, number];
  }, right);

/** The strongest of red, green and blue, or none where nothing is drawn. */
const hue = async (page: Page, right = 0): Promise<string> => {
  const [r, g, b, a] = await colourAt(page, right);
  if (a === 0) return 'nothing';
  const strongest = Math.max(r, g, b);
  const names = Object.entries({ red: r, green: g, blue: b }).filter(([, value]) => value > strongest * 0.6);
  return names.map(([name]) => name).join('+');
};

/** A plate with this material before a blue one. VRM 0 looks the other way. */
const plates = (front: Json, back: Json = mtoon('back', BLUE), version: 0 | 1 = 1): TinyDocument => {
  const document = tinyDocument({ version });
  const away = version === 0 ? -1 : 1;
  for (const [name, at, material] of [
    ['back', BACK, back],
    ['front', FRONT, front],
  ] as const)
    addPlate(document, {
      name,
      at: [at[0], at[1], at[2] * away],
      size: SIZE,
      material: addMaterial(document, material),
    });
  return document;
};

test('MToon: alpha modes, render queue and sides', async ({ page }) => {
  const red = (alpha: number, mtoonOwn: Json, more: Json): Json =>
    mtoon('red', [...RED, alpha], mtoonOwn, more);
  const queue = (zWrite: boolean, offset: number): Json => ({
    transparentWithZWrite: zWrite,
    renderQueueOffsetNumber: offset,
  });
  const blend = { alphaMode: 'BLEND' };
  for (const [rule, front, back, expected] of [
    ['Render Mode: OPAQUE ignores alpha', red(0.2, {}, {}), undefined, 'red'],
    [
      'Render Mode: MASK hides below alphaCutoff',
      red(0.4, {}, { alphaMode: 'MASK', alphaCutoff: 0.5 }),
      undefined,
      'blue',
    ],
    [
      'Render Mode: MASK shows above',
      red(0.6, {}, { alphaMode: 'MASK', alphaCutoff: 0.5 }),
      undefined,
      'red',
    ],
    ['Render Mode: BLEND mixes', red(0.5, {}, blend), undefined, 'red+blue'],
    [
      'transparentWithZWrite hides what is behind it and drawn later',
      red(0.9, queue(true, 0), blend),
      mtoon('back', [...BLUE, 0.95], queue(false, 0), blend),
      'red',
    ],
    [
      'Render Queue: without ZWrite what is drawn later lies on top',
      red(0.9, queue(false, -1), blend),
      mtoon('back', [...BLUE, 0.95], queue(false, 0), blend),
      'blue',
    ],
    [
      'renderQueueOffsetNumber: the higher, the later',
      red(0.9, queue(false, 0), blend),
      mtoon('back', [...BLUE, 0.95], queue(false, -3), blend),
      'red',
    ],
  ] as const) {
    await show(page, plates(front, back));
    expect(await hue(page), rule).toBe(expected);
  }
  for (const [doubleSided, expected] of [
    [false, 'blue'],
    [true, 'red'],
  ] as const) {
    const document = plates(red(1, {}, { doubleSided }));
    document.json.nodes.at(-1).rotation = [0, 1, 0, 0];
    await show(page, document);
    expect(await hue(page), `Double Sided: ${doubleSided}`).toBe(expected);
  }
});

test('MToon: shade, emission, rim, matcap and moving textures', async ({ page }) => {
  const lit = (own: Json, more: Json = {}): Json =>
    mtoon('lit', RED, { shadeColorFactor: BLUE, ...own }, more);
  for (const [rule, front, expected] of [
    ['Shading Shift: +1 is lit all over', lit({ shadingShiftFactor: 1 }), 'red'],
    ['Shading Shift: -1 is shade all over', lit({ shadingShiftFactor: -1 }), 'blue'],
    [
      'Emission adds its own light',
      mtoon('glow', [0, 0, 0], { shadeColorFactor: [0, 0, 0] }, { emissiveFactor: GREEN }),
      'green',
    ],
    [
      'Parametric Rim Lighting with full lift covers the surface',
      mtoon('rim', [0, 0, 0], {
        shadeColorFactor: [0, 0, 0],
        parametricRimColorFactor: GREEN,
        parametricRimLiftFactor: 1,
        rimLightingMixFactor: 0,
      }),
      'green',
    ],
    [
      'KHR_materials_unlit gives way to MToon',
      {
        ...lit({ shadingShiftFactor: -1 }),
        extensions: { ...(lit({ shadingShiftFactor: -1 }).extensions as Json), KHR_materials_unlit: {} },
      },
      'blue',
    ],
  ] as const) {
    await show(page, plates(front));
    expect(await hue(page), rule).toBe(expected);
  }

  const textured = (own: Json = {}): TinyDocument => {
    const document = tinyDocument();
    const texture = { index: addTexture(document, twoColours()) };
    const material = addMaterial(document, {
      ...mtoon('textured', [1, 1, 1], { shadeMultiplyTexture: texture, ...own }),
      pbrMetallicRoughness: { baseColorTexture: texture },
    });
    addPlate(document, { name: 'plate', at: FRONT, size: SIZE, material });
    setExpressions(document, {
      happy: { textureTransformBinds: [{ material, offset: [0.5, 0], scale: [1, 1] }] },
      sad: { textureTransformBinds: [{ material, offset: [0, 0], scale: [0.25, 1] }] },
    });
    return document;
  };
  await show(page, textured());
  expect([await hue(page, -8), await hue(page, 8)]).toEqual(['red', 'green']);
  await pose(page, { expressions: { happy: 1 } });
  expect([await hue(page, -8), await hue(page, 8)], 'TextureTransformBind: offset').toEqual(['green', 'red']);
  await pose(page, { expressions: { sad: 1 } });
  expect([await hue(page, -8), await hue(page, 8)], 'TextureTransformBind: scale').toEqual(['red', 'red']);

  await show(page, textured({ uvAnimationScrollXSpeedFactor: 0.5 }));
  // A second and a half of a half a second: the other half of the texture.
  await page.evaluate(() => {
    for (let i = 0; i < 58; i++) window.harness.draw();
  });
  const after = [await hue(page, -8), await hue(page, 8)];
  expect(after, 'UV Animation: uvAnimationScrollXSpeedFactor').toEqual(['green', 'red']);
});

test('first-person meshes are not for the audience, in both versions', async ({ page }) => {
  for (const version of [0, 1] as const)
    for (const [type, expected] of [
      ['firstPersonOnly', 'blue'],
      ['thirdPersonOnly', 'red'],
      ['both', 'red'],
      ['auto', 'red'],
    ] as const) {
      const document = plates(mtoon('red', RED), undefined, version);
      const { extensions, nodes, meshes } = document.json;
      if (version === 1)
        extensions.VRMC_vrm.firstPerson = { meshAnnotations: [{ node: nodes.length - 1, type }] };
      else {
        const firstPersonFlag = type[0]!.toUpperCase() + type.slice(1);
        extensions.VRM.firstPerson.meshAnnotations = [{ mesh: meshes.length - 1, firstPersonFlag }];
      }
      await show(page, document);
      expect(await hue(page), `VRM ${version}, firstPerson.md "MeshAnnotation": ${type}`).toBe(expected);
    }
});

/** Left half red, right half green. */
const twoColours = (): Uint8Array => {
  const png = new PNG({ width: 8, height: 4 });
  for (let i = 0; i < 32; i++) png.data.set(i % 8 < 4 ? [255, 0, 0, 255] : [0, 255, 0, 255], i * 4);
  return PNG.sync.write(png);
};
