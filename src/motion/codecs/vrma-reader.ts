import {
  ClipError,
  checkClip,
  MAX_CLIP_KEYS,
  MAX_CLIP_MS,
  MAX_CLIP_VALUES,
  type MotionClip,
} from '@motion/clip';
import { EXPRESSION_INDEX, EXPRESSIONS, VRM_PRESETS } from '@shared/expressions';
import { BONE_INDEX, HUMANOID_BONES, PARENT_INDEX } from '@shared/humanoid';
import { Euler, Quaternion, Vector3 } from 'three';
import { type Glb, readGlbParts } from './glb';
import {
  field,
  type GltfNode,
  type GltfTrack,
  index,
  isObject,
  type JsonObject,
  readNodes,
  readTracks,
  sampleTrack,
} from './gltf-animation-reader';

export const MAX_VRMA_BYTES = 256 * 1024 * 1024;
/** Keys a second where a file's tracks have keys of their own each. */
const KEY_RATE = 60;

/**
 * Reads a VRM Animation file (`.vrma`): its first animation, for the humanoid bones, the presets, custom expressions with
 * ARKit's names, and the look-at. Rotations are carried over from whatever rest rotations the file's skeleton has.
 * Source: VRMC_vrm_animation-1.0 specification; "how to transform" in its humanoid section.
 * @throws ClipError with a sentence for the user
 */
export const readVrmaClip = (bytes: Uint8Array, name: string): MotionClip => {
  if (bytes.length > MAX_VRMA_BYTES) throw new ClipError('The animation file is too large.');
  const { json, binary } = parts(bytes);
  const extension = field(field(json, 'extensions'), 'VRMC_vrm_animation');
  if (!isObject(extension))
    throw new ClipError('This file is no VRM animation: it has no VRMC_vrm_animation data.');
  const nodes = readNodes(json);
  const tracks = readTracks(json, binary);
  const worlds = restWorlds(nodes);
  const nodeOf = boneNodes(extension, nodes.length);
  const hipsNode = nodeOf.get(BONE_INDEX.hips);
  if (hipsNode === undefined) throw new ClipError('This VRM animation moves no hips: it is no one’s.');
  const times = keyTimes(tracks);
  const trackOf = (node: number, path: string): GltfTrack | undefined =>
    tracks.find((track) => track.node === node && track.path === path);

  const turned = [...nodeOf]
    .map(([bone, node]) => ({ bone, node, track: trackOf(node, 'rotation') }))
    .filter((turn) => turn.track !== undefined)
    .sort((a, b) => a.bone - b.bone);
  const weighed = expressionNodes(extension, nodes.length)
    .map(([expression, node]) => ({ expression, track: trackOf(node, 'translation') }))
    .filter((weight) => weight.track !== undefined)
    .sort((a, b) => a.expression - b.expression);
  if (times.length * (turned.length * 4 + weighed.length + 5) > MAX_CLIP_VALUES)
    throw new ClipError('The animation is larger than Kagami takes.');

  const rotations = new Float32Array(times.length * turned.length * 4);
  for (const [t, { bone, node, track }] of turned.entries()) {
    const parent = parentNode(bone, nodeOf) ?? nodes[node]!.parent;
    fillRotations(
      track!,
      times,
      worlds[parent]?.rotation,
      worlds[node]!.rotation,
      rotations,
      t,
      turned.length,
    );
  }
  const weights = new Float32Array(times.length * weighed.length);
  const value = new Float64Array(4);
  for (const [e, { track }] of weighed.entries())
    for (const [key, time] of times.entries()) {
      sampleTrack(track!, time / 1000, value);
      weights[key * weighed.length + e] = Math.min(1, Math.max(0, value[0]!));
    }
  const restHips = worlds[hipsNode]!.place;
  return checkClip({
    name,
    times,
    bones: Uint8Array.from(turned, ({ bone }) => bone),
    rotations,
    hips: hipsOffsets(trackOf(hipsNode, 'translation'), times, worlds[nodes[hipsNode]!.parent], restHips),
    // A skeleton without a height of its own is taken for a grown person's.
    hipsHeight: restHips.y > 0.01 ? restHips.y : 1,
    expressions: Uint8Array.from(weighed, ({ expression }) => expression),
    weights,
    gaze: gazeOf(trackOf(index(field(field(extension, 'lookAt'), 'node')), 'rotation'), times),
  });
};

const parts = (bytes: Uint8Array): Glb => {
  try {
    return readGlbParts(bytes);
  } catch (error) {
    throw new ClipError(error instanceof Error ? error.message : 'The file cannot be read.');
  }
};

interface World {
  rotation: Quaternion;
  place: Vector3;
  scale: Vector3;
}

const restWorlds = (nodes: readonly GltfNode[]): World[] => {
  const worlds: (World | undefined)[] = nodes.map(() => undefined);
  const worldOf = (at: number): World => {
    const known = worlds[at];
    if (known !== undefined) return known;
    const { parent, translation, rotation, scale } = nodes[at]!;
    const own: World = {
      rotation: new Quaternion().fromArray(rotation).normalize(),
      place: new Vector3().fromArray(translation),
      scale: new Vector3().fromArray(scale),
    };
    if (parent >= 0) {
      const above = worldOf(parent);
      own.place.multiply(above.scale).applyQuaternion(above.rotation).add(above.place);
      own.rotation.premultiply(above.rotation);
      own.scale.multiply(above.scale);
    }
    worlds[at] = own;
    return own;
  };
  // A chain of nodes is walked from its top: no recursion deeper than one.
  const depth = (at: number): number => {
    let steps = 0;
    for (let up = nodes[at]!.parent; up >= 0; up = nodes[up]!.parent) steps++;
    return steps;
  };
  const order = nodes.map((_, at) => ({ at, depth: depth(at) })).sort((a, b) => a.depth - b.depth);
  for (const { at } of order) worldOf(at);
  return worlds as World[];
};

