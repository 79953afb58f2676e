/**
 * Rules of VRMC_materials_mtoon-1.0, README.md, and of VRM 0.0, README.md "Available shaders in VRM", as far as materials tell them
 * without a picture; tests/browser/avatar-vrm.spec.ts has the pictures.
 */
import type { MToonMaterial } from '@pixiv/three-vrm';
import { FrontSide, type Mesh } from 'three';
import { describe, expect, it } from 'vitest';
import type { AvatarBody } from '../../../src/renderer/avatar/avatar-body';
import { addMaterial, addPlate, type Json, mtoon, tinyDocument } from '../../fixtures/vrm-document';
import { named, openBody } from './open-body';

const AT = [0, 1, 0.5] as const;

const withMaterial = (material: Json): Promise<AvatarBody> => {
  const document = tinyDocument();
  addPlate(document, { name: 'plate', at: AT, size: 0.2, material: addMaterial(document, material) });
  return openBody(document);
};

const plate = (body: AvatarBody): Mesh => named<Mesh>(body, 'plate');
const surface = (body: AvatarBody): MToonMaterial => [plate(body).material].flat()[0] as MToonMaterial;
const outline = (body: AvatarBody): MToonMaterial | undefined =>
  [plate(body).material].flat()[1] as MToonMaterial | undefined;

describe('MToon', () => {
  it.each([
    ['OPAQUE', {}, { transparent: false, depthWrite: true, alphaTest: 0 }],
    [
      'MASK',
      { alphaMode: 'MASK', alphaCutoff: 0.3 },
      { transparent: false, depthWrite: true, alphaTest: 0.3 },
    ],
    ['BLEND', { alphaMode: 'BLEND' }, { transparent: true, depthWrite: false, alphaTest: 0 }],
  ] as const)('%s is drawn so (README.md "Render Mode")', async (_mode, more, expected) => {
    const body = await withMaterial(mtoon('m', [1, 0, 0, 0.5], {}, more));
    expect(surface(body)).toMatchObject(expected);
  });

  it('transparentWithZWrite writes depth, and is drawn before what does not (README.md "Render Queue")', async () => {
    const order = async (own: Json): Promise<number> => {
      const body = await withMaterial(mtoon('m', [1, 0, 0, 0.5], own, { alphaMode: 'BLEND' }));
      expect(surface(body).depthWrite).toBe(own.transparentWithZWrite === true);
      return plate(body).renderOrder;
    };
    const orders = [
      await order({ transparentWithZWrite: true, renderQueueOffsetNumber: 0 }),
      await order({ transparentWithZWrite: true, renderQueueOffsetNumber: 9 }),
      await order({ renderQueueOffsetNumber: -9 }),
      await order({ renderQueueOffsetNumber: 0 }),
    ];
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(new Set(orders).size).toBe(4);
  });

  it.each([
    ['none', 0.01, undefined],
    ['worldCoordinates', 0.01, 'worldCoordinates'],
    ['screenCoordinates', 0.02, 'screenCoordinates'],
  ] as const)('outlineWidthMode %s (README.md "outlineWidthMode")', async (mode, width, expected) => {
    const body = await withMaterial(
      mtoon('m', [1, 0, 0], {
        outlineWidthMode: mode,
        outlineWidthFactor: width,
        outlineColorFactor: [0, 1, 0],
      }),
    );
    expect(outline(body)?.outlineWidthMode).toBe(expected);
    if (!expected) return;
    expect(outline(body)!.outlineWidthFactor).toBeCloseTo(width, 6);
    expect(outline(body)!.outlineColorFactor.toArray()).toEqual([0, 1, 0]);
    body.materials.showOutlines(false);
    expect(outline(body)!.visible).toBe(false);
  });

  it('is not needed: a mesh without any material has glTF\'s own (glTF 2.0, 3.9 "Materials")', async () => {
    const document = tinyDocument();
    const { mesh } = addPlate(document, { name: 'plate', at: AT, size: 0.2, material: 0 });
    const [primitive] = document.json.meshes[mesh].primitives;
    delete primitive.material;
    delete primitive.attributes.NORMAL;
    const body = await openBody(document);
    expect([plate(body).material].flat()).toHaveLength(1);
  });

  it('takes precedence over KHR_materials_unlit (README.md "Interaction with KHR_materials_unlit")', async () => {
    const material = mtoon('m', [1, 0, 0]);
    (material.extensions as Json).KHR_materials_unlit = {};
    expect(surface(await withMaterial(material)).isMToonMaterial).toBe(true);
  });

  it('has the defaults of the specification where the file says nothing (README.md "MToon Defined Properties")', async () => {
    const body = await withMaterial({ extensions: { VRMC_materials_mtoon: { specVersion: '1.0' } } });
    const { shadeColorFactor, shadingShiftFactor, shadingToonyFactor, parametricRimLiftFactor } =
      surface(body);
    expect(shadeColorFactor.toArray()).toEqual([0, 0, 0]);
    expect([shadingShiftFactor, shadingToonyFactor, parametricRimLiftFactor]).toEqual([0, 0.9, 0]);
    expect(surface(body).side).toBe(FrontSide);
  });
});

