import { writeGlbParts } from '@motion/codecs/glb';
import type { Gltf } from '../../../avatar-maker/import';
import { decodeDataUri } from '../../avatar/check-buffers';
import { AvatarFileError } from '../../avatar/read-glb';

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
  return writeGlbParts({ json: json as Record<string, unknown>, binary: bin });
};
