import { HUMANOID_BONES, type HumanoidBone } from '@shared/humanoid';
import { Vector3 } from 'three';
import { OWNER_ONLY } from '../file/owner-only';
import { checkMap } from './check-map';
import type { Gltf, Model } from './model';
import { morphExpressions } from './morph-expressions';
import { normalise } from './normalise';
import { ORIGIN, objectOf } from './origin';
import { readRig } from './read-rig';
import type { BoneMap } from './rig';

/** The parts of a model that a conversion changes, as they were. */
interface Origin {
  /** SHA-256 of the file that the model came in, hex. */
  file: string;
  map: BoneMap;
  changed: Pick<Gltf, 'nodes' | 'skins' | 'scenes' | 'extensions' | 'extensionsUsed'>;
}

/** Degrees that eyes turn at most, and of the gaze for which they do. Human eyes turn further than drawn ones. */
const GAZE = 35;
const EYE_TURN = { inward: 16, outward: 18, vertical: 12 };
/** Where the eyes of a head without eye bones are, as parts of the way between the shoulder joints. */
const EYES_ABOVE = 0.28;
const EYES_BEFORE = 0.25;

/**
 * Makes an ordinary VRM 1.0 of a humanoid model, meshes, materials and textures as they are.
 * @param file SHA-256 of the file that the model came in
 * @throws Error with a sentence for the user where the map does not make a body
 */
export const makeVrm = (model: Model, map: BoneMap, name: string, file = ''): Model => {
  const rig = readRig(model.json);
  const [problem] = checkMap(rig, map);
  if (problem) throw new Error(`The bones do not make a body yet: ${problem.bone} is wrong.`);
  const index = new Map(rig.map((node) => [node.name, node.index]));
  const bones = new Map(
    HUMANOID_BONES.flatMap((bone) => {
      const node = map[bone];
      return node === undefined ? [] : [[bone, index.get(node)!] as const];
    }),
  );
  const { json: source } = model;
  const origin: Origin = {
    file,
    map,
    changed: {
      nodes: source.nodes ?? [],
      skins: source.skins ?? [],
      scenes: source.scenes ?? [],
      extensions: source.extensions ?? {},
      extensionsUsed: source.extensionsUsed ?? [],
    },
  };
  const { model: made, places } = normalise(model, bones);
  const { json } = made;
  const expressions = morphExpressions(json);
  // Motion comes from the camera.
  delete json.animations;
  delete json.cameras;
  json.asset = { ...json.asset, generator: 'Kagami model import' };
  json.extras = { ...objectOf(json.extras), [ORIGIN]: origin };
  json.extensionsUsed = [...new Set([...(json.extensionsUsed ?? []), 'VRMC_vrm'])];
  json.extensions = {
    ...json.extensions,
    VRMC_vrm: {
      specVersion: '1.0',
      meta: meta(source, name),
      humanoid: { humanBones: Object.fromEntries([...bones].map(([bone, node]) => [bone, { node }])) },
      ...lookAt(places, expressions.canLook),
      expressions: expressions.json,
    },
  };
  delete (json.extensions as { KHR_lights_punctual?: unknown }).KHR_lights_punctual;
  return made;
};

/** The model that a converted file was made of, and how its bones were mapped; undefined for any other file. */
export const unmakeVrm = ({ json, bin }: Model): { model: Model; map: BoneMap; file: string } | undefined => {
  const origin = objectOf(json.extras)[ORIGIN] as Partial<Origin> | undefined;
  const { map, changed, file } = objectOf(origin) as Partial<Origin>;
  if (!changed || !Array.isArray(changed.nodes)) return undefined;
  const { [ORIGIN]: _, ...extras } = objectOf(json.extras);
  const names = Object.entries(objectOf(map)).filter(
    ([bone, node]) => (HUMANOID_BONES as readonly string[]).includes(bone) && typeof node === 'string',
  );
  return {
    model: { json: { ...json, ...changed, extras }, bin },
    map: Object.fromEntries(names) as BoneMap,
    file: typeof file === 'string' ? file : '',
  };
};

/** Source: VRMC_vrm-1.0 specification, lookAt.md. The head bone is aligned with the world, so the offset is in metres. */
const lookAt = (places: ReadonlyMap<HumanoidBone, Vector3>, canLook: boolean): object => {
  const left = places.get('leftEye');
  const right = places.get('rightEye');
  const byBones = left !== undefined && right !== undefined;
  if (!byBones && !canLook) return {};
  const head = places.get('head')!;
  const shoulders = places.get('leftUpperArm')!.distanceTo(places.get('rightUpperArm')!);
  const eyes = byBones
    ? left.clone().add(right).multiplyScalar(0.5).sub(head)
    : new Vector3(0, EYES_ABOVE * shoulders, EYES_BEFORE * shoulders);
  const range = (turn: number) => ({ inputMaxValue: GAZE, outputScale: byBones ? turn : 1 });
  return {
    lookAt: {
      type: byBones ? 'bone' : 'expression',
      offsetFromHeadBone: eyes.toArray(),
      rangeMapHorizontalInner: range(EYE_TURN.inward),
      rangeMapHorizontalOuter: range(EYE_TURN.outward),
      rangeMapVerticalDown: range(EYE_TURN.vertical),
      rangeMapVerticalUp: range(EYE_TURN.vertical),
    },
  };
};

const MAX_TEXT = 500;

/** A file without VRM's terms grants nothing; whom it names as its author stays named. */
const meta = ({ asset }: Gltf, name: string): object => {
  const extras = objectOf(asset.extras);
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, MAX_TEXT) : '');
  const copyright = text(asset.copyright);
  const licence = text(extras.license);
  return {
    name,
    version: '1',
    authors: [text(extras.author) || 'Not named in the file'],
    ...(copyright !== '' && { copyrightInformation: copyright }),
    ...(licence !== '' && { thirdPartyLicenses: licence }),
    ...OWNER_ONLY,
  };
};
