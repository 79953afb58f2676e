import { ARKIT_OFFSET, EXPRESSION_COUNT } from '@shared/expressions';
import { BONE_COUNT, type RestPose } from '@shared/humanoid';
import type { MotionFrame } from '@shared/motion-frame';
import { mirrorPosition, mirrorRotation } from './vmc-axes';
import { gazeRotation, gazeTarget } from './vmc-gaze';
import { ADDRESS, type VmcArgument, type VmcMessage } from './vmc-message';
import {
  BONE_VMC_PART,
  carriesExpression,
  EYE_BONES,
  expressionNames,
  UNITY_BONES,
  type VmcFace,
  type VmcNames,
  type VmcParts,
} from './vmc-names';

export interface VmcWriterOptions {
  names: VmcNames;
  face: VmcFace;
  /** What is sent; the rest is left to whoever else sends to the same receiver. */
  parts: VmcParts;
  /** The avatar whose motion it is: which bones it has and where they are. Receivers may place bones by it. */
  rest: RestPose;
}

/** Turns frames into messages. */
export interface VmcWriter {
  /**
   * The messages of one frame, in order. They are made once and written anew each time: encode them before the next call.
   * @param seconds time since sending began
   */
  write(frame: MotionFrame, seconds: number): readonly VmcMessage[];
}

/** Metres from the head to the point that the eyes look at. */
const GAZE_DISTANCE = 1;

interface Transform {
  message: VmcMessage;
  set(values: Float32Array): void;
}

/** x, y, z, then the quaternion; as in every VMC transform. */
const transform = (address: string, name: string): Transform => {
  const numbers = Array.from({ length: 7 }, () => float(0));
  return {
    message: { address, args: [{ type: 'string', value: name }, ...numbers] },
    set: (values) => {
      for (let i = 0; i < 7; i++) numbers[i]!.value = values[i]!;
    },
  };
};

const float = (value: number): { type: 'float'; value: number } => ({ type: 'float', value });
const integer = (value: number): VmcArgument => ({ type: 'integer', value });

export const createVmcWriter = ({ names, face, parts, rest }: VmcWriterOptions): VmcWriter => {
  const time = float(0);
  const root = transform(ADDRESS.root, 'root');
  const bones = UNITY_BONES.map((name) => transform(ADDRESS.bone, name));
  const boneIndices = Array.from({ length: BONE_COUNT }, (_, i) => i).filter(
    (i) => rest.has[i] === 1 && parts[BONE_VMC_PART[i]!],
  );
  const weights = Array.from({ length: EXPRESSION_COUNT }, () => float(0));
  const eye = [float(0), float(0), float(0)] as const;
  const position = new Float32Array(3);
  const rotation = new Float32Array(4);
  const unity = new Float32Array(7);

  const messages: VmcMessage[] = [
    // Loaded, calibrated (3), in the normal mode (0), tracking.
    { address: ADDRESS.ok, args: [integer(1), integer(3), integer(0), integer(1)] },
    { address: ADDRESS.time, args: [time] },
  ];
  if (parts.body) messages.push(root.message);
  for (const i of boneIndices) messages.push(bones[i]!.message);
  if (parts.face) {
    for (const [i, name] of expressionNames(names).entries())
      if (i < ARKIT_OFFSET || face === 'arkit')
        messages.push({ address: ADDRESS.blend, args: [{ type: 'string', value: name }, weights[i]!] });
    messages.push({ address: ADDRESS.blendApply, args: [] });
    messages.push({ address: ADDRESS.eye, args: [integer(1), ...eye] });
  }

  const writeBone = (frame: MotionFrame, i: number): void => {
    for (let k = 0; k < 3; k++) position[k] = rest.offsets[i * 3 + k]! + (i === 0 ? frame.hips[k]! : 0);
    mirrorPosition(position, 0, unity, 0);
    // The look-at of the sender's avatar turns its eyes by the gaze, not by their bones.
    const looks = i === EYE_BONES[0] || i === EYE_BONES[1];
    if (looks) gazeRotation(frame.gaze, rotation);
    mirrorRotation(looks ? rotation : frame.bones, looks ? 0 : i * 4, unity, 3);
    bones[i]!.set(unity);
  };

  unity.fill(0);
  unity[6] = 1;
  root.set(unity);

  return {
    write: (frame, seconds) => {
      time.value = seconds;
      for (const i of boneIndices) writeBone(frame, i);
      for (let e = 0; e < EXPRESSION_COUNT; e++)
        weights[e]!.value = carriesExpression(face, e) ? frame.expressions[e]! : 0;
      gazeTarget(frame.gaze, GAZE_DISTANCE, position);
      mirrorPosition(position, 0, unity, 0);
      for (let k = 0; k < 3; k++) eye[k]!.value = unity[k]!;
      return messages;
    },
  };
};
