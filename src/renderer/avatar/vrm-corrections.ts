import {
  type VRM,
  type VRMExpression,
  VRMExpressionMaterialColorBind,
  VRMExpressionTextureTransformBind,
  VRMLookAtBoneApplier,
} from '@pixiv/three-vrm';
import type { Material, Mesh } from 'three';
import type { GLTF, GLTFLoaderPlugin, GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { isObject, type JsonObject } from './gltf-json';
import { vrmVersion } from './rest-pose';

/*
 * Where three-vrm 3.5 departs from the specification. Each function names the rule; `tests/browser/avatar-vrm*.spec.ts` hold
 * them, so that one which a later three-vrm no longer needs can be found and taken out.
 */

/** What has to happen before three-vrm's own plugin reads the file: register it first. */
export const createCorrectionsPlugin = (parser: GLTFParser): GLTFLoaderPlugin => ({
  name: 'KAGAMI_vrm_corrections',
  beforeRoot: () => {
    allowLookAtAlone(parser.json);
    lowerPresetNames(parser.json);
    dropBrokenBinds(parser.json);
    keepUnlitAlpha(parser.json);
    return null;
  },
  afterRoot: (gltf) => {
    nameOutlines(gltf);
    return null;
  },
});

interface Json {
  nodes?: { mesh?: number }[];
  extensions?: { [name: string]: unknown };
}

/** Eyes follow in a file without expressions too: `expressions` is optional (VRMC_vrm-1.0, README.md "expressions"). */
const allowLookAtAlone = (json: Json): void => {
  const { VRMC_vrm: vrm1, VRM: vrm0 } = json.extensions ?? {};
  if (isObject(vrm1)) json.extensions!.VRMC_vrm = { expressions: {}, ...vrm1 };
  else if (isObject(vrm0)) json.extensions!.VRM = { blendShapeMaster: {}, ...vrm0 };
};

/** `Joy` is `joy`: letter case does not count (VRM 0.0, README.md "BlendShape name identifier"). */
const lowerPresetNames = ({ extensions }: Json): void => {
  for (const group of blendShapeGroups(extensions))
    if (typeof group.presetName === 'string') group.presetName = group.presetName.toLowerCase();
};

/** The expressions of VRM 0. */
const blendShapeGroups = (extensions: Json['extensions']): { [key: string]: unknown }[] => {
  const master = isObject(extensions?.VRM) ? extensions.VRM.blendShapeMaster : undefined;
  const groups = isObject(master) ? master.blendShapeGroups : undefined;
  return Array.isArray(groups) ? groups.filter(isObject) : [];
};

/**
 * Binds that point to nothing, or hold no values, are left out; the rest of the expression is shown. three-vrm looks them up in
 * promises that nobody awaits, so that such a file would leave errors in the page.
 */
const dropBrokenBinds = ({ extensions, nodes = [] }: Json): void => {
  const numbers = (value: unknown, least: number): boolean =>
    Array.isArray(value) && value.length >= least && value.every((item) => typeof item === 'number');
  const good: { readonly [list: string]: (bind: JsonObject) => boolean } = {
    morphTargetBinds: (bind) => typeof bind.node === 'number' && nodes[bind.node]?.mesh !== undefined,
    materialColorBinds: (bind) => numbers(bind.targetValue, 3),
    textureTransformBinds: (bind) =>
      (bind.offset === undefined || numbers(bind.offset, 2)) &&
      (bind.scale === undefined || numbers(bind.scale, 2)),
  };
  for (const group of blendShapeGroups(extensions))
    if (Array.isArray(group.binds)) group.binds = group.binds.filter(isObject);
  const expressions = isObject(extensions?.VRMC_vrm) ? extensions.VRMC_vrm.expressions : undefined;
  if (!isObject(expressions)) return;
  for (const group of [expressions.preset, expressions.custom])
    for (const expression of isObject(group) ? Object.values(group) : [])
      for (const [list, isGood] of Object.entries(good)) {
        const binds = isObject(expression) ? expression[list] : undefined;
        if (binds !== undefined)
          (expression as { [list: string]: unknown })[list] = Array.isArray(binds)
            ? binds.filter((bind) => isObject(bind) && isGood(bind))
            : [];
      }
};

/**
 * Alpha is linear in VRM 0 as well (VRM 0.0, README.md "Unlit type"). three-vrm takes that of unlit materials for a colour in
 * Unity's gamma, and raises it to 2.2: raised the other way before, it comes out as it was.
 */
const keepUnlitAlpha = ({ extensions }: Json): void => {
  const list = isObject(extensions?.VRM) ? extensions.VRM.materialProperties : undefined;
  for (const material of Array.isArray(list) ? list.filter(isObject) : []) {
    const colour = isObject(material.vectorProperties) ? material.vectorProperties._Color : undefined;
    if (!String(material.shader).startsWith('VRM/Unlit') || !Array.isArray(colour)) continue;
    if (typeof colour[3] === 'number') colour[3] = Math.max(colour[3], 0) ** (1 / 2.2);
  }
};

/** `outlineColor` and texture binds reach the outline's material too (VRMC_vrm-1.0, expressions.md "MaterialColorBind"). */
const nameOutlines = ({ scene, parser }: GLTF): void => {
  scene.traverse((object) => {
    const { material } = object as Partial<Mesh>;
    if (!Array.isArray(material)) return;
    const [surface, ...outlines] = material;
    const source = surface && parser.associations.get(surface);
    if (source) for (const outline of outlines) parser.associations.set(outline, source);
  });
};

/** The rest, on the avatar as it was loaded. */
export const correctVrm = (vrm: VRM): void => {
  exchangeVerticalRanges(vrm);
  bindOnce(vrm);
  ignoreOverridesOfOwnKind(vrm);
  hideFirstPersonMeshes(vrm);
  turnGravity(vrm);
};

/** Down has the range for down, up the one for up (VRMC_vrm-1.0, lookAt.md "Interpretation when type is bone"). */
const exchangeVerticalRanges = (vrm: VRM): void => {
  const applier = vrm.lookAt?.applier;
  if (!(applier instanceof VRMLookAtBoneApplier)) return;
  const { rangeMapVerticalUp, rangeMapVerticalDown } = applier;
  applier.rangeMapVerticalUp = rangeMapVerticalDown;
  applier.rangeMapVerticalDown = rangeMapVerticalUp;
};

/** A material that several meshes share is bound once, not once a mesh (expressions.md "MaterialColorBind"). */
const bindOnce = (vrm: VRM): void => {
  for (const expression of vrm.expressionManager?.expressions ?? []) {
    const seen = new Map<Material, Set<string>>();
    for (const bind of [...expression.binds]) {
      const target = targetOf(bind);
      if (!target) continue;
      const known = seen.get(target.material) ?? new Set();
      seen.set(target.material, known);
      if (known.has(target.what)) expression.deleteBind(bind);
      known.add(target.what);
    }
  }
};

const targetOf = (bind: VRMExpression['binds'][number]): { material: Material; what: string } | undefined => {
  if (bind instanceof VRMExpressionMaterialColorBind)
    return {
      material: bind.material,
      what: `${bind.type} ${bind.targetValue.toArray()} ${bind.targetAlpha}`,
    };
  if (bind instanceof VRMExpressionTextureTransformBind)
    return { material: bind.material, what: `${bind.scale.toArray()} ${bind.offset.toArray()}` };
  return undefined;
};

/** "Like overrideBlink for blink, settings for the same kind are treated as invalid" (expressions.md "Procedural override"). */
const ignoreOverridesOfOwnKind = (vrm: VRM): void => {
  const manager = vrm.expressionManager;
  for (const expression of manager?.expressions ?? []) {
    const { expressionName: name } = expression;
    if (manager!.blinkExpressionNames.includes(name)) expression.overrideBlink = 'none';
    if (manager!.mouthExpressionNames.includes(name)) expression.overrideMouth = 'none';
    if (manager!.lookAtExpressionNames.includes(name)) expression.overrideLookAt = 'none';
  }
};

/**
 * What only the wearer of a headset sees is not for others (VRMC_vrm-1.0, firstPerson.md "MeshAnnotation"): it lies in a layer that
 * no camera of ours draws. Bones below such a mesh are drawn as ever.
 */
const hideFirstPersonMeshes = ({ firstPerson }: VRM): void => {
  for (const { type, meshes } of firstPerson?.meshAnnotations ?? [])
    if (type === 'firstPersonOnly')
      for (const mesh of meshes) mesh.layers.set(firstPerson!.firstPersonOnlyLayer);
};

/** VRM 0 writes vectors in Unity's axes, where x is the other way (VRM 0.0, README.md "Spring bone"). */
const turnGravity = (vrm: VRM): void => {
  if (vrmVersion(vrm) !== 0) return;
  for (const { settings } of vrm.springBoneManager?.joints ?? []) settings.gravityDir.x *= -1;
};
