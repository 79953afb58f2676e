import { writeGlbParts } from '@motion/codecs/glb';
import {
  type BoneMap,
  type Gltf,
  guessMap,
  hangRigifyTogether,
  isMadeHere,
  type MapGuess,
  type Model,
  makeVrm,
  modelFault,
  movesMesh,
  type Rig,
  readRig,
  unmakeVrm,
} from '../../../avatar-maker/import';
import { type AvatarTerms, readTerms } from '../../avatar/avatar-terms';
import { checkAvatarFile, checkModelFile } from '../../avatar/check-avatar-file';
import { AvatarFileError, readGlb } from '../../avatar/read-glb';
import { checkFbx, isFbx } from './check-fbx';
import { fbxToGlb } from './fbx-to-glb';
import { glbOfGltf, isGltfText } from './glb-file';

/** What Studio asks: first to open a file, then, for a model that is no VRM, to make an avatar of it. */
export type ImportRequest =
  | {
      type: 'open';
      bytes: Uint8Array;
      /** Take a file that Kagami has made back to the model that it was made of. */
      toModel: boolean;
    }
  | { type: 'convert'; map: BoneMap; name: string };

export type ImportAnswer =
  | { type: 'step'; step: 'checking' | 'reading' | 'converting' }
  | { type: 'opened'; opened: OpenedFile }
  | { type: 'made'; made: MadeFile }
  | { type: 'failed'; message: string };

export interface OpenedFile {
  /** SHA-256, hex: of the file, or of the one that it was made of. */
  hash: string;
  /** Undefined for a model, which has none before it is made an avatar. */
  terms: AvatarTerms | undefined;
  /** A model that is no VRM yet. */
  model: OpenedModel | undefined;
  /** A VRM that Kagami has made of a model. */
  madeHere: boolean;
}

export interface OpenedModel {
  rig: Rig;
  guess: MapGuess;
  /** How its bones were mapped when an avatar was made of it. */
  map: BoneMap | undefined;
}

export interface MadeFile {
  file: Uint8Array;
  hash: string;
  terms: AvatarTerms;
}

let model: Model | undefined;
let source = '';

const answer = (message: ImportAnswer): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<ImportRequest>): Promise<void> => {
  try {
    if (data.type === 'open') answer({ type: 'opened', opened: await open(data.bytes, data.toModel) });
    else answer({ type: 'made', made: await convert(data.map, data.name) });
  } catch (error) {
    const message =
      error instanceof AvatarFileError
        ? error.message
        : 'The file could not be made an avatar. Export it again, as GLB or VRM.';
    answer({ type: 'failed', message });
  }
};

const open = async (bytes: Uint8Array, toModel: boolean): Promise<OpenedFile> => {
  answer({ type: 'step', step: 'checking' });
  const hash = await sha256(bytes);
  const file = await asGlb(bytes);
  const { json, bin } = readCheckedModel(file);
  const isVrm = json.extensions?.VRMC_vrm !== undefined || json.extensions?.VRM !== undefined;
  if (!isVrm) return openModel({ json, bin }, hash);
  const check = checkAvatarFile(file);
  if (!check.ok) throw new AvatarFileError(check.message);
  const madeHere = isMadeHere(json);
  if (!toModel) return { hash, terms: readTerms(json, !madeHere), model: undefined, madeHere };
  const former = unmakeVrm({ json, bin });
  if (!former)
    throw new AvatarFileError('This avatar is a VRM of its own: its file names its bones, and needs no map.');
  // What the file says that it was made of is as foreign as any file.
  const { json: formerJson, bin: formerBin } = former.model;
  const again = readCheckedModel(writeGlbParts({ json: formerJson, binary: formerBin }));
  return { ...openModel(again, former.file || hash, former.map), terms: readTerms(json, false) };
};

const openModel = (opened: Model, hash: string, map?: BoneMap): OpenedFile => {
  answer({ type: 'step', step: 'reading' });
  model = opened;
  source = hash;
  hangRigifyTogether(opened.json);
  const rig = readRig(opened.json);
  const fault = modelFault(opened.json, rig);
  if (fault) throw new AvatarFileError(fault);
  return { hash, terms: undefined, model: { rig, guess: guessMap(rig), map }, madeHere: false };
};

/** FBX and glTF in text become a GLB, which everything else is checked and read as. */
const asGlb = async (bytes: Uint8Array): Promise<Uint8Array> => {
  if (isGltfText(bytes)) return glbOfGltf(bytes);
  if (!isFbx(bytes)) return bytes;
  checkFbx(bytes);
  answer({ type: 'step', step: 'reading' });
  return fbxToGlb(bytes);
};

const readCheckedModel = (file: Uint8Array): Model => {
  const check = checkModelFile(file);
  if (!check.ok) throw new AvatarFileError(check.message);
  const { json, bin } = readGlb(file);
  const glb = json as Gltf;
  return { json: glb, bin };
};

const convert = async (map: BoneMap, name: string): Promise<MadeFile> => {
  if (!model) throw new AvatarFileError('The file is closed. Add it again.');
  answer({ type: 'step', step: 'converting' });
  if (!movesMesh(model.json, readRig(model.json), map))
    throw new AvatarFileError(
      'Nothing in the file hangs on these bones, so nothing would move. Bind the mesh to the skeleton (skin it) before you export.',
    );
  const made = makeVrm(model, map, name, source);
  const file = writeGlbParts({ json: made.json, binary: made.bin });
  const check = checkAvatarFile(file);
  if (!check.ok) throw new AvatarFileError(check.message);
  return { file, hash: await sha256(file), terms: readTerms(made.json, false) };
};

const sha256 = async (bytes: Uint8Array): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

// three's FBX reader asks a window for its size where a file has a camera.
Object.assign(globalThis, { window: globalThis });
