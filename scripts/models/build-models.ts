import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelsManifest, matches, sumOf } from './manifest';
import { readPackedAssets } from './packed-assets';
import { storedZip } from './stored-zip';
import { addNormalization, type Normalization, SIGNED_RANGE, UNIT_RANGE } from './tflite-metadata';

/**
 * Builds the hand and pose bundles that MediaPipe Tasks reads out of the TFLite models in the legacy `@mediapipe/hands`
 * and `@mediapipe/pose` packages. The same packages give the same bytes.
 *
 * @param packages folder of the `@mediapipe` packages.
 * @returns each bundle's name and bytes.
 */
export const buildBundles = (packages: string): Map<string, Buffer> => {
  const hands = readPackedAssets(join(packages, 'hands'));
  const pose = readPackedAssets(join(packages, 'pose'));
  const model = (data: Buffer | undefined, normalization: Normalization): Buffer => {
    if (!data) throw new Error('A model is missing in the @mediapipe packages; run `npm ci` again.');
    return addNormalization(data, normalization);
  };
  const handFile = (name: string): Buffer => readFileSync(join(packages, 'hands', name));
  const poseFile = (name: string): Buffer => readFileSync(join(packages, 'pose', name));

  const hand = (palms: string, landmarks: string): Buffer =>
    storedZip([
      ['hand_detector.tflite', model(hands.get(palms), UNIT_RANGE)],
      ['hand_landmarks_detector.tflite', model(handFile(landmarks), UNIT_RANGE)],
    ]);
  const body = (landmarks: string): Buffer =>
    storedZip([
      ['pose_detector.tflite', model(pose.get('pose_detection.tflite'), SIGNED_RANGE)],
      ['pose_landmarks_detector.tflite', model(poseFile(landmarks), UNIT_RANGE)],
    ]);

  return new Map([
    ['hand_full.task', hand('palm_detection_full.tflite', 'hand_landmark_full.tflite')],
    ['hand_lite.task', hand('palm_detection_lite.tflite', 'hand_landmark_lite.tflite')],
    ['pose_full.task', body('pose_landmark_full.tflite')],
    ['pose_lite.task', body('pose_landmark_lite.tflite')],
  ]);
};

/**
 * Brings `modelsFolder` to what the manifest says; does nothing where it already is.
 * @returns names of the files that were built.
 * @throws Error where a built file differs from the manifest: the packages are not those of the lock file.
 */
export const ensureModels = (options: {
  packages: string;
  modelsFolder: string;
  manifest: ModelsManifest;
}): string[] => {
  const { packages, modelsFolder, manifest } = options;
  const wanted = manifest.files.filter((file) => !matches(modelsFolder, file));
  if (wanted.length === 0) return [];
  const bundles = buildBundles(packages);
  for (const file of wanted) {
    const data = bundles.get(file.name);
    if (!data) throw new Error(`The manifest asks for ${file.name}, which nothing builds.`);
    if (sumOf(file.name, data).sha256 !== file.sha256)
      throw new Error(`${file.name} came out other than its manifest says. Run \`npm ci\` and try again.`);
    writeFileSync(join(modelsFolder, file.name), data);
  }
  return wanted.map((file) => file.name);
};
