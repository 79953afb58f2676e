import type { MotionClip } from '@motion/clip';
import { EXPRESSIONS, VRM_PRESETS } from '@shared/expressions';
import { BONE_INDEX, HUMANOID_BONES, PARENT_INDEX, type RestPose } from '@shared/humanoid';
import { Euler, Quaternion } from 'three';
import { writeGlbParts } from './glb';
import { createAnimationBuffer } from './gltf-animation-writer';

export interface VrmaOptions {
  /** Program and version. */
  generator: string;
}

interface Node {
  name: string;
  translation?: number[];
  children?: number[];
}

/** Where the eyes look from, metres from the head joint: for viewers that draw the gaze. */
const EYES_FROM_HEAD = [0, 0.06, 0] as const;
const EYES: readonly number[] = [BONE_INDEX.leftEye, BONE_INDEX.rightEye];
const LOOKS: readonly string[] = ['lookUp', 'lookDown', 'lookLeft', 'lookRight'];

/**
 * Writes a clip as VRM Animation (`.vrma`): a binary glTF with the skeleton in T-pose and one animation of it; expressions
 * are the x of nodes of their own, the gaze the rotation of another.
 * Source: VRMC_vrm_animation-1.0 specification.
 *
 * @param rest the avatar that the clip is for: its skeleton goes into the file
 */
export const writeVrma = (
  clip: MotionClip,
  rest: RestPose,
  options: VrmaOptions,
): Uint8Array<ArrayBuffer> => {
  const nodes: Node[] = [];
  const roots: number[] = [];
  const add = (node: Node, parent?: Node): number => {
    const index = nodes.push(node) - 1;
    if (parent === undefined) roots.push(index);
    else parent.children = [...(parent.children ?? []), index];
    return index;
  };
  const nodeOf = addSkeleton(rest, add, nodes);
  const buffer = createAnimationBuffer();
  const times = buffer.times(clip.times);

  for (const [b, bone] of clip.bones.entries()) {
    const node = nodeOf.get(bone);
    if (node !== undefined)
      buffer.channel(
        node,
        'rotation',
        times,
        column(clip.rotations, clip.times.length, clip.bones.length, b, 4),
      );
  }
  const hips = nodeOf.get(BONE_INDEX.hips);
  if (clip.hips.length > 0 && hips !== undefined)
    buffer.channel(hips, 'translation', times, hipsPositions(clip, rest));

  const preset: Record<string, { node: number }> = {};
  const custom: Record<string, { node: number }> = {};
  for (const [e, index] of clip.expressions.entries()) {
    const name = EXPRESSIONS[index]!;
    // The specification leaves these to the look-at.
    if (LOOKS.includes(name)) continue;
    const node = add({ name });
    (index < VRM_PRESETS.length ? preset : custom)[name] = { node };
    const weights = column(clip.weights, clip.times.length, clip.expressions.length, e, 1);
    const places = new Float32Array(weights.length * 3);
    for (let key = 0; key < weights.length; key++) places[key * 3] = Math.min(1, Math.max(0, weights[key]!));
    buffer.channel(node, 'translation', times, places);
  }
  let lookAt: number | undefined;
  if (clip.gaze.length > 0) {
    lookAt = add({ name: 'lookAt' });
    buffer.channel(lookAt, 'rotation', times, gazeRotations(clip.gaze));
  }

  const { accessors, bufferViews, binary, channels, samplers } = buffer.finish();
  const json = {
    asset: { version: '2.0', generator: options.generator },
    extensionsUsed: ['VRMC_vrm_animation'],
    extensions: {
      VRMC_vrm_animation: {
        specVersion: '1.0',
        humanoid: {
          humanBones: Object.fromEntries(
            [...nodeOf].map(([bone, node]) => [HUMANOID_BONES[bone]!, { node }]),
          ),
        },
        expressions: { preset, custom },
        ...(lookAt === undefined
          ? {}
          : { lookAt: { node: lookAt, offsetFromHeadBone: [...EYES_FROM_HEAD] } }),
      },
    },
    scene: 0,
    scenes: [{ nodes: roots }],
    nodes,
    animations: [{ name: clip.name || 'motion', channels, samplers }],
    accessors,
    bufferViews,
    buffers: [{ byteLength: binary.length }],
  };
  return writeGlbParts({ json, binary });
};

/** The avatar's humanoid without its eyes. @returns the node of each bone */
const addSkeleton = (
  rest: RestPose,
  add: (node: Node, parent?: Node) => number,
  nodes: readonly Node[],
): Map<number, number> => {
  const nodeOf = new Map<number, number>();
  for (const [bone, name] of HUMANOID_BONES.entries()) {
    if (!rest.has[bone] || EYES.includes(bone)) continue;
    let parent = PARENT_INDEX[bone]!;
    while (parent >= 0 && !nodeOf.has(parent)) parent = PARENT_INDEX[parent]!;
    const translation = Array.from(rest.offsets.subarray(bone * 3, bone * 3 + 3));
    nodeOf.set(bone, add({ name, translation }, nodes[nodeOf.get(parent) ?? -1]));
  }
  return nodeOf;
};

const hipsPositions = (clip: MotionClip, rest: RestPose): Float32Array => {
  const at = BONE_INDEX.hips * 3;
  const scale = rest.offsets[at + 1]! / clip.hipsHeight;
  return Float32Array.from(clip.hips, (offset, i) => rest.offsets[at + (i % 3)]! + offset * scale);
};

/** Yaw about Y, then pitch about the turned X, where down is positive. */
const gazeRotations = (gaze: Float32Array): Float32Array => {
  const rotations = new Float32Array(gaze.length * 2);
  const rotation = new Quaternion();
  const euler = new Euler();
  for (let key = 0; key * 2 < gaze.length; key++) {
    euler.set(-gaze[key * 2 + 1]!, gaze[key * 2]!, 0, 'YXZ');
    rotation.setFromEuler(euler).toArray(rotations, key * 4);
  }
  return rotations;
};

/** One track out of several that lie side by side. */
const column = (
  values: Float32Array,
  keys: number,
  tracks: number,
  track: number,
  size: number,
): Float32Array => {
  const out = new Float32Array(keys * size);
  for (let key = 0; key < keys; key++)
    for (let k = 0; k < size; k++) out[key * size + k] = values[(key * tracks + track) * size + k]!;
  return out;
};
