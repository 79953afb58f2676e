import { writeFileSync } from 'node:fs';
import { buildBundles } from './build-models';
import { type ModelsManifest, sumOf } from './manifest';

/**
 * Writes `resources/models/manifest.json` anew: run with `npx tsx scripts/models/write-manifest.ts` after a deliberate change
 * of the packages or of how bundles are built, and read the difference before committing it.
 */
const manifest: ModelsManifest = {
  files: [...buildBundles('node_modules/@mediapipe')].map(([name, data]) => sumOf(name, data)),
  face: {
    name: 'face_landmarker.task',
    url: 'https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task',
    bytes: 3_758_596,
    sha256: '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff',
  },
};
writeFileSync('resources/models/manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
