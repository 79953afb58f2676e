/** Rules of VRMC_vrm-1.0, expressions.md, and of VRM 0.0, README.md "BlendShape groups". */
import type { MToonMaterial } from '@pixiv/three-vrm';
import type { Mesh } from 'three';
import { describe, expect, it } from 'vitest';
import type { AvatarBody } from '../../../src/renderer/avatar/avatar-body';
import {
  addMaterial,
  addPlate,
  type Json,
  mtoon,
  setExpressions,
  type TinyDocument,
  tinyDocument,
} from '../../fixtures/vrm-document';
import { eyeAngles, morphOf, move, named, openBody } from './open-body';

/** A plate of its own for each expression, whose morph target tells how far the expression is applied. */
const withPlates = (
  expressions: Readonly<Record<string, Json>>,
  options: { custom?: readonly string[]; lookAt?: 'bone' | 'expression' } = {},
): TinyDocument => {
  const document = tinyDocument({ lookAt: options.lookAt ?? 'expression' });
  const material = addMaterial(document, mtoon('plate', [1, 1, 1]));
  const preset: Json = {};
  const custom: Json = {};
  for (const [name, more] of Object.entries(expressions)) {
    const { node } = addPlate(document, { name, at: [0, 2, 0], size: 0.1, material, morph: [0, 0.1, 0] });
    const expression = { morphTargetBinds: [{ node, index: 0, weight: 1 }], ...more };
    (options.custom?.includes(name) ? custom : preset)[name] = expression;
  }
  setExpressions(document, preset, custom);
  return document;
};

const applied = (body: AvatarBody, ...names: string[]): number[] =>
  names.map((name) => Math.round(morphOf(body, name) * 1000) / 1000);

describe('morph target binds', () => {
  it('accumulate the weights of all expressions (expressions.md "MorphTarget")', async () => {
    const document = withPlates({ happy: {} });
    const { expressions } = document.json.extensions.VRMC_vrm;
    const { node } = expressions.preset.happy.morphTargetBinds[0];
    expressions.preset.sad = { morphTargetBinds: [{ node, index: 0, weight: 0.5 }] };
    const body = await openBody(document);
    move(body, { expressions: { happy: 0.25, sad: 0.5 } });
    expect(applied(body, 'happy')).toEqual([0.5]);
    move(body, { expressions: { happy: 0.25 } });
    expect(applied(body, 'happy')).toEqual([0.25]);
  });

  it('keep the value within 0 and 1 (expressions.md "Expression control")', async () => {
    const body = await openBody(withPlates({ happy: {}, sad: {} }));
    move(body, { expressions: { happy: 3, sad: -1 } });
    expect(applied(body, 'happy', 'sad')).toEqual([1, 0]);
  });

  it('of VRM 0 count in hundredths and know presets by any letter case (VRM 0.0 "BlendShape name identifier")', async () => {
    const document = tinyDocument({ version: 0, presets: ['Joy', 'Blink_L', 'blink_r', 'A'] });
    document.json.extensions.VRM.blendShapeMaster.blendShapeGroups[0].binds[0].weight = 40;
    const body = await openBody(document);
    move(body, { expressions: { happy: 0.5 } });
    expect(applied(body, 'body')).toEqual([0.2]);
    move(body, { expressions: { blinkLeft: 1 } });
    expect(applied(body, 'body')).toEqual([1]);
    move(body, { expressions: { aa: 0.3 } });
    expect(applied(body, 'body')).toEqual([0.3]);
  });
});

