import { describe, expect, it } from 'vitest';
import { guessMap, type Model, modelFault, movesMesh, readRig } from '../../../src/avatar-maker/import';
import { foreignRig, mixamoName, unpack } from '../../fixtures/foreign-rig';
import { tinyVrm } from '../avatar/tiny-vrm';

const mixamoFile = (): Model => unpack(foreignRig(tinyVrm(), { name: mixamoName })) as Model;
const faultOf = ({ json }: Model): string | undefined => modelFault(json, readRig(json));

describe('a model that no map of bones makes an avatar', () => {
  it('a figure has no fault, and its bones move it', () => {
    const { json } = mixamoFile();
    const rig = readRig(json);
    expect(modelFault(json, rig)).toBeUndefined();
    expect(movesMesh(json, rig, guessMap(rig).map)).toBe(true);
  });

  it('an animation without its figure is told so', () => {
    const model = mixamoFile();
    for (const node of model.json.nodes!) {
      delete node.mesh;
      delete node.skin;
    }
    expect(faultOf(model)).toMatch(/no mesh.*With Skin/);
  });

  it('a thing of few parts is sent to the props', () => {
    const model = mixamoFile();
    const mesh = model.json.nodes!.find((node) => node.mesh !== undefined)!;
    model.json.nodes = [{ ...mesh, skin: undefined }];
    delete model.json.skins;
    expect(faultOf(model)).toMatch(/no figure: a body needs 15 bones.*as a prop/);
  });

  it('a mesh beside the bones would stand still; one on a bone moves', () => {
    const { json } = mixamoFile();
    const rig = readRig(json);
    const { map } = guessMap(rig);
    const at = json.nodes!.findIndex(({ mesh }) => mesh !== undefined);
    delete json.nodes![at]!.skin;
    expect(movesMesh(json, rig, map)).toBe(false);
    for (const node of json.nodes!) node.children = node.children?.filter((child) => child !== at);
    const hand = json.nodes!.find(({ name }) => name === map.leftHand)!;
    hand.children = [...(hand.children ?? []), at];
    expect(movesMesh(json, rig, map)).toBe(true);
  });
});
