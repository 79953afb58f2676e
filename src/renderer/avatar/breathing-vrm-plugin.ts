import { VRMLoaderPlugin, VRMMetaLoaderPlugin } from '@pixiv/three-vrm';
import type { GLTFParser } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { breathe } from './breathe';

/** What the plugin does one after the other once the meshes are there. */
const PARTS = [
  'humanoidPlugin',
  'expressionPlugin',
  'firstPersonPlugin',
  'springBonePlugin',
  'nodeConstraintPlugin',
] as const;

/** three-vrm's plugin, with a pause before each mesh and each part of the VRM: by itself it does all of them in one task. */
export const createBreathingVrmPlugin = (parser: GLTFParser): VRMLoaderPlugin => {
  const plugin = new VRMLoaderPlugin(parser, { metaPlugin: createMetaPlugin(parser) });
  const loadMesh = plugin.loadMesh.bind(plugin);
  plugin.loadMesh = async (index) => {
    await breathe();
    return loadMesh(index);
  };
  for (const name of PARTS) {
    const part = plugin[name];
    const afterRoot = part.afterRoot?.bind(part);
    part.afterRoot = async (gltf) => {
      await breathe();
      await afterRoot?.(gltf);
    };
  }
  return plugin;
};

/** Takes any licence, which the user is shown before the first use; three-vrm alone refuses all but VRM's own. */
const createMetaPlugin = (parser: GLTFParser): VRMMetaLoaderPlugin =>
  new VRMMetaLoaderPlugin(parser, {
    acceptLicenseUrls: [parser.json.extensions?.VRMC_vrm?.meta?.licenseUrl],
  });