/** Node of each humanoid bone that the file has; eyes are the look-at's. */
const boneNodes = (extension: JsonObject, count: number): Map<number, number> => {
  const bones = field(field(extension, 'humanoid'), 'humanBones');
  const nodeOf = new Map<number, number>();
  for (const [bone, name] of HUMANOID_BONES.entries()) {
    const node = index(field(field(bones, name), 'node'));
    if (node >= 0 && node < count && !name.endsWith('Eye')) nodeOf.set(bone, node);
  }
  return nodeOf;
};

const parentNode = (bone: number, nodeOf: ReadonlyMap<number, number>): number | undefined => {
  for (let at = PARENT_INDEX[bone]!; at >= 0; at = PARENT_INDEX[at]!) {
    const node = nodeOf.get(at);
    if (node !== undefined) return node;
  }
  return undefined;
};

const ARKIT_BY_LOWER_CASE: ReadonlyMap<string, number> = new Map(
  EXPRESSIONS.slice(VRM_PRESETS.length).map((name) => [name.toLowerCase(), EXPRESSION_INDEX[name]]),
);

/** [expression, node] of the presets and of custom expressions that Kagami knows. */
const expressionNodes = (extension: JsonObject, count: number): [number, number][] => {
  const expressions = field(extension, 'expressions');
  const found = new Map<number, number>();
  const note = (expression: number | undefined, given: unknown): void => {
    const node = index(field(given, 'node'));
    if (expression !== undefined && node >= 0 && node < count) found.set(expression, node);
  };
  for (const [i, name] of VRM_PRESETS.entries()) note(i, field(field(expressions, 'preset'), name));
  const custom = field(expressions, 'custom');
  if (isObject(custom))
    for (const name of Object.keys(custom).slice(0, 1000))
      note(ARKIT_BY_LOWER_CASE.get(name.toLowerCase()), field(custom, name));
  return [...found];
};

/** One set of key times for all tracks, ms: their own where they agree or are few, else an even beat. */
const keyTimes = (tracks: readonly GltfTrack[]): Float64Array => {
  const end = Math.max(0, ...tracks.map(({ times }) => times[times.length - 1]!));
  if (end * 1000 > MAX_CLIP_MS) throw new ClipError('The animation is longer than an hour. Cut it.');
  if (tracks.every(({ interpolation }) => interpolation === 'LINEAR')) {
    const longest = tracks.reduce<Float32Array>(
      (best, { times }) => (times.length > best.length ? times : best),
      new Float32Array(1),
    );
    if (tracks.every(({ times }) => isSubset(times, longest))) return fromZero(longest);
  }
  const count = Math.min(MAX_CLIP_KEYS, Math.ceil(end * KEY_RATE) + 1);
  return Float64Array.from({ length: count }, (_, key) =>
    Math.min((key * 1000) / KEY_RATE, end * 1000 + key * 1e-6),
  );
};

const isSubset = (times: Float32Array, of: Float32Array): boolean => {
  let at = 0;
  for (const time of times) {
    while (at < of.length && of[at]! < time) at++;
    if (of[at] !== time) return false;
  }
  return true;
};

const fromZero = (seconds: Float32Array): Float64Array => {
  const times = Float64Array.from(seconds, (second) => second * 1000);
  return times[0] === 0 ? times : Float64Array.of(0, ...times);
};

/** normalised = parent's rest · local · rest⁻¹, with world rotations of the file's rest pose. */
const fillRotations = (
  track: GltfTrack,
  times: Float64Array,
  parentRest: Quaternion | undefined,
  rest: Quaternion,
  out: Float32Array,
  column: number,
  columns: number,
): void => {
  const value = new Float64Array(4);
  const rotation = new Quaternion();
  const restInverse = rest.clone().invert();
  for (const [key, time] of times.entries()) {
    sampleTrack(track, time / 1000, value);
    rotation.set(value[0]!, value[1]!, value[2]!, value[3]!).normalize();
    if (parentRest !== undefined) rotation.premultiply(parentRest);
    rotation
      .multiply(restInverse)
      .normalize()
      .toArray(out, (key * columns + column) * 4);
  }
};

const hipsOffsets = (
  track: GltfTrack | undefined,
  times: Float64Array,
  parent: World | undefined,
  rest: Vector3,
): Float32Array => {
  if (track === undefined) return new Float32Array(0);
  const hips = new Float32Array(times.length * 3);
  const value = new Float64Array(3);
  const place = new Vector3();
  for (const [key, time] of times.entries()) {
    sampleTrack(track, time / 1000, value);
    place.set(value[0]!, value[1]!, value[2]!);
    if (parent !== undefined) place.multiply(parent.scale).applyQuaternion(parent.rotation).add(parent.place);
    place.sub(rest).toArray(hips, key * 3);
  }
  return hips;
};

const gazeOf = (track: GltfTrack | undefined, times: Float64Array): Float32Array => {
  if (track === undefined) return new Float32Array(0);
  const gaze = new Float32Array(times.length * 2);
  const value = new Float64Array(4);
  const rotation = new Quaternion();
  const euler = new Euler();
  for (const [key, time] of times.entries()) {
    sampleTrack(track, time / 1000, value);
    euler.setFromQuaternion(rotation.set(value[0]!, value[1]!, value[2]!, value[3]!).normalize(), 'YXZ');
    gaze[key * 2] = euler.y;
    gaze[key * 2 + 1] = -euler.x;
  }
  return gaze;
};
