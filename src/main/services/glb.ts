import { type FileHandle, open } from 'node:fs/promises';
import type { AvatarWorkshop } from '@shared/api';
import { RECIPE_EXTRA } from '@shared/avatar-recipe';
import { SPRITE_EXTENSION } from '@shared/sprite-avatar';

const GLB_MAGIC = 0x46546c67; // 'glTF', little endian
const JSON_CHUNK = 0x4e4f534a; // 'JSON'
const MAX_JSON_BYTES = 64 * 1024 * 1024;

export interface AvatarFacts {
  /** The avatar's own name for itself; undefined where it has none. */
  title: string | undefined;
  /** The workshop of Kagami's in which it was made, and can be changed. */
  madeIn: AvatarWorkshop | undefined;
}

/**
 * Looks at a VRM file's header and JSON without loading it.
 * Container: glTF 2.0 specification, "GLB File Format Specification"; the names: VRM 0.x `VRM.meta.title`, 1.0 `VRMC_vrm.meta.name`.
 *
 * @throws Error with a sentence for the user where it is no VRM avatar.
 */
export const readAvatarFacts = async (file: string): Promise<AvatarFacts> => {
  const handle = await open(file, 'r');
  try {
    return factsOf(await readGltf(handle));
  } finally {
    await handle.close();
  }
};

const readGltf = async (handle: FileHandle): Promise<unknown> => {
  const { size } = await handle.stat();
  const header = Buffer.alloc(20);
  const { bytesRead } = await handle.read(header, 0, 20, 0);
  if (bytesRead < 20 || header.readUInt32LE(0) !== GLB_MAGIC)
    throw new Error('This is not a VRM file: it does not begin as a binary glTF does.');
  if (header.readUInt32LE(4) !== 2) throw new Error('This VRM file has a glTF version that is not 2.');
  if (header.readUInt32LE(8) !== size)
    throw new Error('This VRM file is cut off or damaged: its length is not what it says. Copy it again.');
  const jsonBytes = header.readUInt32LE(12);
  if (header.readUInt32LE(16) !== JSON_CHUNK || jsonBytes > size - 20 || jsonBytes > MAX_JSON_BYTES)
    throw new Error('This VRM file is damaged: its description cannot be read.');
  const json = Buffer.alloc(jsonBytes);
  await handle.read(json, 0, jsonBytes, 20);
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    throw new Error('This VRM file is damaged: its description is not valid JSON.');
  }
};

const factsOf = (gltf: unknown): AvatarFacts => {
  const extensions = field(gltf, 'extensions');
  const vrm1 = field(extensions, 'VRMC_vrm');
  const vrm0 = field(extensions, 'VRM');
  if (vrm1 === undefined && vrm0 === undefined)
    throw new Error('This is a 3D model but not a VRM avatar: it has no VRM data. Export it as VRM.');
  const title = field(field(vrm1, 'meta'), 'name') ?? field(field(vrm0, 'meta'), 'title');
  return {
    title: typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 128) : undefined,
    madeIn: workshopOf(gltf),
  };
};

const workshopOf = (gltf: unknown): AvatarWorkshop | undefined => {
  if (field(field(gltf, 'extensions'), SPRITE_EXTENSION) !== undefined) return 'sprites';
  if (field(field(field(gltf, 'asset'), 'extras'), RECIPE_EXTRA) !== undefined) return 'designer';
  return undefined;
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
