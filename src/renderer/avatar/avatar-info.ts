import type { VRM, VRMMeta } from '@pixiv/three-vrm';

import { type VrmVersion, vrmVersion } from './rest-pose';

/** What a file says about itself, and what it can do. Texts are the author's own: show them as text, never as markup. */
export interface AvatarInfo {
  name: string;
  authors: readonly string[];
  /** Name or address of the licence; empty where the file names none. */
  licence: string;
  version: VrmVersion;
  /** Names of all expressions, presets and the author's own. */
  expressions: readonly string[];
  /** 40 or more of ARKit's 52 blendshapes are there: the face follows them one by one. */
  perfectSync: boolean;
  triangles: number;
}

const MAX_TEXT = 200;

const text = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, MAX_TEXT) : '');

export const readAvatarInfo = (vrm: VRM, perfectSync: boolean): AvatarInfo => ({
  ...readMeta(vrm.meta),
  version: vrmVersion(vrm),
  expressions: vrm.expressionManager?.expressions.map((expression) => expression.expressionName) ?? [],
  perfectSync,
  triangles: countTriangles(vrm),
});

const readMeta = (meta: VRMMeta): Pick<AvatarInfo, 'name' | 'authors' | 'licence'> =>
  meta.metaVersion === '0'
    ? {
        name: text(meta.title),
        authors: [text(meta.author)].filter(Boolean),
        licence: text(meta.licenseName) || text(meta.otherLicenseUrl),
      }
    : {
        name: text(meta.name),
        authors: (Array.isArray(meta.authors) ? meta.authors : []).map(text).filter(Boolean),
        licence: text(meta.licenseUrl) || text(meta.otherLicenseUrl),
      };

const countTriangles = (vrm: VRM): number => {
  let triangles = 0;
  vrm.scene.traverse((object) => {
    if (!('geometry' in object)) return;
    const { index, attributes } = object.geometry as import('three').BufferGeometry;
    triangles += (index?.count ?? attributes.position?.count ?? 0) / 3;
  });
  return Math.round(triangles);
};