describe('isBinary', () => {
  it('is nothing up to 0.5 and all above (expressions.md "expression object")', async () => {
    const body = await openBody(withPlates({ happy: { isBinary: true } }));
    for (const [value, shown] of [
      [0.5, 0],
      [0.51, 1],
      [1, 1],
    ] as const) {
      move(body, { expressions: { happy: value } });
      expect(applied(body, 'happy'), String(value)).toEqual([shown]);
    }
  });

  it('overrides with what it shows, not with its input ("Interaction between override and isBinary")', async () => {
    for (const kind of ['block', 'blend']) {
      const body = await openBody(withPlates({ happy: { isBinary: true, overrideBlink: kind }, blink: {} }));
      move(body, { expressions: { happy: 0.4, blink: 0.8 } });
      expect(applied(body, 'blink'), kind).toEqual([0.8]);
      move(body, { expressions: { happy: 0.6, blink: 0.8 } });
      expect(applied(body, 'blink'), kind).toEqual([0]);
    }
  });

  it('is suppressed wholly by any override ("Interaction between override and isBinary")', async () => {
    const body = await openBody(withPlates({ happy: { overrideBlink: 'blend' }, blink: { isBinary: true } }));
    move(body, { expressions: { happy: 0, blink: 0.9 } });
    expect(applied(body, 'blink')).toEqual([1]);
    move(body, { expressions: { happy: 0.1, blink: 0.9 } });
    expect(applied(body, 'blink')).toEqual([0]);
  });
});

const MOUTH = ['aa', 'ih', 'ou', 'ee', 'oh'];
const LIDS = ['blinkLeft', 'blinkRight'];
const LOOKS = ['lookUp', 'lookDown', 'lookLeft', 'lookRight'];
const PLAIN = Object.fromEntries([...MOUTH, ...LIDS, ...LOOKS].map((name) => [name, {}]));
const everything = Object.fromEntries([...MOUTH, ...LIDS].map((name) => [name, 0.8]));

describe('overrides', () => {
  it.each([
    ['overrideMouth', MOUTH],
    ['overrideBlink', LIDS],
    ['overrideLookAt', ['lookUp', 'lookLeft']],
  ] as const)(
    '%s holds back its own kind alone (expressions.md "Procedural override")',
    async (property, held) => {
      const body = await openBody(withPlates({ ...PLAIN, happy: { [property]: 'block' } }));
      const seen = ['happy', ...MOUTH, ...LIDS, 'lookUp', 'lookLeft'];
      const show = (happy: number): Record<string, number> => {
        move(body, { expressions: { ...everything, happy }, gaze: [9, 9] });
        return Object.fromEntries(seen.map((name) => [name, morphOf(body, name)]));
      };
      const free = show(0);
      const blocked = show(0.01);
      for (const name of seen.slice(1)) {
        expect(free[name], name).toBeGreaterThan(0.05);
        expect(blocked[name], name).toBeCloseTo(
          (held as readonly string[]).includes(name) ? 0 : free[name]!,
          5,
        );
      }
    },
  );

  it('blend attenuates linearly and sums up over expressions (expressions.md "blend details")', async () => {
    const body = await openBody(
      withPlates({ aa: {}, happy: { overrideMouth: 'blend' }, sad: { overrideMouth: 'blend' } }),
    );
    for (const [happy, sad, expected] of [
      [0.25, 0, 0.75],
      [0.25, 0.5, 0.25],
      [0.8, 0.8, 0],
    ] as const) {
      move(body, { expressions: { aa: 1, happy, sad } });
      expect(applied(body, 'aa')).toEqual([expected]);
    }
  });

  it('of an expression on its own kind are invalid (expressions.md "Procedural override")', async () => {
    const body = await openBody(
      withPlates({ blink: { overrideBlink: 'block' }, aa: { overrideMouth: 'blend' }, ih: {} }),
    );
    move(body, { expressions: { blink: 1, aa: 0.75, ih: 0.5 } });
    expect(applied(body, 'blink', 'aa', 'ih')).toEqual([1, 0.75, 0.5]);
  });

  it('hold eyes that are bones too: the gaze is what overrideLookAt names', async () => {
    for (const [kind, half, whole] of [
      ['block', 0, 0],
      ['blend', 2.5, 0],
    ] as const) {
      const body = await openBody(withPlates({ relaxed: { overrideLookAt: kind } }, { lookAt: 'bone' }));
      move(body, { gaze: [45, 0] });
      expect(eyeAngles(body, 'leftEye').yaw).toBeCloseTo(5, 1);
      move(body, { gaze: [45, 0], expressions: { relaxed: 0.5 } });
      expect(eyeAngles(body, 'leftEye').yaw, kind).toBeCloseTo(half, 1);
      move(body, { gaze: [45, 0], shown: { relaxed: 1 } });
      expect(eyeAngles(body, 'leftEye').yaw, kind).toBeCloseTo(whole, 1);
    }
  });

  it('work from the author\'s own expressions too (expressions.md "Custom Expressions")', async () => {
    const body = await openBody(
      withPlates({ aa: {}, starryEyes: { overrideMouth: 'block' } }, { custom: ['starryEyes'] }),
    );
    move(body, { expressions: { aa: 1 }, shown: { starryEyes: 0.3 } });
    expect(applied(body, 'aa', 'starryEyes')).toEqual([0, 0.3]);
  });
});

