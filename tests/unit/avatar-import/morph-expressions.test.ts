import { ARKIT_BLENDSHAPES } from '@shared/expressions';
import { describe, expect, it } from 'vitest';
import type { Gltf } from '../../../src/avatar-maker/import';
import { morphExpressions } from '../../../src/avatar-maker/import/morph-expressions';

const face = (...meshes: string[][]): Gltf => ({
  asset: {},
  nodes: meshes.map((_, mesh) => ({ mesh })),
  meshes: meshes.map((targetNames) => ({
    primitives: [{ targets: targetNames.map(() => ({})) }],
    extras: { targetNames },
  })),
});

interface Shown {
  preset: Record<
    string,
    { overrideBlink: string; morphTargetBinds: { node: number; index: number; weight: number }[] }
  >;
  custom: Shown['preset'];
}
const expressionsOf = (...meshes: string[][]): Shown => morphExpressions(face(...meshes)).json as Shown;

describe('morph targets become expressions', () => {
  it.each([
    ['as ARKit calls them', (name: string) => name],
    ['with short sides', (name: string) => name.replace(/Left$/, '_L').replace(/Right$/, '_R')],
    ['with a mesh in front', (name: string) => `blendShape1.${name}`],
    ['in snake case', (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
  ])('all 52 of ARKit %s', (_, called) => {
    const { custom, preset } = expressionsOf(ARKIT_BLENDSHAPES.map(called));
    for (const [index, name] of ARKIT_BLENDSHAPES.entries())
      expect(custom[name]?.morphTargetBinds, name).toEqual([{ node: 0, index, weight: 1 }]);
    expect(Object.keys(custom)).toHaveLength(52);
    expect(preset.blink?.morphTargetBinds).toHaveLength(2);
    expect(preset.happy?.morphTargetBinds.length).toBeGreaterThan(2);
  });

  it('visemes are the vowels, on every mesh that has them', () => {
    const { preset } = expressionsOf(['viseme_aa', 'viseme_O', 'viseme_PP'], ['viseme_aa']);
    expect(preset.aa?.morphTargetBinds).toEqual([
      { node: 0, index: 0, weight: 1 },
      { node: 1, index: 0, weight: 1 },
    ]);
    expect(preset.oh?.morphTargetBinds).toEqual([{ node: 0, index: 1, weight: 1 }]);
    expect(expressionsOf(['vrc.v_aa', 'vrc.v_e']).preset).toMatchObject({ aa: {}, ee: {} });
  });

  it('a simple face blinks, talks and smiles', () => {
    const { preset } = expressionsOf(['Blink', 'mouthOpen', 'Joy', 'まばたき']);
    expect(preset.blink?.morphTargetBinds).toEqual([{ node: 0, index: 0, weight: 1 }]);
    expect(preset.aa?.morphTargetBinds).toEqual([{ node: 0, index: 1, weight: 0.7 }]);
    expect(preset.happy?.morphTargetBinds).toEqual([{ node: 0, index: 2, weight: 1 }]);
  });

  it('a smile of ARKit’s shapes leaves blinks alone; one that the file draws with closed eyes holds them back', () => {
    expect(expressionsOf([...ARKIT_BLENDSHAPES]).preset.happy?.overrideBlink).toBe('none');
    expect(expressionsOf(['Blink', 'Joy']).preset.happy?.overrideBlink).toBe('blend');
    expect(expressionsOf([...ARKIT_BLENDSHAPES]).preset.relaxed?.overrideBlink).toBe('blend');
  });

  it('two halves of a brow rise together, by other names too', () => {
    const { custom } = expressionsOf(['browInnerUp_L', 'browInnerUp_R', 'Smile_Left']);
    expect(custom.browInnerUp?.morphTargetBinds).toHaveLength(2);
    expect(custom.mouthSmileLeft?.morphTargetBinds).toEqual([{ node: 0, index: 2, weight: 1 }]);
  });

  it('what no word tells is shown by its own name; what has no name is left out', () => {
    const { custom } = expressionsOf(['Cat ears', '', 'viseme_sil']);
    expect(Object.keys(custom)).toEqual(['Cat ears', 'viseme_sil']);
  });

  it('eyes look by targets only where they can look all around', () => {
    const look = ['eyeLookUpLeft', 'eyeLookUpRight', 'eyeLookOutLeft', 'eyeLookInRight'];
    expect(morphExpressions(face(look)).canLook).toBe(true);
    expect(morphExpressions(face(['eyesLookUp'])).canLook).toBe(false);
  });
});
