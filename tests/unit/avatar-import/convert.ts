import type { HumanoidBone } from '@shared/humanoid';
import { Vector3 } from 'three';
import { expect } from 'vitest';
import {
  guessMap,
  hangRigifyTogether,
  type Model,
  makeVrm,
  modelFault,
  movesMesh,
  readRig,
} from '../../../src/avatar-maker/import';
import { worldMatrices } from '../../../src/avatar-maker/import/model';
import { checkAvatarFile } from '../../../src/renderer/avatar/check-avatar-file';
import { checkFbx, isFbx } from '../../../src/renderer/studio/avatar-import/check-fbx';
import { fbxToGlb } from '../../../src/renderer/studio/avatar-import/fbx-to-glb';
import { glbOfGltf, isGltfText } from '../../../src/renderer/studio/avatar-import/glb-file';
import { pack, unpack } from '../../fixtures/foreign-rig';

/** A file as the import reads it: FBX, glTF or GLB. */
export const openModel = async (file: Uint8Array): Promise<Model> => {
  let glb = isGltfText(file) ? glbOfGltf(file) : file;
  if (isFbx(file)) {
    checkFbx(file);
    glb = await fbxToGlb(file);
  }
  const model = unpack(glb) as Model;
  hangRigifyTogether(model.json);
  return model;
};

export interface Made {
  model: Model;
  made: Model;
  place(bone: HumanoidBone): Vector3;
  vrm: {
    humanoid: { humanBones: Partial<Record<HumanoidBone, { node: number }>> };
    expressions: { preset: Record<string, unknown>; custom: Record<string, unknown> };
  };
}

/** What the import makes of a file whose bones it must find by itself. */
export const convert = async (file: Uint8Array): Promise<Made> => {
  const model = await openModel(file);
  const rig = readRig(model.json);
  expect(modelFault(model.json, rig)).toBeUndefined();
  const { map, sure } = guessMap(rig);
  expect(sure).toBe(true);
  expect(movesMesh(model.json, rig, map)).toBe(true);
  const made = makeVrm(model, map, 'Guest');
  expect(checkAvatarFile(pack(made.json, made.bin))).toEqual({ ok: true, version: 1 });
  const vrm = (made.json.extensions as { VRMC_vrm: Made['vrm'] }).VRMC_vrm;
  const worlds = worldMatrices(made.json.nodes!);
  const place = (bone: HumanoidBone): Vector3 =>
    new Vector3().setFromMatrixPosition(worlds[vrm.humanoid.humanBones[bone]!.node]!);
  return { model, made, place, vrm };
};