describe('custom expressions', () => {
  it('cannot take a preset\'s name (expressions.md "Custom Expressions")', async () => {
    const document = withPlates({ happy: {}, sad: {} }, { custom: ['sad'] });
    const body = await openBody(document);
    expect(body.info.expressions).toEqual(['happy']);
  });
});

/** A material that two meshes share, and an expression that binds it. */
const withBinds = (binds: Json, properties: Json = {}): { document: TinyDocument; material: number } => {
  const document = tinyDocument();
  const material = addMaterial(
    document,
    mtoon('bound', [0.2, 0.4, 0.6], properties, { emissiveFactor: [0, 0, 0] }),
  );
  for (const name of ['one', 'two']) addPlate(document, { name, at: [0, 2, 0], size: 0.1, material });
  setExpressions(document, { happy: binds });
  return { document, material };
};

const materialsOf = (body: AvatarBody, name: string): MToonMaterial[] =>
  [named<Mesh>(body, name).material].flat() as MToonMaterial[];

describe('material colour binds', () => {
  const colours: readonly [string, keyof MToonMaterial, readonly [number, number, number]][] = [
    ['color', 'color', [0.2, 0.4, 0.6]],
    ['emissionColor', 'emissive', [0, 0, 0]],
    ['shadeColor', 'shadeColorFactor', [0.2, 0.4, 0.6]],
    ['matcapColor', 'matcapFactor', [1, 1, 1]],
    ['rimColor', 'parametricRimColorFactor', [0.1, 0.1, 0.1]],
    ['outlineColor', 'outlineColorFactor', [0.3, 0, 0]],
  ];
  it.each(colours)(
    '%s goes from the file\'s value to its target, once (expressions.md "MaterialColorBind")',
    async (type, property, rest) => {
      const target = [0.8, 0.2, 0.4, 1];
      const { document, material } = withBinds(
        { materialColorBinds: [{ material: 1, type, targetValue: target }] },
        {
          matcapFactor: [1, 1, 1],
          parametricRimColorFactor: [0.1, 0.1, 0.1],
          outlineWidthMode: 'worldCoordinates',
          outlineWidthFactor: 0.01,
          outlineColorFactor: [0.3, 0, 0],
        },
      );
      expect(material).toBe(1);
      const body = await openBody(document);
      for (const weight of [0.5, 1, 0]) {
        move(body, { expressions: { happy: weight } });
        for (const mesh of ['one', 'two'])
          for (const each of materialsOf(body, mesh)) {
            const { r, g, b } = each[property] as unknown as { r: number; g: number; b: number };
            const expected = rest.map((from, i) => from + (target[i]! - from) * weight);
            for (const [i, value] of [r, g, b].entries())
              expect(value, `${mesh} ${each.name} at ${weight}`).toBeCloseTo(expected[i]!, 5);
          }
      }
    },
  );

  it('take the fourth value as alpha where there is one (expressions.md "MaterialColorBind")', async () => {
    const { document } = withBinds({
      materialColorBinds: [{ material: 1, type: 'color', targetValue: [0.2, 0.4, 0.6, 0.5] }],
    });
    const body = await openBody(document);
    move(body, { expressions: { happy: 1 } });
    expect(materialsOf(body, 'one')[0]!.opacity).toBeCloseTo(0.5, 5);
  });
});