describe('materials of VRM 0', () => {
  const withProperties = (properties: Json): Promise<AvatarBody> => {
    const document = tinyDocument({ version: 0 });
    const material = addMaterial(document, { name: 'm' });
    addPlate(document, { name: 'plate', at: AT, size: 0.2, material });
    document.json.extensions.VRM.materialProperties = [
      { name: 'body', shader: 'VRM_USE_GLTFSHADER' },
      {
        name: 'm',
        keywordMap: {},
        floatProperties: {},
        vectorProperties: {},
        textureProperties: {},
        ...properties,
      },
    ];
    return openBody(document);
  };

  it('VRM/MToon: colours in Unity\'s gamma, alpha linear (VRM 0.0 "MToon")', async () => {
    const body = await withProperties({
      shader: 'VRM/MToon',
      keywordMap: { _ALPHABLEND_ON: true },
      floatProperties: { _ZWrite: 0 },
      vectorProperties: { _Color: [0.5, 1, 0, 0.4], _ShadeColor: [0, 0.5, 0, 1] },
    });
    const { color, opacity, shadeColorFactor, transparent } = surface(body);
    expect(color.r).toBeCloseTo(0.5 ** 2.2, 3);
    expect(color.g).toBeCloseTo(1, 3);
    expect(opacity).toBeCloseTo(0.4, 5);
    expect(shadeColorFactor.g).toBeCloseTo(0.5 ** 2.2, 3);
    expect(transparent).toBe(true);
  });

  it.each([
    [1, 'worldCoordinates'],
    [2, 'screenCoordinates'],
  ] as const)(
    'VRM/MToon: _OutlineWidthMode %d in hundredths of a metre (VRM 0.0 "MToon")',
    async (mode, name) => {
      const body = await withProperties({
        shader: 'VRM/MToon',
        floatProperties: { _OutlineWidthMode: mode, _OutlineWidth: 0.5 },
        vectorProperties: { _OutlineColor: [0, 1, 0, 1] },
      });
      expect(outline(body)!.outlineWidthMode).toBe(name);
      expect(outline(body)!.outlineWidthFactor).toBeCloseTo(0.005, 6);
    },
  );

  it.each([
    ['VRM/UnlitTexture', { transparent: false, depthWrite: true }, 0.4],
    ['VRM/UnlitCutout', { transparent: false, alphaTest: 0.5 }, 0.4],
    ['VRM/UnlitTransparent', { transparent: true, depthWrite: false }, 0.4],
    ['VRM/UnlitTransparentZWrite', { transparent: true, depthWrite: true }, 0.4],
  ] as const)('%s (VRM 0.0 "Unlit type")', async (shader, expected, alpha) => {
    const body = await withProperties({ shader, vectorProperties: { _Color: [1, 0.5, 0.25, alpha] } });
    const material = surface(body);
    expect(material).toMatchObject(expected);
    expect(material.opacity).toBeCloseTo(alpha, 4);
    // As bright in the shade as in the light.
    expect(material.shadeColorFactor.toArray()).toEqual(material.color.toArray());
  });
});
