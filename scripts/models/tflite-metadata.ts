import { Builder } from 'flatbuffers';

/**
 * How a model wants its pixels (0..255): `(pixel - mean) / std`. MediaPipe Tasks reads it from the model's metadata, which
 * the models in the legacy packages lack: there the graphs knew it.
 */
export interface Normalization {
  mean: number;
  std: number;
}

/** Pixels to 0..1: hand landmarks, palm detector, pose landmarks. */
export const UNIT_RANGE: Normalization = { mean: 0, std: 255 };
/** Pixels to -1..1: pose detector. */
export const SIGNED_RANGE: Normalization = { mean: 127.5, std: 127.5 };

/**
 * The `model` with TFLite metadata that says how its one input image is normalised.
 *
 * TFLite models are flatbuffers: tables refer to each other by relative offsets, so the old bytes are kept whole, and a
 * new root table in front of them refers to the old tables plus one buffer and one metadata entry more.
 * Sources: tensorflow/lite/schema/schema.fbs (Model, Buffer, Metadata) and tflite_metadata_schema.fbs.
 */
export const addNormalization = (model: Buffer, normalization: Normalization): Buffer => {
  const old = readModel(model);
  const builder = new Builder(model.length + 65536);
  const oldStart = appendBytes(builder, model);
  const moved = (position: number): number => oldStart - position;

  const metadata = appendBytes(builder, describeInput(normalization)) + 4;
  const buffer = table(builder, 1, () => builder.addFieldOffset(0, metadata, 0));
  const name = builder.createString('TFLITE_METADATA');
  const entry = table(builder, 2, () => {
    builder.addFieldOffset(0, name, 0);
    builder.addFieldInt32(1, old.buffers.length, 0);
  });
  const buffers = offsets(builder, [...old.buffers.map(moved), buffer]);
  const metadatas = offsets(builder, [...old.metadata.map(moved), entry]);
  const root = table(builder, 8, () => {
    builder.addFieldInt32(0, old.version, 0);
    builder.addFieldOffset(1, moved(old.operatorCodes), 0);
    builder.addFieldOffset(2, moved(old.subgraphs), 0);
    if (old.description) builder.addFieldOffset(3, moved(old.description), 0);
    builder.addFieldOffset(4, buffers, 0);
    if (old.metadataBuffer) builder.addFieldOffset(5, moved(old.metadataBuffer), 0);
    builder.addFieldOffset(6, metadatas, 0);
  });
  builder.finish(root, 'TFL3');
  return Buffer.from(builder.asUint8Array());
};

interface OldModel {
  version: number;
  operatorCodes: number;
  subgraphs: number;
  description: number;
  metadataBuffer: number;
  buffers: number[];
  metadata: number[];
}

/** Positions of what the old root table refers to; 0 where it has no such field. */
const readModel = (model: Buffer): OldModel => {
  if (model.toString('latin1', 4, 8) !== 'TFL3') throw new Error('This is not a TFLite model.');
  const root = model.readUInt32LE(0);
  const vtable = root - model.readInt32LE(root);
  const vtableBytes = model.readUInt16LE(vtable);
  const field = (index: number): number => {
    const at = 4 + 2 * index;
    const offset = at < vtableBytes ? model.readUInt16LE(vtable + at) : 0;
    return offset && root + offset;
  };
  const target = (position: number): number => position && position + model.readUInt32LE(position);
  const tables = (vector: number): number[] =>
    vector ? Array.from({ length: model.readUInt32LE(vector) }, (_, i) => target(vector + 4 + 4 * i)) : [];
  const version = field(0);
  return {
    version: version ? model.readUInt32LE(version) : 0,
    operatorCodes: target(field(1)),
    subgraphs: target(field(2)),
    description: target(field(3)),
    buffers: tables(target(field(4))),
    metadataBuffer: target(field(5)),
    metadata: tables(target(field(6))),
  };
};

/** A ModelMetadata flatbuffer: one subgraph with one input, an RGB image normalised so. */
const describeInput = ({ mean, std }: Normalization): Buffer => {
  const CONTENT_IMAGE = 2;
  const COLOUR_RGB = 1;
  const PROCESS_NORMALIZATION = 1;
  const builder = new Builder(512);
  const means = floats(builder, [mean]);
  const stds = floats(builder, [std]);
  const options = table(builder, 2, () => {
    builder.addFieldOffset(0, means, 0);
    builder.addFieldOffset(1, stds, 0);
  });
  const processUnit = table(builder, 2, () => {
    builder.addFieldInt8(0, PROCESS_NORMALIZATION, 0);
    builder.addFieldOffset(1, options, 0);
  });
  const processUnits = offsets(builder, [processUnit]);
  const image = table(builder, 2, () => builder.addFieldInt8(0, COLOUR_RGB, 0));
  const content = table(builder, 3, () => {
    builder.addFieldInt8(0, CONTENT_IMAGE, 0);
    builder.addFieldOffset(1, image, 0);
  });
  const inputName = builder.createString('image');
  const input = table(builder, 7, () => {
    builder.addFieldOffset(0, inputName, 0);
    builder.addFieldOffset(3, content, 0);
    builder.addFieldOffset(4, processUnits, 0);
  });
  const inputs = offsets(builder, [input]);
  const subgraph = table(builder, 5, () => builder.addFieldOffset(2, inputs, 0));
  const subgraphs = offsets(builder, [subgraph]);
  const modelName = builder.createString('model');
  const root = table(builder, 8, () => {
    builder.addFieldOffset(0, modelName, 0);
    builder.addFieldOffset(3, subgraphs, 0);
  });
  builder.finish(root, 'M001');
  return Buffer.from(builder.asUint8Array());
};

const table = (builder: Builder, fields: number, write: () => void): number => {
  builder.startObject(fields);
  write();
  return builder.endObject();
};

const offsets = (builder: Builder, targets: number[]): number => {
  builder.startVector(4, targets.length, 4);
  for (const target of targets.toReversed()) builder.addOffset(target);
  return builder.endVector();
};

const floats = (builder: Builder, values: number[]): number => {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addFloat32(value);
  return builder.endVector();
};

/** Tensors' data must lie on 16 bytes (`force_align: 16` in the schema). */
const ALIGNMENT = 16;

/**
 * Puts bytes into the buffer as a vector with aligned data.
 * @returns the builder's offset (counted from the buffer's end) of the first byte; the vector itself is 4 further.
 */
const appendBytes = (builder: Builder, bytes: Buffer): number => {
  builder.startVector(1, bytes.length, ALIGNMENT);
  for (let i = bytes.length - 1; i >= 0; i--) builder.writeInt8(bytes[i] ?? 0);
  return builder.endVector() - 4;
};
