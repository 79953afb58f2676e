import type { Gltf } from '../../../avatar-maker/import';
import { decodeDataUri } from '../../avatar/check-buffers';
import { AvatarFileError } from '../../avatar/read-glb';

/** Puts a GLB together. Source: glTF 2.0 specification, section 4 "GLB File Format Specification". */
export const packGlb = (json: unknown, bin: Uint8Array): Uint8Array => {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const textLength = Math.ceil(text.byteLength / 4) * 4;
  const binLength = Math.ceil(bin.byteLength / 4) * 4;
  const file = new Uint8Array(28 + textLength + binLength);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x46546c67, true); // glTF
  view.setUint32(4, 2, true);
  view.setUint32(8, file.byteLength, true);
  view.setUint32(12, textLength, true);
  view.setUint32(16, 0x4e4f534a, true); // JSON
  file.fill(0x20, 20 + text.byteLength, 20 + textLength);
  file.set(text, 20);
  view.setUint32(20 + textLength, binLength, true);
  view.setUint32(24 + textLength, 0x004e4942, true); // BIN
  file.set(bin, 28 + textLength);
  return file;
};

/** Whether the file is a `.gltf`: JSON. */
export const isGltfText = (bytes: Uint8Array): boolean =>
  /^\ufeff?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));

/** A GLB of a `.gltf` that has its data inside of it. @throws AvatarFileError where it has not */
export const glbOfGltf = (bytes: Uint8Array): Uint8Array => {
  let json: Gltf;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Gltf;
  } catch {
    throw new AvatarFileError('The file is text, but no glTF. Choose a .vrm, .glb, .gltf or .fbx file.');
  }
  const uri = Array.isArray(json.buffers) && json.buffers.length === 1 ? json.buffers[0]?.uri : undefined;
  if (typeof uri !== 'string' || !uri.startsWith('data:'))
    throw new AvatarFileError(
      'The .gltf file keeps its data in other files. Export it as GLB, with everything inside.',
    );
  const bin = decodeDataUri(uri);
  delete json.buffers![0]!.uri;
  return packGlb(json, bin);
};
