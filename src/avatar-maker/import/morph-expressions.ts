import { ARKIT_BLENDSHAPES, VRM_PRESETS, type VrmPreset } from '@shared/expressions';
import { PRESET_RECIPES } from '../portrait/portrait-expressions';
import type { Gltf } from './model';
import { readMorphName } from './morph-names';

interface Bind {
  node: number;
  index: number;
  weight: number;
}

/** Morph targets that Kagami has no name for and that the user can show by hand. */
const MOST_OWN = 64;
const MAX_NAME = 80;

export interface MorphExpressions {
  /** VRMC_vrm's `expressions`. */
  json: object;
  /** The eyes can be moved by morph targets. */
  canLook: boolean;
}

/**
 * VRM's expressions out of a model's morph targets: ARKit's shapes one by one, the presets as their file has them (visemes,
 * emotions) or as sums of ARKit's, and every other target by its own name.
 */
export const morphExpressions = (json: Gltf): MorphExpressions => {
  const arkit = new Map<string, Bind[]>();
  const presets = new Map<VrmPreset, Bind[]>();
  const own = new Map<string, Bind[]>();
  for (const { name, node, index } of morphTargets(json)) {
    const meaning = readMorphName(name);
    const bind = { node, index, weight: 1 };
    if (!meaning) add(own, name, bind);
    else if ('preset' in meaning) addOnce(presets, meaning.preset, bind);
    else
      for (const { name: shape, weight, oneSide } of meaning.arkit)
        (oneSide ? add : addOnce)(arkit, shape, { ...bind, weight });
  }
  const recipe = (preset: VrmPreset): Bind[] =>
    Object.entries(PRESET_RECIPES[preset]).flatMap(([shape, share]) =>
      (arkit.get(shape) ?? []).map((bind) => ({ ...bind, weight: bind.weight * share })),
    );
  const preset = VRM_PRESETS.flatMap((name) => {
    const modelled = presets.get(name);
    const binds = modelled ?? sumUp(recipe(name));
    // A smile that half closes the eyes must not close them twice; one that is summed of ARKit's shapes leaves them open.
    const closes = name === 'relaxed' || (name === 'happy' && modelled !== undefined);
    return binds.length > 0 || name === 'neutral' ? [[name, entry(binds, closes)] as const] : [];
  });
  const custom = [
    ...ARKIT_BLENDSHAPES.flatMap((name) => {
      const binds = arkit.get(name);
      return binds ? [[name, entry(binds)] as const] : [];
    }),
    ...[...own].slice(0, MOST_OWN).map(([name, binds]) => [name, entry(binds)] as const),
  ];
  return {
    json: { preset: Object.fromEntries(preset), custom: Object.fromEntries(custom) },
    canLook: preset.some(([name]) => name === 'lookLeft') && preset.some(([name]) => name === 'lookUp'),
  };
};

const entry = (morphTargetBinds: readonly Bind[], closesEyes = false): object => ({
  isBinary: false,
  overrideBlink: closesEyes ? 'blend' : 'none',
  overrideLookAt: 'none',
  overrideMouth: 'none',
  morphTargetBinds,
});

const add = <Key>(map: Map<Key, Bind[]>, key: Key, bind: Bind): void => {
  map.set(key, [...(map.get(key) ?? []), bind]);
};

/** A mesh that has one shape by two names would move twice. */
const addOnce = <Key>(map: Map<Key, Bind[]>, key: Key, bind: Bind): void => {
  if (!map.get(key)?.some(({ node }) => node === bind.node)) add(map, key, bind);
};

/** One bind for each morph target, at most 1. */
const sumUp = (binds: readonly Bind[]): Bind[] => {
  const sums = new Map<string, Bind>();
  for (const bind of binds) {
    const key = `${bind.node} ${bind.index}`;
    const before = sums.get(key)?.weight ?? 0;
    sums.set(key, { ...bind, weight: Math.min(1, before + bind.weight) });
  }
  return [...sums.values()];
};

const morphTargets = (json: Gltf): { name: string; node: number; index: number }[] =>
  (json.nodes ?? []).flatMap((node, i) => {
    const mesh = json.meshes?.[node.mesh ?? -1];
    if (!mesh) return [];
    const count = mesh.primitives[0]?.targets?.length ?? 0;
    const names = namesIn(mesh.extras) ?? namesIn(mesh.primitives[0]?.extras) ?? [];
    return names.slice(0, count).flatMap((name, index) => {
      const text = typeof name === 'string' ? name.trim().slice(0, MAX_NAME) : '';
      return text === '' ? [] : [{ name: text, node: i, index }];
    });
  });

/** `targetNames`: what every exporter writes (glTF 2.0, 3.7.2.2 "Morph Targets", implementation note). */
const namesIn = (extras: unknown): unknown[] | undefined => {
  const names =
    typeof extras === 'object' && extras !== null && 'targetNames' in extras ? extras.targetNames : undefined;
  return Array.isArray(names) ? names : undefined;
};
